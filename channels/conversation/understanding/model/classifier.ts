import { foreignShare } from '../words/foreign.ts';
import { Vocabulary } from '../words/vocabulary.ts';
import { withoutCourtesy, wordsOf } from '../words/words.ts';
import type { Model } from './model.ts';
import { softmax } from './softmax.ts';
import { vectorOf } from './vector.ts';

export interface Classified {
  /** All doors and `none`, best first; the scores add up to 1. */
  readonly ranked: readonly { readonly door: string; readonly score: number }[];
  /** From 0 to 1: how many of the words that carry meaning appear in none of our sentences with a door. */
  readonly foreign: number;
}

/** Which door a message is for, by a model that was learnt. */
export class Classifier {
  readonly #model: Model;
  readonly #vocabulary: Vocabulary;

  constructor(model: Model) {
    this.#model = model;
    this.#vocabulary = new Vocabulary(model.words);
  }

  /** The words of a message as the model reads them: written out, without courtesy, typing errors mended. */
  read(text: string): readonly string[] {
    return withoutCourtesy(wordsOf(text)).map((word) => this.#vocabulary.nearest(word));
  }

  classify(words: readonly string[]): Classified {
    const { doors, ours, features, weights } = this.#model;
    const foreign = foreignShare(words, (key) => ours.has(key));
    const scores = new Float32Array(doors.length);
    softmax(weights, vectorOf(words, features, foreign), scores);
    const ranked = doors.map((door, at) => ({ door, score: scores[at]! }));
    return { ranked: ranked.sort((one, other) => other.score - one.score), foreign };
  }
}
