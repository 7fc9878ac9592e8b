import { featuresOf } from './features.ts';
import type { Vector } from './softmax.ts';

/** Names of the features that say how foreign the words are, by quarter. */
export const foreignFeatures: readonly string[] = [0, 0.25, 0.5, 0.75, 1].map(foreignFeature);

const foreignWeight = 0.5;

function foreignFeature(share: number): string {
  return `foreign:${share}`;
}

/** Of length 1, whatever the length of the message; features that were never learnt are left out. */
export function vectorOf(
  words: readonly string[],
  features: ReadonlyMap<string, number>,
  foreign: number,
): Vector {
  const ids: number[] = [];
  const values: number[] = [];
  let squares = 0;
  for (const [name, value] of featuresOf(words)) {
    const id = features.get(name);
    if (id === undefined) continue;
    ids.push(id);
    values.push(value);
    squares += value * value;
  }
  const length = Math.sqrt(squares) || 1;
  return {
    ids: Int32Array.of(...ids, features.get(foreignFeature(foreign))!),
    values: Float32Array.of(...values.map((value) => value / length), foreignWeight),
  };
}
