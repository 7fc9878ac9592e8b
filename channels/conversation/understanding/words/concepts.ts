import { stemmer } from '@orama/stemmers/french';
import { readData } from '../read-data.ts';
import { mayRemember, remembering } from '../remembered.ts';
import { wordKey } from './word-key.ts';

const { elsewhere, ...file } =
  readData<Readonly<Record<'elsewhere', readonly string[]> & Record<string, readonly string[]>>>(
    'concepts.json',
  );

/** Every word that stands for a concept, as written in `concepts.json`. */
export const conceptWords: readonly string[] = [...Object.values(file).flat(), ...elsewhere];

mayRemember(conceptWords);

/** Short words sound like too many others: « jeu » and « je ». */
const soundsFromLength = 5;

const byStem = conceptsBy(stemmer);
const bySound = conceptsBy(wordKey);
const ofOthers = new Set(elsewhere.flatMap((word) => [word, `${word}s`]));

/**
 * What words are about, whatever the wording: « mdp », « code » and « identifiants » are all `code`. By stem, or by
 * sound, but for `elsewhere`: its many ordinary words would be heard where nobody said them (« serai », « série »).
 * Sorted.
 */
export function conceptsOf(words: readonly string[]): readonly string[] {
  return [...new Set(words.flatMap(conceptsOfWord))].sort();
}

/** « mot de passe Netflix », but not « mon opticien attend ma mutuelle ». */
export function aboutOthers(concepts: readonly string[]): boolean {
  return concepts.includes('elsewhere') && !concepts.includes('ours');
}

const conceptsOfWord = remembering((word): readonly string[] => {
  const heard = word.length >= soundsFromLength ? (bySound.get(wordKey(word)) ?? []) : [];
  return [...(byStem.get(stemmer(word)) ?? []), ...heard, ...(ofOthers.has(word) ? ['elsewhere'] : [])];
});

function conceptsBy(keyOf: (word: string) => string): ReadonlyMap<string, readonly string[]> {
  const concepts = new Map<string, readonly string[]>();
  for (const [concept, words] of Object.entries(file))
    for (const key of new Set(words.map(keyOf))) concepts.set(key, [...(concepts.get(key) ?? []), concept]);
  return concepts;
}
