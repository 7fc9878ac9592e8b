import { type Classified, Classifier } from '../../channels/conversation/understanding/model/classifier.ts';
import { learn } from '../../channels/conversation/understanding/training/learn.ts';
import type { Sentence } from '../../channels/conversation/understanding/training/sentences.ts';

const parts = 10;

export interface Unseen {
  readonly sentence: Sentence;
  readonly words: readonly string[];
  readonly classified: Classified;
}

/** Cross-validation: every sentence as a model sees it that has learnt nothing of its situation. */
export function unseen(sentences: readonly Sentence[]): readonly Unseen[] {
  const situations = [...new Set(sentences.map(({ situation }) => situation))];
  const part = new Map(situations.map((situation, at) => [situation, at % parts]));
  return Array.from({ length: parts }, (_, left) => {
    const isLeft = ({ situation }: Sentence) => part.get(situation) === left;
    const classifier = new Classifier(learn(sentences.filter((one) => !isLeft(one))));
    return sentences.filter(isLeft).map((sentence) => {
      const words = classifier.read(sentence.text);
      return { sentence, words, classified: classifier.classify(words) };
    });
  }).flat();
}
