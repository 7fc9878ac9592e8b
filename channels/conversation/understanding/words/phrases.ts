import { mayRemember, remembering } from '../remembered.ts';
import { sameWordsOf } from './same-word.ts';
import { withoutArticle } from './without-article.ts';
import { wordsOf } from './words.ts';

const none: ReadonlySet<string> = new Set();

/**
 * Words that must follow each other, with others between them: « mal poitrine » hears « j'ai très mal à la poitrine ».
 * Typing errors are forgiven, but for a word marked `=`, which is too near to an ordinary one (« agresse », « adresse »).
 */
export class Phrases {
  /** By their first word. */
  readonly #phrases: ReadonlyMap<string, readonly (readonly string[])[]>;
  readonly #between: number;
  /** Which words of the phrases a word may stand for. */
  readonly #meant: (word: string) => ReadonlySet<string>;

  /** `between`: how many other words may stand between two of a phrase. */
  constructor(phrases: readonly string[], between = 4) {
    const listed = phrases.map((phrase) => wordsOf(phrase));
    this.#phrases = Map.groupBy(listed, ([first = '']) => first);
    this.#between = between;
    const known = [...new Set(listed.flat())];
    mayRemember(known);
    const asWritten = new Set(phrases.join(' ').match(/(?<==)\w+/g));
    const forgiving = sameWordsOf(known.filter((one) => !asWritten.has(one)));
    const all = new Set(known);
    this.#meant = remembering((word) => {
      const bare = withoutArticle(word);
      const meant = [...forgiving(word), ...[word, bare].filter((one) => all.has(one))];
      return meant.length > 0 ? new Set(meant) : none;
    });
  }

  heardIn(words: readonly string[]): boolean {
    const meant = words.map(this.#meant);
    return meant.some((begun, at) =>
      [...begun].some((first) =>
        this.#phrases.get(first)?.some((phrase) => this.#follows(phrase, meant, 1, at)),
      ),
    );
  }

  /** Whether the rest of a phrase, from this place in it on, follows the word at which its beginning was heard. */

  #follows(
    phrase: readonly string[],
    meant: readonly ReadonlySet<string>[],
    place: number,
    after: number,
  ): boolean {
    const wanted = phrase[place];
    if (wanted === undefined) return true;
    const last = Math.min(after + 1 + this.#between, meant.length - 1);
    for (let at = after + 1; at <= last; at++)
      if (meant[at]!.has(wanted) && this.#follows(phrase, meant, place + 1, at)) return true;
    return false;
  }
}
