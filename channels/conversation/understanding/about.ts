import { Phrases } from './phrases.ts';
import { readData } from './read-data.ts';

/**
 * What people ask that no flow is about: a machine or not, a fraud they met, whether to trust this conversation, their
 * data, how long a letter takes, where their number is found, why it is asked once more, what was begun elsewhere.
 */
export type About = 'robot' | 'fraud' | 'trust' | 'data' | 'delay' | 'nir' | 'given' | 'begun';

const file = readData<Readonly<Record<About, readonly string[]>>>('about.json');

const abouts = (Object.keys(file) as About[]).map((about) => ({
  about,
  phrases: new Phrases(file[about], 1),
}));

/** Found by signs, as danger is: nothing is learnt, and a warning too often is better than one too few. */
export const aboutIn = (words: readonly string[]): About | undefined =>
  abouts.find(({ phrases }) => phrases.heardIn(words))?.about;
