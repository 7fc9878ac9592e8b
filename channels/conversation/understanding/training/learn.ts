import { featuresOf } from '../model/features.ts';
import type { Model } from '../model/model.ts';
import { foreignFeatures, vectorOf } from '../model/vector.ts';
import { conceptWords } from '../words/concepts.ts';
import { foreignShare } from '../words/foreign.ts';
import { Vocabulary } from '../words/vocabulary.ts';
import { wordKey } from '../words/word-key.ts';
import { withoutCourtesy, wordsOf } from '../words/words.ts';
import type { Sentence } from './sentences.ts';
import { type Example, trainSoftmax } from './train-softmax.ts';

interface Read {
  readonly sentence: Sentence;
  readonly words: readonly string[];
}

/**
 * Learns a model from sentences; the same sentences give the same model. A feature must be seen in two situations,
 * and a word is foreign to a sentence unless another situation uses it: so the model learns what a message looks
 * like that nobody wrote down.
 */
export function learn(sentences: readonly Sentence[]): Model {
  const read = sentences.map((sentence) => ({ sentence, words: withoutCourtesy(wordsOf(sentence.text)) }));
  const words = [...new Set([...read.flatMap((one) => one.words), ...conceptWords])].sort();
  const vocabulary = new Vocabulary(words);
  const mended = read.map((one) => ({ ...one, words: one.words.map((word) => vocabulary.nearest(word)) }));
  const doors = [...new Set(sentences.map(({ door }) => door))].sort();
  const features = learntFeatures(mended);
  const owners = situationsBy(
    mended.filter(({ sentence }) => sentence.door !== 'none'),
    (one) => one.words.map(wordKey),
  );
  const examples = mended.map((one): Example => {
    const foreign = foreignShare(one.words, (key) => knownElsewhere(owners.get(key), one.sentence.situation));
    return { vector: vectorOf(one.words, features, foreign), label: doors.indexOf(one.sentence.door) };
  });
  const weights = trainSoftmax(examples, features.size, doors.length);
  return { doors, words, ours: new Set(owners.keys()), features, weights };
}

function learntFeatures(read: readonly Read[]): ReadonlyMap<string, number> {
  const seen = situationsBy(read, ({ words }) => [...featuresOf(words).keys()]);
  const often = [...seen].filter(([name, situations]) => situations.size > 1 || name.startsWith('k:'));
  return new Map([...often.map(([name]) => name), ...foreignFeatures].map((name, at) => [name, at]));
}

function situationsBy(
  read: readonly Read[],
  namesOf: (one: Read) => readonly string[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const seen = new Map<string, Set<string>>();
  for (const one of read)
    for (const name of namesOf(one))
      seen.set(name, (seen.get(name) ?? new Set()).add(one.sentence.situation));
  return seen;
}

function knownElsewhere(situations: ReadonlySet<string> | undefined, situation: string): boolean {
  if (!situations) return false;
  return situations.size > (situations.has(situation) ? 1 : 0);
}
