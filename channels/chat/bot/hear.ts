import { weighsOf } from '../../../machines/engine/registry.ts';
import type { View } from '../../../machines/envelope.ts';
import { declared } from '../../../machines/fields.ts';
import { hasJustTold } from '../../conversation/just-told.ts';
import type { About } from '../../conversation/understanding/about.ts';
import type { Command, Understood } from '../../conversation/understanding/understanding.ts';
import { declinePage, givePage } from './about-page.ts';
import { acknowledge } from './acknowledge.ts';
import { askAgain } from './ask-again.ts';
import { askOwn } from './ask-own.ts';
import { nameInsurer } from './change-insurer.ts';
import { choicesNow, spelledOut, stepNow } from './choices.ts';
import { obey } from './commands.ts';
import { explain } from './explain.ts';
import { valueFor } from './field-value.ts';
import { finish } from './finish.ts';
import { gather } from './give.ts';
import { goTo, isOnPage } from './go-to.ts';
import { hasChosen, languageAmong, speak } from './language.ts';
import { miss, stillWaiting } from './miss.ts';
import { own } from './own.ts';
import { press } from './press.ts';
import { pressThrough } from './press-through.ts';
import { remark } from './remark.ts';
import type { Scene } from './scene.ts';
import { present } from './session.ts';
import { askNext } from './show-view.ts';
import { audible } from './urgent.ts';
import { wish } from './wish.ts';

/**
 * What a sentence does; what cannot wait has been said. A button's own words are that button. Then, in this order: a
 * word that means the same everywhere, one of the choices in other words, an answer to what was asked, a wish.
 */
export async function hear(scene: Scene, view: View, text: string, known?: Understood): Promise<void> {
  const wishful = audible(text);
  const asking = takesAnyWords(scene, view) ? undefined : await languageAmong(scene, wishful);
  if (asking) {
    scene.standAt(view);
    speak(scene, asking.language);
    const shown = await present(scene);
    return hear(scene, shown === 'gone' ? view : shown, asking.rest);
  }
  const spelled = spelledOut(scene, view, text);
  if (spelled) return press(scene, view, spelled);
  const understanding = await scene.parts.understanding();
  const { locale } = scene.conversation;
  const understood = known ?? understanding.understand(wishful);
  const { tongue } = understood;
  if (tongue && tongue !== locale && !hasChosen(scene) && !takesAnyWords(scene, view)) {
    scene.standAt(view);
    speak(scene, tongue, 'language.heard');
    const shown = await present(scene);
    return hear(scene, shown === 'gone' ? view : shown, text, understood);
  }
  const command = understanding.command(wishful);
  if (command && (await obey(scene, view, command))) return;
  if (!takesAnyWords(scene, view) && (await nameInsurer(scene, view, { text: wishful, understood }))) return;
  if (understood.about && !takesAnyWords(scene, view)) {
    answerAbout(scene, view, understood.about);
    // At the door whoever asks how long a letter takes may want to know where theirs is.
    const goesOn = understood.about === 'delay' && understood.verdict === 'sure';
    if (!goesOn || scene.conversation.token !== undefined) return askAgain(scene, view);
  }
  if (understood.solved && hasNothingOpen(scene, view)) {
    scene.say('glad');
    return finish(scene);
  }
  if (understood.linkTrouble && (await givePage(scene, view))) return;
  if (!freeField(scene, view)) {
    const offered = choicesNow(scene, view);
    const weighed = understanding.weighed(wishful, offered);
    if (weighed) return weigh(scene, view, weighed);
    const named = understanding.choose(wishful, offered, understood);
    const chosen =
      yesOrNo(scene, view, command) ?? (meansAnother(scene, understood, named) ? undefined : named);
    if (chosen && understood.wonders && hasJustTold(view.outcome, chosen)) return explain(scene, view);
    if (chosen) {
      remark(scene, understood);
      const leavesPage = scene.parts.registry.has(chosen) && (await isOnPage(scene));
      return leavesPage ? goTo(scene, view, chosen) : pressThrough(scene, view, chosen, wishful);
    }
    if (command === 'yes' || command === 'no') return neither(scene, view, { command, understood });
  }
  if (await correctReadBack(scene, view, text)) return;
  // A yes to nothing that was asked is no message to anybody.
  if ((command === 'yes' || command === 'no') && asksForMessage(scene, view)) return askNext(scene, view);
  if (await answerField(scene, view, { text, understood })) return;
  return wish(scene, view, { text: wishful, understood });
}

/** Made at once where the flow has nothing to say of it: it has told what follows, or nothing is lost by it. */
function weigh(scene: Scene, view: View, choice: string): Promise<void> | void {
  const message = weighsOf(scene.parts.registry, view.flow, choice);
  if (message === undefined) return press(scene, view, choice);
  scene.standAt(view);
  return askOwn(scene, { kind: 'weigh', choice, message });
}

/** Nothing is asked that is not done: at the menu, or where what was wanted has been reached. */
const hasNothingOpen = ({ conversation }: Scene, { outcome }: View): boolean =>
  conversation.token === undefined || outcome !== undefined;

/** What is asked about whom they are talking to, what becomes of what they write, and the like. */
function answerAbout(scene: Scene, view: View, about: About): void {
  scene.standAt(view);
  scene.say(`about.${about}`, { site: `${scene.parts.publicUrl}/${scene.insurer!.id}/` });
}

/** A word of a door's label says less than a sentence that is understood: « télétransmission » may ask about it. */
function meansAnother(scene: Scene, { verdict, doors }: Understood, named: string | undefined): boolean {
  if (named === undefined || !scene.parts.registry.has(named) || verdict !== 'sure') return false;
  return doors[0]!.door.split(':', 1)[0] !== named;
}

/** A yes or a no to what was no such question. */
async function neither(
  scene: Scene,
  view: View,
  { command, understood }: { readonly command: 'yes' | 'no'; readonly understood: Understood },
): Promise<void> {
  if (command === 'yes' && scene.conversation.asked?.kind === 'did-you-mean' && !understood.thanks) {
    scene.say('which-one');
    return askAgain(scene, view);
  }
  if (command === 'yes' && understood.acknowledges && (await acknowledge(scene, view, understood))) return;
  if (!scene.conversation.asked && stepNow(scene, view).kind === 'hand-over')
    return command === 'yes' ? stillWaiting(scene, view) : declinePage(scene, view);
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
    !step.field.options &&
    !declared(step.field.name)?.inDigits
  );
}

/** A message to a person, written or read back: every word of it is theirs. */
const takesAnyWords = (scene: Scene, view: View): boolean =>
  freeField(scene, view) || stepNow(scene, view).kind === 'confirm';

function asksForMessage(scene: Scene, view: View): boolean {
  const step = stepNow(scene, view);
  return step.kind === 'field' && declared(step.field.name)?.takesTranscript === true;
}

/** What is written while a message is read back belongs to it; another number or address takes the place of the first. */
async function correctReadBack(scene: Scene, view: View, text: string): Promise<boolean> {
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
  await gather(scene, view, { [name]: value });
  return true;
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
