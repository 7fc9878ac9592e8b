import { readData } from '../read-data.ts';
import type { Model } from './model.ts';

/** `model.json` and `asides-model.json`: weights as bytes, so that the file stays under a megabyte. */
export interface ModelFile {
  /** Of the data it was learnt from: a test compares, so that nobody forgets to learn again. */
  readonly learntFrom: string;
  /** These lists are joined by spaces, features by `|`, so that the file is a handful of long lines. */
  readonly doors: string;
  readonly words: string;
  readonly ours: string;
  readonly features: string;
  readonly bias: string;
  /** What one step of a byte is worth. */
  readonly step: number;
  readonly weights: string;
}

/** Weights smaller than this share of the largest change nothing. */
const levels = 127;

export function packed({ doors, words, ours, features, weights }: Model, learntFrom: string): ModelFile {
  const step = weights.weights.reduce((most, one) => Math.max(most, Math.abs(one)), 0) / levels;
  const bytes = Int8Array.from(weights.weights, (one) => Math.round(one / step));
  const kept = [...features].filter(
    ([name, row]) => name.startsWith('foreign:') || rowOf(bytes, row, doors.length).some((one) => one !== 0),
  );
  const rows = Buffer.concat(kept.map(([, row]) => Buffer.from(rowOf(bytes, row, doors.length))));
  return {
    learntFrom,
    doors: doors.join(' '),
    words: words.join(' '),
    ours: [...ours].sort().join(' '),
    features: kept.map(([name]) => name).join('|'),
    bias: [...weights.bias].map((one) => one.toFixed(4)).join(' '),
    step,
    weights: rows.toString('base64'),
  };
}

export function unpacked(file: ModelFile): Model {
  const doors = file.doors.split(' ');
  const bytes = new Int8Array(Buffer.from(file.weights, 'base64'));
  return {
    doors,
    words: file.words.split(' '),
    ours: new Set(file.ours.split(' ')),
    features: new Map(file.features.split('|').map((name, row) => [name, row])),
    weights: {
      labels: doors.length,
      weights: new Float32Array(bytes).map((one) => one * file.step),
      bias: Float32Array.from(file.bias.split(' '), Number),
    },
  };
}

/** The models that ship with the product: which door a message is for, and what is said beside any wish. */
export const readModel = (): Model => unpacked(readData<ModelFile>('model.json'));
export const readAsidesModel = (): Model => unpacked(readData<ModelFile>('asides-model.json'));

function rowOf(bytes: Int8Array, row: number, labels: number): Int8Array {
  return bytes.subarray(row * labels, (row + 1) * labels);
}
