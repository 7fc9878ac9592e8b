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
    return !this.#heard(words).next().done;
  }

  /** What was said beside them. */
  without(words: readonly string[]): readonly string[] {
    const places = new Set([...this.#heard(words)].flat());
    return places.size === 0 ? words : words.filter((_word, at) => !places.has(at));
  }

  /** Where each phrase is heard: the places of its words. */
  *#heard(words: readonly string[]): Generator<readonly number[]> {
    const meant = words.map(this.#meant);
    for (const [at, begun] of meant.entries())
      for (const first of begun)
        for (const phrase of this.#phrases.get(first) ?? []) {
          const rest = this.#rest(phrase, meant, 1, at);
          if (rest) yield [at, ...rest];
        }
  }

  /** Where the rest of a phrase, from this place in it on, follows the word at which its beginning was heard. */
  #rest(
    phrase: readonly string[],
    meant: readonly ReadonlySet<string>[],
    place: number,
    after: number,
  ): readonly number[] | undefined {
    const wanted = phrase[place];
    if (wanted === undefined) return [];
    const last = Math.min(after + 1 + this.#between, meant.length - 1);
    for (let at = after + 1; at <= last; at++) {
      const rest = meant[at]!.has(wanted) ? this.#rest(phrase, meant, place + 1, at) : undefined;
      if (rest) return [at, ...rest];
    }
    return undefined;
  }
}
