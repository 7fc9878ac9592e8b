import { softmax, type Vector, type Weights } from '../softmax.ts';

export interface Example {
  readonly vector: Vector;
  readonly label: number;
}

const epochs = 18;
const rate = 0.5;
const biasRate = 0.05;
const decay = 1e-4;

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
  for (const example of shuffledOften(examples)) {
    softmax(model, example.vector, probabilities);
    for (let label = 0; label < labels; label++) {
      const error = probabilities[label]! - (label === example.label ? 1 : 0);
      const step = error * importance[example.label]!;
      if (Math.abs(step) < 1e-4) continue;
      model.bias[label]! -= biasRate * step;
      descend(model, squares, { vector: example.vector, label, step });
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

/** All examples as often as there are epochs, each time in another order, the same orders in every run. */
function* shuffledOften(examples: readonly Example[]): Generator<Example> {
  const order = [...examples];
  let seed = 7;
  const next = (below: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((seed / 0x80000000) * below);
  };
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let at = order.length - 1; at > 0; at--) {
      const other = next(at + 1);
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    yield* order;
  }
}
