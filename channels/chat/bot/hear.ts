import type { View } from '../../../machines/envelope.ts';
import { declared } from '../../conversation/hand-over.ts';
import type { Command, Understood } from '../../conversation/understanding/understanding.ts';
import { choicesNow, stepNow } from './choices.ts';
import { obey } from './commands.ts';
import { doorLabel } from './door-label.ts';
import { valueFor } from './field-value.ts';
import { gather } from './give.ts';
import { didYouMean, goTo, isOnPage } from './go-to.ts';
import { linkTrouble } from './link-trouble.ts';
import { miss } from './miss.ts';
import { own } from './own.ts';
import { partAsked } from './part-asked.ts';
import { askAgain, press } from './press.ts';
import type { Scene } from './scene.ts';
import { askNext } from './show-view.ts';
import { urgent } from './urgent.ts';

/** A wish is told sooner; the rest is not read for one. */
const readCharacters = 1_000;

/**
 * What a sentence does. A button's own words are that button. Then comes what cannot wait; then, in this order, a
 * word that means the same everywhere, one of the choices in other words, an answer to what was asked, a wish.
 */
export async function hear(scene: Scene, view: View, text: string): Promise<void> {
  if (stepNow(scene, view).kind === 'hand-over' && linkTrouble(text)) return press(scene, view, own.newLink);
  const spelledOut = labelTyped(scene, view, text) ?? chosenByNumber(scene, view, text);
  if (spelledOut) return press(scene, view, spelledOut);
  const understanding = await scene.parts.understanding();
  const { locale } = scene.conversation;
  const wishful = text.slice(0, readCharacters);
  const understood = understanding.understand(wishful, locale);
  if (urgent(scene, understood)) return;
  const command = understanding.command(wishful, locale);
  if (command && (await obey(scene, view, command))) return;
  if (!freeField(scene, view)) {
    const named = understanding.choose(wishful, choicesNow(scene, view), locale);
    const chosen =
      yesOrNo(scene, view, command) ?? (meansAnother(scene, understood, named) ? undefined : named);
    if (chosen) {
      remark(scene, understood);
      const leavesPage = isOnPage(scene) && scene.parts.registry.has(chosen);
      return leavesPage ? goTo(scene, view, chosen) : press(scene, view, chosen);
    }
    if (command === 'yes' || command === 'no') return neither(scene, view, command);
  }
  // A yes to nothing that was asked is no message to anybody.
  if ((command === 'yes' || command === 'no') && asksForMessage(scene, view)) return askNext(scene, view);
  if (await answerField(scene, view, { text, understood })) return;
  return wish(scene, view, { text: wishful, understood });
}

/** A label typed is a label pressed. */
function labelTyped(scene: Scene, view: View, text: string): string | undefined {
  const typed = plain(text);
  if (typed === '') return undefined;
  return choicesNow(scene, view).find(({ label, id }) => plain(label) === typed || plain(id) === typed)?.id;
}

/** A number means the list that is in front of the person, even where the question has changed behind it. */
function chosenByNumber(scene: Scene, view: View, text: string): string | undefined {
  const number = /^\s*(\d{1,2})\s*[.)]?\s*$/.exec(text)?.[1];
  if (number === undefined || stepNow(scene, view).kind === 'field') return undefined;
  const shown = scene.conversation.lines.findLast(({ choices }) => choices !== undefined)?.choices;
  return shown?.[Number(number) - 1]?.id;
}

/** A word of a door's label says less than a sentence that is understood: « télétransmission » may ask about it. */
function meansAnother(scene: Scene, { verdict, doors }: Understood, named: string | undefined): boolean {
  if (named === undefined || !scene.parts.registry.has(named) || verdict !== 'sure') return false;
  return doors[0]!.door.split(':', 1)[0] !== named;
}

/** A yes or a no to what was no such question. */
async function neither(scene: Scene, view: View, command: 'yes' | 'no'): Promise<void> {
  if (command === 'yes' || scene.conversation.token !== undefined) return miss(scene, view);
  scene.say('goodbye');
}

/** A field whose answer may be any words: what is typed is the answer, unless it asks something. */
function freeField(scene: Scene, view: View): boolean {
  const step = stepNow(scene, view);
  return (
    scene.conversation.asked === undefined &&
    step.kind === 'field' &&
    step.field.kind === 'text' &&
    !step.field.options
  );
}

function asksForMessage(scene: Scene, view: View): boolean {
  const step = stepNow(scene, view);
  return step.kind === 'field' && declared(step.field.name)?.takesTranscript === true;
}

async function answerField(
  scene: Scene,
  view: View,
  { text, understood }: { text: string; understood: Understood },
): Promise<boolean> {
  const step = stepNow(scene, view);
  if (step.kind !== 'field' || scene.conversation.asked) return false;
  if (understood.verdict === 'sure' && asksSomething(text, step.field.name)) return false;
  const value = valueFor(step.field, text);
  if (value === undefined) return false;
  await gather(scene, view, { [step.field.name]: value });
  return true;
}

/** « C’est quoi le numéro AMC ? » is no last name. A message to a person may ask whatever it likes. */
const asksSomething = (text: string, field: string): boolean =>
  !declared(field)?.takesTranscript && (/\?\s*$/.test(text) || text.trim().split(/\s+/).length >= 5);

const yesIds = /(^|-)yes$|^worked$|^later$|^door:/;
const noIds = /(^|-)no$|^failed$|^none-of-these$/;

/** « Oui » chooses the one choice that says yes; what is read back is right, or typed again. */
function yesOrNo(scene: Scene, view: View, command: Command | undefined): string | undefined {
  if (command !== 'yes' && command !== 'no') return undefined;
  if (stepNow(scene, view).kind === 'confirm' && !scene.conversation.asked)
    return command === 'yes' ? 'yes' : own.correct;
  const pattern = command === 'yes' ? yesIds : noIds;
  const fitting = choicesNow(scene, view).filter(({ id }) => pattern.test(id));
  return fitting.length === 1 ? fitting[0]!.id : undefined;
}

async function wish(
  scene: Scene,
  view: View,
  { text, understood }: { text: string; understood: Understood },
): Promise<void> {
  const { verdict, doors, greets, thanks, urgency } = understood;
  const [first, other] = doors;
  remark(scene, understood);
  const door =
    (await partAsked(scene, view, text, understood)) ?? (verdict === 'sure' ? first?.door : undefined);
  if (door) {
    scene.remember({ misses: 0 });
    return goTo(scene, view, door);
  }
  if (verdict === 'unsure' && first)
    return didYouMean(
      scene,
      view,
      [first, other].flatMap((one) => (one ? [one.door] : [])),
    );
  if (urgency) return askAgain(scene, view);
  if (thanks || greets) {
    scene.say(thanks ? 'welcome' : 'greets-back');
    return askNext(scene, view);
  }
  return miss(scene, view);
}

/** What else was in the message: anger is answered kindly, a second wish is kept for after the first. */
function remark(scene: Scene, { angry, second, doors }: Understood): void {
  if (angry) scene.say('sorry');
  if (second === undefined || second === doors[0]?.door) return;
  scene.remember({ later: second });
  scene.say('later.noted', { door: doorLabel(scene, second) });
}

/** Without case, accents, apostrophes and space. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
