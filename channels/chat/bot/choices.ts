import type { ChoiceView, FieldView, View } from '../../../machines/envelope.ts';
import { declared } from '../../conversation/hand-over.ts';
import { createStepOf, type Step } from '../../conversation/steps.ts';
import { chatChannelDescription } from '../channel.ts';
import { doorLabel } from './door-label.ts';
import { own } from './own.ts';
import { withoutCode } from './resume.ts';
import type { Scene } from './scene.ts';

const stepOf = createStepOf(chatChannelDescription);

/** Where the person stands: the view's next step with what was gathered so far. */
export const stepNow = (scene: Scene, view: View): Step => stepOf(view, scene.conversation.gathered);

/** Everything that may be answered now, by button, label, number or word. */
export function choicesNow(scene: Scene, view: View): readonly ChoiceView[] {
  const { asked } = scene.conversation;
  switch (asked?.kind) {
    case 'did-you-mean':
      return [...asked.doors.map((door) => doorChoice(scene, door)), word(scene, own.elsewhere)];
    case 'resume-code':
      return [withoutCode(scene)];
    case 'switch':
      return [word(scene, 'yes'), word(scene, 'no')];
    default:
      return [...laterChoice(scene, view), ...stepChoices(scene, view)];
  }
}

export const insurerChoices = ({ parts }: Scene): readonly ChoiceView[] =>
  [...parts.insurers.values()].map(({ id, name }) => ({ id: own.insurer(id), label: name }));

export const doorChoice = (scene: Scene, door: string): ChoiceView => ({
  id: own.door(door),
  label: doorLabel(scene, door),
});

function stepChoices(scene: Scene, view: View): readonly ChoiceView[] {
  const step = stepNow(scene, view);
  switch (step.kind) {
    case 'confirm':
      return [word(scene, 'yes'), word(scene, own.correct), ...view.choices];
    case 'hand-over':
      return [...view.choices, word(scene, own.newLink)];
    case 'field':
      return [...fieldChoices(scene, step.field), ...view.choices];
    default:
      return view.choices;
  }
}

function fieldChoices(scene: Scene, { name, kind, options }: FieldView): readonly ChoiceView[] {
  if (kind === 'boolean') return [word(scene, 'yes'), word(scene, 'no')];
  return [...(options ?? []), ...(declared(name)?.optional ? [word(scene, own.skip)] : [])];
}

/** A second wish is offered as soon as the first has come to something. */
function laterChoice(scene: Scene, view: View): readonly ChoiceView[] {
  const { later } = scene.conversation;
  if (later === undefined || !view.outcome) return [];
  return [{ id: own.later, label: scene.word('choice.later', { door: doorLabel(scene, later) }) }];
}

type OwnWord = 'yes' | 'no' | (typeof own)['newLink' | 'correct' | 'skip' | 'elsewhere'];

const word = (scene: Scene, id: OwnWord): ChoiceView => ({ id, label: scene.word(`choice.${id}`) });
