import { withoutSecrets } from '../../../../machines/domain/secrets.ts';
import type { FieldView, View } from '../../../../machines/envelope.ts';
import { declared } from '../../../../machines/fields.ts';
import type { Scene } from '../scene.ts';
import { choicesNow, isAside, laterNow, stepNow } from './choices.ts';
import { contactText } from './contact-text.ts';
import { doorLabel } from './door-label.ts';
import { finish } from './finish.ts';
import { saysHowToAnswer } from './how-to-answer.ts';
import { firstLookMs } from './look-later.ts';
import { noteReminders } from './note-reminders.ts';
import { type Asking, offerPage } from './offer-page.ts';

/** Says a view whole: what was refused, its messages, whom to call, what to look at; then asks its next step. */
export async function showView(scene: Scene, view: View): Promise<void> {
  scene.standAt(view);
  sayView(scene, view);
  await askNext(scene, view);
}

export function sayView(scene: Scene, view: View): void {
  const contacts = (view.contacts ?? [])
    .map((contact) => contactText(contact, scene.conversation.locale))
    .filter((text) => !isJustSaid(scene, text))
    .join('\n');
  const words = [view.error?.text, ...view.messages.map(({ text }) => text), contacts];
  scene.line(words.filter((text) => text !== undefined && text !== '').join('\n\n'));
  if (view.drawing && !standsAbove(scene, view.drawing))
    scene.line(view.drawing.text, { drawing: view.drawing });
  for (const { label, url } of view.links ?? []) scene.line(label, { link: { label, url } });
  noteReminders(scene, view);
}

/** In the same answer: whoever is in hospital has been told whom to call before anything else (D13). */
const isJustSaid = ({ conversation: { lines }, saidBefore }: Scene, said: string): boolean =>
  lines.some(({ seq, from, text }) => seq > saidBefore && from === 'bot' && text === said);

/** As far up as a person still sees it. */
const linesInSight = 12;

/** A drawing that was just shown is not shown again with each part that is asked about. */
const standsAbove = ({ conversation: { lines } }: Scene, { id }: NonNullable<View['drawing']>): boolean =>
  lines.slice(-linesInSight).some(({ drawing }) => drawing?.id === id);

/** Asks the next step of a view that has been said: a field, a confirmation, a page, or one of its choices. */
export async function askNext(scene: Scene, view: View, how: Asking = 'whole'): Promise<void> {
  scene.forget('asked').standAt(view);
  const step = stepNow(scene, view);
  switch (step.kind) {
    case 'over':
      return finish(scene);
    case 'hand-over':
      view = await offerPage(scene, view, step.reason, how);
      break;
    case 'field':
      askField(scene, step.field, step);
      break;
    case 'confirm':
      readBack(scene, step.field, String(step.value));
      break;
    case 'choose':
    case 'submit':
      break;
  }
  if (step.kind !== 'hand-over') watch(scene, view);
  if (scene.looksAside && isAside(scene, view)) scene.say('aside.back');
  const later = laterNow(scene, view);
  if (later !== undefined) scene.say('later', { door: doorLabel(scene, later) });
  scene.offer(choicesNow(scene, view));
}

/** A view that changes although nobody answers is looked at when it does, or now and then. */
function watch(scene: Scene, { changesAt, awaitsEvent }: View): void {
  const since = scene.parts.clock.now();
  const looks = [changesAt && Date.parse(changesAt), awaitsEvent && since + firstLookMs].filter(
    (at) => typeof at === 'number',
  );
  if (looks.length > 0 && scene.conversation.token !== undefined)
    scene.remember({ watching: { since, lookAt: Math.max(since + firstLookMs, Math.min(...looks)) } });
}

/** As it will be sent; what a person reads is asked about as the letter that it is, and how they can answer. */
function readBack(scene: Scene, { name, label }: FieldView, typed: string): void {
  const value = declared(name)?.ownWords ? withoutSecrets(typed) : typed;
  const isLetter = declared(name)?.takesTranscript === true;
  scene.say(isLetter ? 'ask.send' : 'ask.confirm', { label, value });
  if (isLetter && !saysHowToAnswer(value)) scene.say('ask.send.how-to-answer');
}

function askField(scene: Scene, field: FieldView, { position, of }: { position: number; of: number }): void {
  const { label, hint } = field;
  const question =
    of > 1 ? scene.word('ask.field.of', { label, position, of }) : scene.word('ask.field', { label });
  const how = field.kind === 'boolean' ? scene.word('ask.yes-no') : hint;
  scene.line(how ? `${question}\n${how}` : question);
}
