import type { ChoiceView, FieldView, View } from '../../../../machines/envelope.ts';
import { declared } from '../../../../machines/fields.ts';
import { isDigression } from '../../../../machines/flow.ts';
import { choicesHere } from '../../../conversation/choices-here.ts';
import type { OwnQuestion } from '../../../conversation/conversation.ts';
import { createStepOf, type Step } from '../../../conversation/steps.ts';
import { chatChannelDescription } from '../../channel.ts';
import type { ChatWord } from '../../words.ts';
import { own } from '../own.ts';
import type { Scene } from '../scene.ts';
import { doorLabel } from './door-label.ts';

const stepOf = createStepOf(chatChannelDescription);

/** Where the person stands: the view's next step with what was gathered so far. */
export const stepNow = (scene: Scene, view: View): Step => stepOf(view, scene.conversation.gathered);

/** Everything that may be answered now, by button, label, number or word. */
export function choicesNow(scene: Scene, view: View): readonly ChoiceView[] {
  const { asked } = scene.conversation;
  return asked ? ownChoices(scene, asked) : viewChoices(scene, view);
}

const viewChoices = (scene: Scene, view: View): readonly ChoiceView[] => [
  ...laterChoice(scene, view),
  ...stepChoices(scene, view),
];

/** What answers one of the bot's own questions. */
export function ownChoices(scene: Scene, question: OwnQuestion): readonly ChoiceView[] {
  switch (question.kind) {
    case 'did-you-mean':
      return [...question.doors.map((door) => doorChoice(scene, door)), word(scene, own.elsewhere)];
    case 'insurer':
      return insurerChoices(scene);
    case 'resume-code':
      return [{ id: own.elsewhere, label: scene.word('choice.without-code') }];
    case 'reminded':
      return [word(scene, 'yes'), word(scene, 'no'), word(scene, own.elsewhere)];
    case 'switch':
    case 'weigh':
      return [word(scene, 'yes'), word(scene, 'no')];
  }
}

/** The answers there are, each with its number, under these words. */
export function listed(scene: Scene, view: View, under: ChatWord): string {
  const numbered = choicesNow(scene, view).map(({ label }, index) =>
    scene.word('numbered', { number: index + 1, label }),
  );
  return [scene.word(under), ...numbered].join('\n');
}

/** A label typed, or its number, is a label pressed; so is one of the question under the bot's own, still in sight. */
export const spelledOut = (scene: Scene, view: View, text: string): string | undefined =>
  labelTyped(choicesNow(scene, view), text) ??
  chosenByNumber(scene, view, text) ??
  labelTyped(choicesUnder(scene, view), text);

/** « Oui » and « non » answer the bot's own question, and « retour » leaves it. */
export const choicesUnder = (scene: Scene, view: View): readonly ChoiceView[] =>
  scene.conversation.asked ? viewChoices(scene, view).filter(({ id }) => !ownWords.has(id)) : [];

const ownWords: ReadonlySet<string> = new Set(['yes', 'no', 'back']);

export function labelTyped(choices: readonly ChoiceView[], text: string): string | undefined {
  const typed = plain(text);
  if (typed === '') return undefined;
  return choices.find(({ label, id }) => plain(label) === typed || (isNoWord(id) && plain(id) === typed))?.id;
}

/** « Correct » says that it is right, whatever the button to change it is called in here. */
const isNoWord = (id: string): boolean => id !== own.correct;

/** Without case, accents, apostrophes and space. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

/** A number means the list that is in front of the person, even where the question has changed behind it. */
export function chosenByNumber(scene: Scene, view: View, text: string): string | undefined {
  const number = /^\s*(\d{1,2})\s*[.)]?\s*$/.exec(text)?.[1];
  if (number === undefined || stepNow(scene, view).kind === 'field') return undefined;
  const shown = scene.conversation.lines.findLast(({ choices }) => choices !== undefined)?.choices;
  return shown?.[Number(number) - 1]?.id;
}

export const insurerChoices = ({ parts }: Scene): readonly ChoiceView[] =>
  [...parts.insurers.values()].map(({ id, name }) => ({ id: own.insurer(id), label: name }));

const doorChoice = (scene: Scene, door: string): ChoiceView => ({
  id: own.door(door),
  label: doorLabel(scene, door),
});

function stepChoices(scene: Scene, view: View): readonly ChoiceView[] {
  const step = stepNow(scene, view);
  const offered = choicesHere(view, chatChannelDescription);
  switch (step.kind) {
    case 'confirm':
      return [sending(scene, step.field), word(scene, own.correct), ...offered];
    case 'hand-over':
      return [...offered, word(scene, own.newLink)];
    case 'field':
      return [...fieldChoices(scene, step.field), ...offered];
    default:
      return offered;
  }
}

/** What is read back is right; a message is sent. */
const sending = (scene: Scene, { name }: FieldView): ChoiceView => ({
  id: 'yes',
  label: scene.word(declared(name)?.takesTranscript ? 'choice.send' : 'choice.yes'),
});

function fieldChoices(scene: Scene, { name, kind, options }: FieldView): readonly ChoiceView[] {
  if (kind === 'boolean') return [word(scene, 'yes'), word(scene, 'no')];
  return [...(options ?? []), ...(declared(name)?.optional ? [word(scene, own.skip)] : [])];
}

/** Something asked in between, with the way back to the question left. */
export const isAside = ({ parts }: Scene, { flow, choices }: View): boolean =>
  isDigression(parts.registry.get(flow)) && choices.some(({ id }) => id === 'back');

/**
 * A second wish is offered as soon as the first has come to something. A look aside is not what was wished, unless the
 * second was told with it.
 */
export function laterNow(scene: Scene, view: View): string | undefined {
  const { later, lines } = scene.conversation;
  const offered = lines.findLast((line) => line.choices)?.choices?.some(({ id }) => id === own.later);
  return view.outcome && (!isAside(scene, view) || scene.notedLater || offered) ? later : undefined;
}

function laterChoice(scene: Scene, view: View): readonly ChoiceView[] {
  const later = laterNow(scene, view);
  if (later === undefined) return [];
  return [{ id: own.later, label: scene.word('choice.later', { door: doorLabel(scene, later) }) }];
}

type OwnWord = 'yes' | 'no' | (typeof own)['newLink' | 'correct' | 'skip' | 'elsewhere'];

const word = (scene: Scene, id: OwnWord): ChoiceView => ({ id, label: scene.word(`choice.${id}`) });
