import { readData } from '../read-data.ts';
import type { About } from '../understanding.ts';
import { Phrases } from '../words/phrases.ts';

const file = readData<Readonly<Record<About, readonly string[]>>>('about.json');

/** How many other words may stand between two of a phrase: a story is told in more of them than a question. */
const between: Readonly<Partial<Record<About, number>>> = { intruder: 6, unasked: 0 };

const abouts = (Object.keys(file) as About[]).map((about) => ({
  about,
  phrases: new Phrases(file[about], between[about] ?? 1),
}));

/** Found by signs, as danger is: nothing is learnt, and a warning too often is better than one too few. */
export const aboutIn = (words: readonly string[]): About | undefined =>
  abouts.find(({ phrases }) => phrases.heardIn(words))?.about;
