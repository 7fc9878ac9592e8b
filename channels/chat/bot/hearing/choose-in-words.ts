import { digressionOf, weighsOf } from '../../../../machines/engine/registry.ts';
import type { ChoiceView, View } from '../../../../machines/envelope.ts';
import { declared } from '../../../../machines/fields.ts';
import type { OwnQuestion } from '../../../conversation/conversation.ts';
import { asksWhatWasTold } from '../../../conversation/just-told.ts';
import type { Choice, Command, Understood } from '../../../conversation/understanding/understanding.ts';
import { declinePage } from '../acting/about-page.ts';
import { takeAlreadySaid } from '../acting/already-said.ts';
import { askAgain } from '../acting/ask-again.ts';
import { changeInsurer } from '../acting/change-insurer.ts';
import { goTo, isOnPage, offerSwitch } from '../acting/go-to.ts';
import { passNumberOn } from '../acting/pass-on.ts';
import { press } from '../acting/press.ts';
import { pressThrough } from '../acting/press-through.ts';
import { own } from '../own.ts';
import type { Scene } from '../scene.ts';
import { askOwn } from '../telling/ask-own.ts';
import { choicesNow, choicesUnder, stepNow } from '../telling/choices.ts';
import { finish, showMenu } from '../telling/finish.ts';
import { acknowledge } from './acknowledge.ts';
import { freeField } from './answer-in-words.ts';
import { explain } from './explain.ts';
import type { Heard, Hearing } from './heard.ts';
import { miss, mostMisses, stillWaiting } from './miss.ts';
import { remark } from './remark.ts';

/** One of the choices in other words than its own, or a yes or no. */
export const chooseInWords: Hearing = async (scene, view, heard) => {
  if (freeField(scene, view)) return false;
  const { wishful, command, understood, understanding } = heard;
  const weighed = understanding.weighed(wishful, inWords(scene, view));
  const chosen = weighed ?? ofReadBack(scene, view, command) ?? named(scene, view, heard);
  if (weighed) await weigh(scene, view, weighed);
  else if (chosen && asksWhatWasTold(view.outcome, [chosen], { text: wishful, wonders: understood.wonders }))
    await explain(scene, view);
  else if (chosen) await take(scene, view, chosen, heard);
  else if ((command === 'yes' || command === 'no') && !wishesMore(view, heard))
    await neither(scene, view, heard);
  else return false;
  return true;
};

/** Made at once where the flow has nothing to say of it: it has told what follows, or nothing is lost by it. */
function weigh(scene: Scene, view: View, choice: string): Promise<void> | void {
  const message = weighsOf(scene.parts.registry, view.flow, choice);
  if (message === undefined) return press(scene, view, choice);
  scene.standAt(view);
  return askOwn(scene, { kind: 'weigh', choice, message });
}

async function take(scene: Scene, view: View, chosen: string, { wishful, understood }: Heard): Promise<void> {
  remark(scene, view, understood);
  if (understood.asks && leadsOut(scene, view, chosen)) return offerSwitch(scene, view, chosen);
  const leavesPage = scene.parts.registry.has(chosen) && (await isOnPage(scene));
  await (leavesPage ? goTo(scene, view, chosen) : pressThrough(scene, view, chosen, wishful));
  if (chosen === 'person') await passNumberOn(scene, { text: wishful, understood });
  else await takeAlreadySaid(scene, chosen, wishful);
}

/** A question is no choice of what leaves what is under way. */
const leadsOut = ({ conversation, parts: { registry } }: Scene, { outcome }: View, chosen: string): boolean =>
  conversation.token !== undefined &&
  outcome === undefined &&
  registry.has(chosen) &&
  digressionOf(registry, chosen) === undefined;

/** A word of a door's label says less than a sentence that is understood: « télétransmission » may ask about it. */
function named(
  scene: Scene,
  view: View,
  { wishful, command, understood, understanding }: Heard,
): string | undefined {
  const choice = understanding.choose(wishful, inWords(scene, view), understood);
  if (choice === sending && isLetter(scene, view)) return 'yes';
  // « J’ai perdu mon code » says more than whether it has come.
  const isReminded = scene.conversation.asked?.kind === 'reminded';
  if (isReminded && command !== 'yes' && command !== 'no' && saysMore(understood)) return undefined;
  if (choice === undefined || !scene.parts.registry.has(choice) || understood.verdict !== 'sure')
    return choice;
  return understood.doors[0]!.door.split(':', 1)[0] === choice ? choice : undefined;
}

/** Where the letter is, or that it is there to sign in with, answers whether the code has come. */
const saysMore = ({ verdict, doors: [first] }: Understood): boolean =>
  verdict === 'sure' && first?.door !== 'letter-status' && first?.door !== 'sign-in';

const sending = 'send';

/** The choices as they are named: by words of this question alone, too, and a letter to somebody is sent by few. */
function inWords(scene: Scene, view: View): readonly Choice[] {
  const choices = choicesNow(scene, view);
  const { asked } = scene.conversation;
  // A doubt of the bot's takes no answer of the question away.
  if (asked?.kind === 'did-you-mean') return [...choices, ...ofQuestion(view, others(scene, view))];
  if (asked) return choices.map((one) => ({ ...one, question: questionOf(asked) }));
  const letter = isLetter(scene, view);
  return ofQuestion(view, choices).map((one) => (letter && one.id === 'yes' ? { ...one, id: sending } : one));
}

const questionOf = (asked: OwnQuestion): string => (asked.kind === 'weigh' ? asked.choice : asked.kind);

const ofQuestion = (view: View, choices: readonly ChoiceView[]): readonly Choice[] =>
  choices.map(({ id, label }) => ({ id, label, question: view.state }));

/** What the question under the doubt offers, but the doors that the doubt is about. */
const others = (scene: Scene, view: View): readonly ChoiceView[] =>
  choicesUnder(scene, view).filter(({ id }) => !scene.parts.registry.has(id));

function isLetter(scene: Scene, view: View): boolean {
  const step = stepNow(scene, view);
  return step.kind === 'confirm' && declared(step.field.name)?.takesTranscript === true;
}

/** « Ok refaisons un code alors »: what follows the word is what is meant. */
const wishesMore = ({ flow }: View, { understood: { acknowledges, doors } }: Heard): boolean => {
  const [first] = doors;
  return acknowledges === 'perhaps' && first !== undefined && first.score >= surely && first.door !== flow;
};
const surely = 0.8;

/** A yes or a no to what was no such question. */
async function neither(scene: Scene, view: View, { command, understood }: Heard): Promise<void> {
  if (command === 'yes' && scene.conversation.asked?.kind === 'did-you-mean' && !understood.thanks)
    return askWhich(scene, view);
  if (command === 'no' && scene.conversation.asked?.kind === 'insurer')
    return changeInsurer(scene, view, scene.insurer!.id);
  if (command === 'yes' && !understood.thanks && wasAskedWhatElse(scene)) return showMenu(scene);
  if (command === 'yes' && view.awaitsEvent && !scene.conversation.asked) return comesByItself(scene, view);
  const isHeard = command === 'yes' && (understood.acknowledges ?? understood.apologises);
  if (isHeard && (await acknowledge(scene, view, understood))) return;
  if (!scene.conversation.asked && stepNow(scene, view).kind === 'hand-over')
    return command === 'yes' ? stillWaiting(scene, view) : declinePage(scene, view);
  if (command === 'no' && view.outcome) return declined(scene);
  if (command === 'yes' || scene.conversation.token !== undefined) return miss(scene, view);
  scene.say('goodbye');
}

/** « Non merci », once all has been told. */
function declined(scene: Scene): Promise<void> {
  scene.say('noted');
  return finish(scene);
}

/** « C’est fait », where nobody has to say so. */
function comesByItself(scene: Scene, view: View): void {
  scene.standAt(view);
  scene.say('comes-by-itself');
  scene.offer(choicesNow(scene, view));
}

const wasAskedWhatElse = (scene: Scene): boolean =>
  scene.conversation.lines.findLast(({ from }) => from === 'bot')?.text === scene.word('anything-else');

/** Whoever goes on saying yes is not asked for ever. */
async function askWhich(scene: Scene, view: View): Promise<void> {
  const misses = scene.conversation.misses + 1;
  if (misses === mostMisses) return miss(scene, view);
  scene.remember({ misses });
  scene.say('which-one');
  return askAgain(scene, view);
}

/** What is read back is right, or typed again. */
function ofReadBack(scene: Scene, view: View, command: Command | undefined): string | undefined {
  if (command !== 'yes' && command !== 'no') return undefined;
  if (stepNow(scene, view).kind !== 'confirm' || scene.conversation.asked) return undefined;
  return command === 'yes' ? 'yes' : own.correct;
}
