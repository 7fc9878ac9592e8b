import { digressionOf } from '../../../../machines/engine/registry.ts';
import type { View } from '../../../../machines/envelope.ts';
import { isOffered } from '../../../../machines/flow.ts';
import type { Scene } from '../scene.ts';
import { answer, begin } from '../session.ts';
import { askOwn } from '../telling/ask-own.ts';
import { fateOf } from '../telling/link-fate.ts';
import { askNext, showView } from '../telling/show-view.ts';
import { lookAside, tellAside } from './aside.ts';
import { give } from './give.ts';

/**
 * Goes where a wish leads: a choice of the question, a look aside that comes back to it, or another flow. A door is a
 * flow, one topic of it (`information:card-legend`), or one part of that (`information:card-legend:zone-d`).
 */
export async function goTo(scene: Scene, view: View, door: string): Promise<void> {
  const { registry } = scene.parts;
  const [flow = '', topic, part = topic] = door.split(':', 3);
  const choice = part ? `${flow}.${part}` : flow;
  const under = hasBegun(scene);
  const insists = isInsisted(scene, flow);
  scene.remember({ asked: undefined });
  if (!isHere(scene, view, door)) return notHere(scene, view);
  if (insists) return start(scene, door);
  if (under && (await isOnPage(scene)) && flow !== 'person' && flow !== view.flow) {
    if (await tellAside(scene, view, door)) return;
    return startable(scene, flow) ? offerSwitch(scene, view, door) : notHere(scene, view);
  }
  if (under && part && view.flow === flow && view.choices.some(({ id }) => id === part))
    return give(scene, view, { choice: part });
  if (view.choices.some(({ id }) => id === choice) && (under || !startable(scene, flow)))
    return give(scene, view, { choice });
  if (under && digressionOf(registry, choice)) return lookAside(scene, view, { door, choice });
  if (under && view.flow !== flow && !view.outcome) return offerSwitch(scene, view, door);
  if (under && view.flow === flow && !view.outcome) return showView(scene, view);
  return start(scene, door);
}

const hasBegun = ({ conversation }: Scene): boolean => conversation.token !== undefined;

/** Whether a door leads anywhere from this question: it is one of its choices, a look aside, or a flow of the insurer's. */
export function isHere(scene: Scene, view: View, door: string): boolean {
  const { registry } = scene.parts;
  const [flow = '', topic, part = topic] = door.split(':', 3);
  if (!registry.has(flow)) return false;
  const choice = part ? `${flow}.${part}` : flow;
  const { topics } = registry.get(flow);
  if (part && topics && !topics(scene.insurer!).includes(part)) return false;
  const offered = (id: string | undefined) => view.choices.some((one) => one.id === id);
  if (offered(choice) || (view.flow === flow && offered(part))) return true;
  return (hasBegun(scene) && digressionOf(registry, choice) !== undefined) || startable(scene, flow);
}

function notHere(scene: Scene, view: View): Promise<void> {
  if (scene.insurer?.kind === 'insurer') scene.say('not-here');
  else scene.say('not-here.guide', { pages: pagesOf(scene) });
  return askNext(scene, view);
}

/** Where each insurer's own assistant is. */
const pagesOf = ({ parts: { insurers, publicUrl } }: Scene): string =>
  [...insurers.values()]
    .filter(({ kind }) => kind === 'insurer')
    .map(({ id, name }) => `${name} (${publicUrl}/${id}/chat)`)
    .join(', ');

/** Who was asked whether to leave for something, and asks for it again, has said yes. */
export const isInsisted = ({ conversation: { asked } }: Scene, flow: string): boolean =>
  asked?.kind === 'switch' && asked.door.split(':', 1)[0] === flow;

/** Whoever has opened the page given to them would lose what they type there if the session went anywhere else. */
export async function isOnPage(scene: Scene): Promise<boolean> {
  const { handedOver } = scene.conversation;
  return handedOver !== undefined && (await fateOf(scene, handedOver)) === 'used';
}

/** Begins a flow, and goes on to the topic or the part of one that was asked for. */
export async function start(scene: Scene, door: string): Promise<void> {
  const [flow = '', ...path] = door.split(':');
  let view = await begin(scene, flow);
  for (const [at, topic] of path.entries()) {
    const choice = [topic, `${flow}.${topic}`].find((id) => view.choices.some((one) => one.id === id));
    if (choice === undefined) break;
    if (at === path.length - 1) return give(scene, view, { choice });
    const answered = await answer(scene, { choice });
    if (answered.kind !== 'taken') break;
    view = answered.view;
  }
  return showView(scene, view);
}

/** Nothing is left behind without having been asked. */
export function offerSwitch(scene: Scene, view: View, door: string): void {
  scene.standAt(view);
  askOwn(scene, { kind: 'switch', door });
}

/** A flow of this insurer's that needs nothing in hand. */
function startable({ parts, insurer }: Scene, flow: string): boolean {
  if (!insurer || !parts.registry.has(flow)) return false;
  const found = parts.registry.get(flow);
  if (found.role === 'part' || found.needsToken || flow === 'person') return false;
  return isOffered(insurer, found);
}
