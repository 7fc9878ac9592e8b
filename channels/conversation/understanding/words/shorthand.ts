import { readData } from '../read-data.ts';

interface File {
  /** Regular expressions over a folded text, and what they stand for; applied in this order. */
  readonly phrases: Readonly<Record<string, string>>;
  readonly words: Readonly<Record<string, string>>;
  readonly courtesy: readonly string[];
  /** What people say before they say what they mean after all. */
  readonly falseStarts: readonly string[];
}

const file = readData<File>('shorthand.json');

/** How people shorten (SMS style, abbreviations), and what they say out of politeness. Data: `shorthand.json`. */
export const shorthand = {
  phrases: Object.entries(file.phrases).map(([from, to]) => [new RegExp(from, 'g'), to] as const),
  words: new Map(Object.entries(file.words).map(([from, to]) => [from, to.split(' ')])),
  courtesy: new Set(file.courtesy),
  falseStarts: file.falseStarts,
};
