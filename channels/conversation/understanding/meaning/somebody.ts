import { readData } from '../read-data.ts';
import { Phrases } from '../words/phrases.ts';

const asking = new Phrases(readData<readonly string[]>('somebody.json'), 1);

/** Asked for in so many words, a person comes before whatever else is told in the message (P09). */
export const asksForSomebody = (words: readonly string[]): boolean => asking.heardIn(words);
