import { stemmer } from '@orama/stemmers/french';
import { remembering } from '../remembered.ts';
import { sound } from './sound.ts';

/** What a word is compared by: its French stem (Snowball), spelt by sound. « connectée » and « conecter » share one. */
export const wordKey: (word: string) => string = remembering((word) =>
  sound(word.includes('_') ? word : stemmer(word)),
);
