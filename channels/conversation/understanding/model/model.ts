import type { Weights } from './softmax.ts';

/** What was learnt from the sentences: made by `training/learn.ts`, kept in `model.json`. */
export interface Model {
  /** The doors, or the asides, and `none`, in the order of the weights. */
  readonly doors: readonly string[];
  /** Every word of the sentences, as written: mistyped words are read as the nearest of them. */
  readonly words: readonly string[];
  /** Keys of the words that sentences with a door use: others are foreign to what we do. */
  readonly ours: ReadonlySet<string>;
  /** Row of the weights by name of the feature. */
  readonly features: ReadonlyMap<string, number>;
  readonly weights: Weights;
}
