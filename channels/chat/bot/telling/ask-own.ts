import { insurerArguments } from '../../../../machines/messages/insurer-arguments.ts';
import type { OwnQuestion } from '../../../conversation/conversation.ts';
import type { ChatWord } from '../../words.ts';
import type { Scene } from '../scene.ts';
import { ownChoices } from './choices.ts';
import { doorLabel } from './door-label.ts';

/** Asks what no view asks; it stands until it is answered or left. What else is said meanwhile is heard as ever (P09). */
export function askOwn(scene: Scene, question: OwnQuestion, words?: ChatWord): void {
  scene.remember({ asked: question });
  scene.line(ownWords(scene, question, words));
  scene.offer(ownChoices(scene, question));
}

/** The same, in one with what was told. */
export function tellAndAsk(scene: Scene, told: string, question: OwnQuestion): void {
  scene.remember({ asked: question });
  scene.line(`${told} ${ownWords(scene, question)}`);
  scene.offer(ownChoices(scene, question));
}

function ownWords(scene: Scene, question: OwnQuestion, words?: ChatWord): string {
  if (question.kind === 'weigh' || question.kind === 'reminded') return inFlowsWords(scene, question.message);
  const door = question.kind === 'switch' ? { door: doorLabel(scene, question.door) } : {};
  return scene.word(words ?? wordsOf[question.kind], door);
}

function inFlowsWords({ parts, insurer, conversation: { locale } }: Scene, id: string): string {
  return parts.registry.format(locale, id, insurerArguments(insurer!, locale, parts.clock.now()));
}

const wordsOf: Readonly<Record<Exclude<OwnQuestion['kind'], 'weigh' | 'reminded'>, ChatWord>> = {
  insurer: 'ask.insurer',
  'resume-code': 'ask.resume-code',
  'did-you-mean': 'did-you-mean',
  switch: 'switch',
};
