import { softmax, type Vector, type Weights } from '../model/softmax.ts';

export interface Example {
  readonly vector: Vector;
  readonly label: number;
}

const epochs = 18;
const rate = 0.5;
const biasRate = 0.05;
const decay = 1e-4;
/** So many features of an example are not looked at, others each time, so that no word alone decides. */
const unseen = 0.2;

/**
 * Multinomial logistic regression by stochastic gradient descent (Adagrad), the same result every time. Labels with
 * few examples count for more (square root), so that a door with few sentences is not forgotten.
 */
export function trainSoftmax(examples: readonly Example[], features: number, labels: number): Weights {
  const model = {
    labels,
    weights: new Float32Array(features * labels),
    bias: new Float32Array(labels),
  };
  const squares = new Float32Array(features * labels).fill(1e-3);
  const importance = importances(examples, labels);
  const probabilities = new Float32Array(labels);
  const next = randomNumbers();
  for (const example of shuffledOften(examples, next)) {
    const vector = partOf(example.vector, next);
    softmax(model, vector, probabilities);
    for (let label = 0; label < labels; label++) {
      const error = probabilities[label]! - (label === example.label ? 1 : 0);
      const step = error * importance[example.label]!;
      if (Math.abs(step) < 1e-4) continue;
      model.bias[label]! -= biasRate * step;
      descend(model, squares, { vector, label, step });
    }
  }
  return model;
}

function descend(
  { weights, labels }: Weights,
  squares: Float32Array,
  { vector, label, step }: Example & { readonly step: number },
): void {
  const { ids, values } = vector;
  for (let at = 0; at < ids.length; at++) {
    const place = ids[at]! * labels + label;
    const slope = step * values[at]! + decay * weights[place]!;
    squares[place]! += slope * slope;
    weights[place]! -= (rate * slope) / Math.sqrt(squares[place]!);
  }
}

function importances(examples: readonly Example[], labels: number): readonly number[] {
  const counts = new Array<number>(labels).fill(0);
  for (const { label } of examples) counts[label]!++;
  return counts.map((count) => Math.sqrt(examples.length / labels / Math.max(count, 1)));
}

/** From 0 up to 1, the same numbers in every run. */
function randomNumbers(): () => number {
  let seed = 7;
  return () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return seed / 0x80000000;
  };
}

function partOf({ ids, values }: Vector, next: () => number): Vector {
  const seen = ids.map((_, at) => (next() < unseen ? -1 : at)).filter((at) => at >= 0);
  return { ids: seen.map((at) => ids[at]!), values: Float32Array.from(seen, (at) => values[at]!) };
}

/** All examples as often as there are epochs, each time in another order. */
function* shuffledOften(examples: readonly Example[], next: () => number): Generator<Example> {
  const order = [...examples];
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = Math.floor(next() * (at + 1));
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    yield* order;
  }
}
