import { remembering } from '../remembered.ts';
import { conceptsOf } from '../words/concepts.ts';
import { wordKey } from '../words/word-key.ts';

/** How much each kind of feature counts; found by cross-validation over situations (docs/language.md). */
const weights = { word: 1, pair: 0.7, concept: 2, concepts: 1.2, letters: 0.35 };

/**
 * What a classifier sees of a message: words by key, neighbours, concepts and pairs of concepts, and groups of
 * three and four letters, which survive typing errors. By name, with how much each counts.
 */
export function featuresOf(words: readonly string[]): ReadonlyMap<string, number> {
  const keys = words.map(wordKey);
  const features = new Map<string, number>();
  for (const key of keys) features.set(`w:${key}`, weights.word);
  for (let at = 0; at <= keys.length; at++)
    features.set(`b:${keys[at - 1] ?? '^'} ${keys[at] ?? '$'}`, weights.pair);
  for (const [name, weight] of conceptFeatures(conceptsOf(words))) features.set(name, weight);
  for (const word of words) for (const group of letterGroups(word)) features.set(group, weights.letters);
  return features;
}

function conceptFeatures(concepts: readonly string[]): readonly (readonly [string, number])[] {
  if (concepts.length === 0) return [['k:none', weights.concept]];
  const alone = concepts.map((concept) => [`k:${concept}`, weights.concept] as const);
  const pairs = concepts.flatMap((one, at) =>
    concepts.slice(at + 1).map((other) => [`k:${one}+${other}`, weights.concepts] as const),
  );
  return [...alone, ...pairs];
}

const letterGroups = remembering((word): readonly string[] => {
  const framed = `_${word}_`;
  const groups: string[] = [];
  for (const length of [3, 4])
    for (let at = 0; at + length <= framed.length; at++) groups.push(`n:${framed.slice(at, at + length)}`);
  return groups;
});
