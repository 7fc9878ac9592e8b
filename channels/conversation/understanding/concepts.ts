import { stemmer } from '@orama/stemmers/french';
import { readData } from './read-data.ts';
import { mayRemember, remembering } from './remembered.ts';
import { wordKey } from './word-key.ts';

const file = readData<Readonly<Record<string, readonly string[]>>>('concepts.json');

/** Every word that stands for a concept, as written in `concepts.json`. */
export const conceptWords: readonly string[] = Object.values(file).flat();

mayRemember(conceptWords);

/** Short words sound like too many others: « jeu » and « je ». */
const soundsFromLength = 5;

const byStem = conceptsBy(stemmer);
const bySound = conceptsBy(wordKey);

/**
 * What words are about, whatever the wording: « mdp », « code » and « identifiants » are all `code`. By stem, or by
 * sound, but for `elsewhere`: its many ordinary words would be heard where nobody said them. Sorted.
 */
export function conceptsOf(words: readonly string[]): readonly string[] {
  return [...new Set(words.flatMap(conceptsOfWord))].sort();
}

const conceptsOfWord = remembering((word): readonly string[] => {
  const heard = word.length >= soundsFromLength ? (bySound.get(wordKey(word)) ?? []) : [];
  return [...(byStem.get(stemmer(word)) ?? []), ...heard.filter((concept) => concept !== 'elsewhere')];
});

function conceptsBy(keyOf: (word: string) => string): ReadonlyMap<string, readonly string[]> {
  const concepts = new Map<string, readonly string[]>();
  for (const [concept, words] of Object.entries(file))
    for (const key of new Set(words.map(keyOf))) concepts.set(key, [...(concepts.get(key) ?? []), concept]);
  return concepts;
}
