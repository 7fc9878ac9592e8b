import { Phrases } from './phrases.ts';
import { readData } from './read-data.ts';

/** What people ask about whom they are talking to: a machine, a fraud they met, this very conversation, their data. */
export type About = 'robot' | 'fraud' | 'trust' | 'data';

const file = readData<Readonly<Record<About, readonly string[]>>>('about.json');

const abouts = (Object.keys(file) as About[]).map((about) => ({
  about,
  phrases: new Phrases(file[about], 1),
}));

/** Found by signs, as danger is: nothing is learnt, and a warning too often is better than one too few. */
export const aboutIn = (words: readonly string[]): About | undefined =>
  abouts.find(({ phrases }) => phrases.heardIn(words))?.about;
