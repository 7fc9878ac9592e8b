/** Sparse: the ids of the features that are there, and how much each counts. */
export interface Vector {
  readonly ids: Int32Array;
  readonly values: Float32Array;
}

export interface Weights {
  readonly labels: number;
  /** Feature by feature, one weight a label. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** Fills `into` with the probability of each label. */
export function softmax(
  { weights, bias, labels }: Weights,
  { ids, values }: Vector,
  into: Float32Array,
): void {
  into.set(bias);
  for (let at = 0; at < ids.length; at++) {
    const row = ids[at]! * labels;
    const value = values[at]!;
    for (let label = 0; label < labels; label++) into[label]! += weights[row + label]! * value;
  }
  const highest = into.reduce((one, other) => Math.max(one, other));
  let sum = 0;
  for (let label = 0; label < labels; label++) sum += into[label] = Math.exp(into[label]! - highest);
  for (let label = 0; label < labels; label++) into[label]! /= sum;
}
