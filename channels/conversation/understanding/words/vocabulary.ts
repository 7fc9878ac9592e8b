import { distance } from 'fastest-levenshtein';
import { mayRemember } from '../remembered.ts';
import { withoutArticle } from './without-article.ts';
import { wordKey } from './word-key.ts';

/** The words our sentences use. What is mistyped is read as the nearest of them. */
export class Vocabulary {
  readonly #words: ReadonlySet<string>;
  readonly #keys: ReadonlySet<string>;
  readonly #byStart = new Map<string, string[]>();

  constructor(words: readonly string[]) {
    mayRemember(words);
    this.#words = new Set(words);
    this.#keys = new Set(words.map(wordKey));
    for (const word of words) {
      const start = startOf(word);
      this.#byStart.set(start, [...(this.#byStart.get(start) ?? []), word]);
    }
  }

  /** The word itself if it is known or sounds like one that is; else the nearest, else itself. */
  nearest(word: string): string {
    if (word.length < 5 || /[\d_]/.test(word)) return word;
    if (this.#words.has(word) || this.#keys.has(wordKey(word))) return word;
    const rest = withoutArticle(word);
    if (this.#words.has(rest)) return rest;
    return this.#mistyped(word);
  }

  /** One letter wrong, two in a word of eight or more; the first letter is right. */
  #mistyped(word: string): string {
    let best = word;
    let least = word.length >= 8 ? 3 : 2;
    for (const known of this.#byStart.get(startOf(word)) ?? []) {
      if (known.length < 4 || Math.abs(known.length - word.length) >= least) continue;
      const away = distance(known, word);
      if (away < least) [best, least] = [known, away];
    }
    return best;
  }
}

const startOf = (word: string) => word.slice(0, 1);
