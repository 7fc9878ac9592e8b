import { mayRemember, remembering } from './remembered.ts';
import { sameWordsOf } from './same-word.ts';
import { withoutArticle } from './without-article.ts';
import { wordsOf } from './words.ts';

const none: ReadonlySet<string> = new Set();

/**
 * Words that must follow each other, with others between them: « mal poitrine » hears « j'ai très mal à la poitrine ».
 * Typing errors are forgiven, but for a word marked `=`, which is too near to an ordinary one (« agresse », « adresse »).
 */
export class Phrases {
  readonly #phrases: readonly (readonly string[])[];
  readonly #between: number;
  /** Which words of the phrases a word may stand for. */
  readonly #meant: (word: string) => ReadonlySet<string>;

  /** `between`: how many other words may stand between two of a phrase. */
  constructor(phrases: readonly string[], between = 4) {
    this.#phrases = phrases.map((phrase) => wordsOf(phrase));
    this.#between = between;
    const known = [...new Set(this.#phrases.flat())];
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
    return this.#phrases.some((phrase) => this.#follows(phrase, meant, 0, { from: 0, until: meant.length }));
  }

  #follows(
    phrase: readonly string[],
    meant: readonly ReadonlySet<string>[],
    place: number,
    span: { readonly from: number; readonly until: number },
  ): boolean {
    const wanted = phrase[place];
    if (wanted === undefined) return true;
    for (let at = span.from; at < Math.min(span.until, meant.length); at++) {
      if (!meant[at]!.has(wanted)) continue;
      if (this.#follows(phrase, meant, place + 1, { from: at + 1, until: at + 2 + this.#between }))
        return true;
    }
    return false;
  }
}
