import { digressionOf } from '../../../machines/engine/registry.ts';
import type { View } from '../../../machines/envelope.ts';
import { isOffered } from '../../../machines/flow.ts';
import { tellAside } from './aside.ts';
import { doorChoice } from './choices.ts';
import { doorLabel } from './door-label.ts';
import { give } from './give.ts';
import { linkUsed } from './link-used.ts';
import type { Scene } from './scene.ts';
import { answer, begin } from './session.ts';
import { askNext, showView } from './show-view.ts';

/**
 * Goes where a wish leads: a choice of the question, a look aside that comes back to it, or another flow. A door is a
 * flow, one topic of it (`information:card-legend`), or one part of that (`information:card-legend:zone-d`).
 */
export async function goTo(scene: Scene, view: View, door: string): Promise<void> {
  const { registry } = scene.parts;
  const [flow = '', topic, part = topic] = door.split(':', 3);
  const choice = part ? `${flow}.${part}` : flow;
  const under = scene.conversation.token !== undefined;
  scene.remember({ asked: undefined });
  if (under && isOnPage(scene) && flow !== 'person' && flow !== view.flow) {
    if (await tellAside(scene, view, door)) return;
    return offerSwitch(scene, view, door);
  }
  if (under && part && view.flow === flow && view.choices.some(({ id }) => id === part))
    return give(scene, view, { choice: part });
  if (view.choices.some(({ id }) => id === choice) && (under || !startable(scene, flow)))
    return give(scene, view, { choice });
  if (under && digressionOf(registry, choice)) return give(scene, view, { choice });
  if (!startable(scene, flow)) {
    scene.say('not-here');
    return askNext(scene, view);
  }
  if (under && view.flow !== flow && !view.outcome) return offerSwitch(scene, view, door);
  if (under && view.flow === flow && !view.outcome) return showView(scene, view);
  return start(scene, door);
}

/** Whoever has opened the page given to them would lose what they type there if the session went anywhere else. */
export function isOnPage(scene: Scene): boolean {
  const { handedOver } = scene.conversation;
  return handedOver !== undefined && (handedOver.opened === true || linkUsed(scene, handedOver));
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
async function offerSwitch(scene: Scene, view: View, door: string): Promise<void> {
  scene.standAt(view);
  scene.remember({ asked: { kind: 'switch', door } });
  scene.say('switch', { door: doorLabel(scene, door) });
  scene.offer(yesNo(scene));
}

export const yesNo = (scene: Scene) => [
  { id: 'yes', label: scene.word('choice.yes') },
  { id: 'no', label: scene.word('choice.no') },
];

/** Which of these was meant? */
export function didYouMean(scene: Scene, view: View, doors: readonly string[]): void {
  scene.standAt(view);
  scene.remember({ asked: { kind: 'did-you-mean', doors } });
  scene.say('did-you-mean');
  scene.offer([
    ...doors.map((door) => doorChoice(scene, door)),
    { id: 'none-of-these', label: scene.word('choice.none-of-these') },
  ]);
}

/** A flow of this insurer's that needs nothing in hand. */
function startable({ parts, insurer }: Scene, flow: string): boolean {
  if (!insurer || !parts.registry.has(flow)) return false;
  const found = parts.registry.get(flow);
  if (found.role === 'part' || found.needsToken || flow === 'person') return false;
  return isOffered(insurer, found);
}
