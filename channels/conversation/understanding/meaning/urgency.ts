import { readData } from '../read-data.ts';
import type { Understood } from '../understanding.ts';
import { Phrases } from '../words/phrases.ts';
import { withoutCourtesy } from '../words/words.ts';

interface Signs {
  readonly phrases: readonly string[];
  /** Said without meaning it, or of another time or person. */
  readonly harmless: readonly string[];
}

const file = readData<{
  /** `alone`: a sign only where nothing else is said, « le SAMU » may be asked about. */
  readonly danger: Signs & { readonly alone: readonly string[] };
  readonly hospital: Signs;
  /** Those of the signs of danger by which people speak of their own death. */
  readonly despair: readonly string[];
}>('urgency.json');

const danger = new Phrases(file.danger.phrases);
const alone = new Set(file.danger.alone);
const joking = new Phrases(file.danger.harmless, 0);
const despair = new Phrases(file.despair);
const hospital = new Phrases(file.hospital.phrases, 3);
const notNow = new Phrases(file.hospital.harmless, 2);
/** Named within a day: then it is now, whatever the rest says. */
const now = new Phrases(
  ['aujourdhui', 'demain', 'maintenant', 'ce soir', 'ce matin', 'urgence', 'today', 'tomorrow', 'now'],
  0,
);

/**
 * Danger to life, or somebody in hospital. A false alarm costs a sentence with 15 and 112; a missed one may cost a
 * life: the signs are many, and typing errors do not hide them.
 */
export function urgencyOf(words: readonly string[]): Understood['urgency'] {
  if (alone.has(withoutCourtesy(words).join(' '))) return 'danger';
  // A figure of speech says nothing of what stands beside it.
  if (danger.heardIn(joking.without(withoutLongNumbers(words))))
    return despair.heardIn(words) ? 'despair' : 'danger';
  if (hospital.heardIn(now.heardIn(words) ? words : notNow.without(words))) return 'hospital';
  return undefined;
}

/** « Je veux en finir avec ce contrat ». */
export const isFigureOfSpeech = (words: readonly string[]): boolean => joking.heardIn(words);

/** « Call me on 07 999 123 »: a group of a number is no number to call. */
const withoutLongNumbers = (words: readonly string[]): readonly string[] =>
  words.filter((word, at) => !(isFigures(word) && (isFigures(words[at - 1]) || isFigures(words[at + 1]))));

const isFigures = (word: string | undefined): boolean => word !== undefined && /^\d+$/.test(word);
