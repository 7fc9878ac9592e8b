import { distance } from 'fastest-levenshtein';
import { wordKey } from './word-key.ts';

/** From this length on words are the same that share stem and sound. */
const heardFrom = 4;

/** The same, in another form, or mistyped by one letter (two in a long word). Short words must be the same. */
export function sameWord(one: string, other: string): boolean {
  if (one === other) return true;
  if (Math.min(one.length, other.length) < heardFrom) return false;
  return isMistyped(one, other) || wordKey(one) === wordKey(other);
}

/** Finds, for a word, those of a list that are the same word. Each word's key is computed once. */
export function sameWordsOf(list: readonly string[]): (word: string) => readonly string[] {
  const keyed = list.map((one) => ({ one, key: wordKey(one) }));
  return (word) => {
    if (word.length < heardFrom) return list.filter((one) => one === word);
    const key = wordKey(word);
    const isSame = (known: { one: string; key: string }) =>
      known.one === word ||
      (known.one.length >= heardFrom && (known.key === key || isMistyped(known.one, word)));
    return keyed.filter(isSame).map(({ one }) => one);
  };
}

function isMistyped(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  if (shorter < 5 || one[0] !== other[0]) return false;
  const allowed = shorter >= 9 ? 2 : 1;
  return Math.abs(one.length - other.length) <= allowed && distance(one, other) <= allowed;
}
