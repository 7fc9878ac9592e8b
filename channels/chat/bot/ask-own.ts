import type { OwnQuestion } from '../../conversation/conversation.ts';
import type { ChatWord } from '../words.ts';
import { ownChoices } from './choices.ts';
import { doorLabel } from './door-label.ts';
import type { Scene } from './scene.ts';

/** Asks what no view asks; it stands until it is answered or left. What else is said meanwhile is heard as ever (P09). */
export function askOwn(scene: Scene, question: OwnQuestion, words: ChatWord = wordsOf[question.kind]): void {
  scene.remember({ asked: question });
  scene.say(words, question.kind === 'switch' ? { door: doorLabel(scene, question.door) } : {});
  scene.offer(ownChoices(scene, question));
}

const wordsOf: Readonly<Record<OwnQuestion['kind'], ChatWord>> = {
  insurer: 'ask.insurer',
  'resume-code': 'ask.resume-code',
  'did-you-mean': 'did-you-mean',
  switch: 'switch',
};
