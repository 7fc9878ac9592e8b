import { insurerArguments } from '../../../../machines/messages/insurer-arguments.ts';
import type { OwnQuestion } from '../../../conversation/conversation.ts';
import type { ChatWord } from '../../words.ts';
import type { Scene } from '../scene.ts';
import { ownChoices } from './choices.ts';
import { doorLabel } from './door-label.ts';

/** Asks what no view asks; it stands until it is answered or left. What else is said meanwhile is heard as ever (P09). */
export function askOwn(scene: Scene, question: OwnQuestion, words?: ChatWord): void {
  scene.remember({ asked: question });
  if (question.kind === 'weigh') scene.line(inFlowsWords(scene, question.message));
  else if (question.kind === 'reminded') scene.line(question.text);
  else
    scene.say(
      words ?? wordsOf[question.kind],
      question.kind === 'switch' ? { door: doorLabel(scene, question.door) } : {},
    );
  scene.offer(ownChoices(scene, question));
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
