import type { View } from '../../../../machines/envelope.ts';
import { declared } from '../../../../machines/fields.ts';
import { gather } from '../acting/give.ts';
import type { Scene } from '../scene.ts';
import { stepNow } from '../telling/choices.ts';
import { askNext } from '../telling/show-view.ts';
import { valueFor } from './field-value.ts';
import type { Hearing } from './heard.ts';

/** A field whose answer may be any words: what is typed is the answer, unless it asks something. */
export function freeField(scene: Scene, view: View): boolean {
  const step = stepNow(scene, view);
  return (
    scene.conversation.asked === undefined &&
    step.kind === 'field' &&
    step.field.kind === 'text' &&
    !step.field.options &&
    !declared(step.field.name)?.inDigits
  );
}

/** A message to a person, written or read back: every word of it is theirs. */
export const takesAnyWords = (scene: Scene, view: View): boolean =>
  freeField(scene, view) || stepNow(scene, view).kind === 'confirm';

/** What is written while a message is read back belongs to it; another number or address takes the place of the first. */
export const correctReadBack: Hearing = async (scene, view, { text }) => {
  const step = stepNow(scene, view);
  if (step.kind !== 'confirm' || scene.conversation.asked) return false;
  const { name, kind } = step.field;
  const { takesTranscript, inDigits } = declared(name) ?? {};
  const isTold = kind === 'email' || inDigits;
  const value = takesTranscript
    ? `${step.value}\n${text.trim()}`
    : isTold
      ? valueFor(step.field, text)
      : undefined;
  if (value === undefined) return false;
  if (takesTranscript && value.length > (declared(name)?.maxLength ?? 0)) await tooLong(scene, view);
  else await gather(scene, view, { [name]: value });
  return true;
};

/** What would make the message longer than it may be is not added: it would grow for ever. */
async function tooLong(scene: Scene, view: View): Promise<void> {
  scene.standAt(view);
  scene.line(scene.parts.registry.format(scene.conversation.locale, 'error.text-too-long', {}));
  await askNext(scene, view);
}

/** The answer to what was asked. A yes to nothing that was asked is no message to anybody. */
export const answerField: Hearing = async (scene, view, { text, command, understood }) => {
  const step = stepNow(scene, view);
  if (step.kind !== 'field') return false;
  const isMessage = declared(step.field.name)?.takesTranscript === true;
  if (isMessage && (command === 'yes' || command === 'no')) {
    await askNext(scene, view);
    return true;
  }
  if (scene.conversation.asked) return false;
  if (!isMessage && understood.verdict === 'sure' && (understood.asks || isSentence(text))) return false;
  const value = valueFor(step.field, text);
  if (value === undefined) return false;
  await gather(scene, view, { [step.field.name]: value });
  return true;
};

/** « C’est quoi le numéro AMC ? » is no last name. A message to a person may be whatever it likes. */
const isSentence = (text: string): boolean => text.trim().split(/\s+/).length >= 5;
