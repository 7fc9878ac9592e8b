import type { View } from '../../../../machines/envelope.ts';
import { asksWhatWasTold } from '../../../conversation/just-told.ts';
import { isOfItsOwn } from '../../../conversation/own-codes.ts';
import type { Understood } from '../../../conversation/understanding/understanding.ts';
import { declinePage, givePage } from '../acting/about-page.ts';
import { takeAlreadySaid } from '../acting/already-said.ts';
import { askAgain } from '../acting/ask-again.ts';
import { goTo, isHere } from '../acting/go-to.ts';
import { passNumberOn, passOn } from '../acting/pass-on.ts';
import { press } from '../acting/press.ts';
import { pressThrough } from '../acting/press-through.ts';
import type { Scene } from '../scene.ts';
import { askOwn } from '../telling/ask-own.ts';
import { choicesNow, labelTyped, stepNow } from '../telling/choices.ts';
import { doorLabel } from '../telling/door-label.ts';
import { askNext } from '../telling/show-view.ts';
import { acknowledge, asksNothing } from './acknowledge.ts';
import { explain } from './explain.ts';
import { miss } from './miss.ts';
import { partAsked } from './part-asked.ts';
import { remark } from './remark.ts';

/**
 * What is said in one’s own words, once it is neither a button nor an answer: for a person, heard and no more, about what
 * has just been told, a door, a question about the question, perhaps a door.
 */
export async function wish(
  scene: Scene,
  view: View,
  { text, understood }: { text: string; understood: Understood },
): Promise<void> {
  const { verdict, doors, greets, evening, thanks, urgency } = understood;
  const remarked = remark(scene, view, understood);
  const door =
    (await partAsked(scene, view, text, understood)) ??
    doorNamed(scene, text) ??
    (verdict === 'sure' ? doors[0]?.door : undefined);
  if (await passOn(scene, view, { text, door, understood })) return;
  if (asksNothing(understood) && (await acknowledge(scene, view, understood))) return;
  if (understood.supposes && scene.conversation.token !== undefined)
    return explain(withoutDoubt(scene, text), view);
  const wished = doors.map((one) => one.door);
  if (asksWhatWasTold(view.outcome, wished, { text, wonders: understood.wonders }))
    return explain(scene, view);
  if (wished[0] && isUnderWay(scene, view, wished[0])) {
    if (understood.refuses && stepNow(scene, view).kind === 'hand-over') return declinePage(scene, view);
    if (asksAboutIt(view, understood)) return explain(scene, view);
  }
  if (scene.conversation.token !== undefined && isOfItsOwn(view, door, text))
    return (await givePage(scene, view)) ? undefined : explain(scene, view);
  if (door && !isHere(scene, view, door)) return elsewhere(scene, view, { text, door });
  if (door) {
    scene.remember({ misses: 0 });
    await goTo(scene, view, door);
    if (door === 'person') return passNumberOn(scene, { text, understood });
    return takeAlreadySaid(scene, door, text);
  }
  if (understood.asks && scene.conversation.token !== undefined)
    return explain(withoutDoubt(scene, text), view);
  const perhaps = verdict === 'unsure' ? doorsHere(scene, view, understood).slice(0, 2) : [];
  if (perhaps.length > 0 && !perhaps.includes(view.flow) && !hasDoubted(scene, perhaps)) {
    if (understood.linkTrouble) scene.say('link.once');
    scene.standAt(view);
    return askOwn(scene, { kind: 'did-you-mean', doors: perhaps });
  }
  if (urgency) return askAgain(scene, view);
  if (thanks || greets) {
    scene.say(thanks ? 'welcome' : evening ? 'greets-back.evening' : 'greets-back');
    if (scene.conversation.asked?.kind === 'reminded') return askAgain(scene, view);
    return askNext(scene, view, 'briefly');
  }
  // What could be said to it has been said.
  if (remarked) return scene.offer(choicesNow(scene, view));
  return miss(scene, view);
}

/** Whoever asks something else, in words enough for a question of its own, means neither of the two. */
const withoutDoubt = (scene: Scene, text: string): Scene =>
  scene.conversation.asked?.kind === 'did-you-mean' && text.trim().split(/\s+/).length >= ownQuestion
    ? scene.forget('asked')
    : scene;
const ownQuestion = 4;

/**
 * What is not to be had here: trouble told in the middle of a step is trouble with that, whom to reach is told, and of
 * anything else where it is.
 */
async function elsewhere(
  scene: Scene,
  view: View,
  { text, door }: { readonly text: string; readonly door: string },
): Promise<void> {
  const inStep = scene.conversation.token !== undefined && view.choices.some(({ id }) => id === 'failed');
  if (inStep && troubles.has(door)) return pressThrough(scene, view, 'failed', text);
  if (door === contacts && view.choices.some(({ id }) => id === 'person'))
    return press(scene.forget('asked'), view, 'person');
  return goTo(scene, view, door);
}
const contacts = 'information:contacts';
/** As they seem to be, of a step of something else. */
const troubles: ReadonlySet<string> = new Set([
  'sign-in-help',
  'sign-in',
  'code-reset',
  'change-code',
  'mail-code',
  'first-connection',
]);

/** Whether just these were asked about last: whoever says something else means neither. */
const hasDoubted = ({ conversation: { asked } }: Scene, doors: readonly string[]): boolean =>
  asked?.kind === 'did-you-mean' && doors.every((door) => asked.doors.includes(door));

/** Of what is being done, a question or a doubt; of what has been told, any question (« elle arrive quand »). */
function asksAboutIt({ outcome }: View, { asks, wonders, verdict }: Understood): boolean {
  if (outcome !== undefined) return outcome === 'informed' && wonders === true;
  return asks === true || (verdict === 'unsure' && wonders === true);
}

/** By its whole name, as the menu calls it. */
const doorNamed = (scene: Scene, text: string): string | undefined =>
  labelTyped(
    (scene.insurer?.menu ?? []).map((door) => ({ id: door, label: doorLabel(scene, door) })),
    text,
  );

/** Nobody is asked whether they mean what is not to be had here. */
const doorsHere = (scene: Scene, view: View, { doors }: Understood): readonly string[] =>
  doors.map(({ door }) => door).filter((door) => isHere(scene, view, door));

/** Nobody who is in the middle of it is asked whether they mean it. */
const isUnderWay = ({ conversation }: Scene, { flow }: View, door: string): boolean =>
  conversation.token !== undefined && door === flow;
