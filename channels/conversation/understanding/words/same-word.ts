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

/** Finds, for a word, those of a list that are the same word. */
export function sameWordsOf(list: readonly string[]): (word: string) => readonly string[] {
  const known = new Set(list);
  const long = [...known].filter((one) => one.length >= heardFrom);
  const byKey = grouped(long, wordKey);
  // A slip in the first letter is forgiven nobody.
  const byLetter = grouped(long, (one) => one[0]!);
  return (word) => {
    const exact = known.has(word) ? [word] : [];
    if (word.length < heardFrom) return exact;
    const mistyped = (byLetter.get(word[0]!) ?? []).filter((one) => isMistyped(one, word));
    return [...new Set([...exact, ...(byKey.get(wordKey(word)) ?? []), ...mistyped])];
  };
}

function grouped(words: readonly string[], by: (word: string) => string): Map<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const word of words) {
    const group = groups.get(by(word));
    if (group) group.push(word);
    else groups.set(by(word), [word]);
  }
  return groups;
}

function isMistyped(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  if (shorter < 5 || one[0] !== other[0]) return false;
  const allowed = shorter >= 9 ? 2 : 1;
  return Math.abs(one.length - other.length) <= allowed && distance(one, other) <= allowed;
}
