import { readData } from '../read-data.ts';
import type { About } from '../understanding.ts';
import { Phrases } from '../words/phrases.ts';

const file = readData<Readonly<Record<About, readonly string[]>>>('about.json');

const abouts = (Object.keys(file) as About[]).map((about) => ({
  about,
  phrases: new Phrases(file[about], 1),
}));

/** Found by signs, as danger is: nothing is learnt, and a warning too often is better than one too few. */
export const aboutIn = (words: readonly string[]): About | undefined =>
  abouts.find(({ phrases }) => phrases.heardIn(words))?.about;
