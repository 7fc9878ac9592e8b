import { Phrases } from './phrases.ts';
import { readData } from './read-data.ts';

const file = readData<Readonly<Record<'link' | 'trouble', readonly string[]>>>('link-trouble.json');

const link = new Phrases(file.link, 2);
const trouble = new Phrases(file.trouble, 2);

/** « Le lien ne marche pas », « envoyez-moi un nouveau lien »: a page that was given is not to be had. */
export const linkTroubleIn = (words: readonly string[]): boolean =>
  link.heardIn(words) && trouble.heardIn(words);
