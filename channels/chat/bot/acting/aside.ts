import type { View } from '../../../../machines/envelope.ts';
import { waysOut } from '../../../conversation/ways-out.ts';
import type { Scene } from '../scene.ts';
import { beginningOf } from '../session.ts';
import { stillOnPage } from '../telling/offer-page.ts';
import { askNext, sayView, showView } from '../telling/show-view.ts';
import { give } from './give.ts';

/**
 * Tells what was asked in between while a page has the session: the page goes on asking its question, so the session
 * stays where it is. Says whether there was something to tell.
 */
export async function tellAside(scene: Scene, view: View, door: string): Promise<boolean> {
  const told = await toldBy(scene, door);
  if (told === undefined) return false;
  scene.standAt(told);
  sayView(scene, told);
  stillOnPage(scene, view);
  return true;
}

/**
 * Answers a question asked in the middle of something, and asks the same question again at once: the session has not moved,
 * so that a page given to somebody asks what it was given for. Only where no page was, and the answer has parts to choose of
 * which none was named, the person looks on, and is told the way back.
 */
export async function lookAside(
  scene: Scene,
  view: View,
  { door, choice }: { readonly door: string; readonly choice: string },
): Promise<void> {
  // What has been told asks nothing.
  const told = view.outcome === undefined ? await toldBy(scene, door) : undefined;
  const isEnough = scene.conversation.handedOver !== undefined || partOf(door) !== undefined;
  if (told === undefined || (leadsFurther(scene, told) && !isEnough)) {
    scene.looksAside = true;
    return give(scene, view, { choice });
  }
  scene.standAt(told);
  sayView(scene, told);
  scene.say('aside.over');
  const asksByChoices = view.fields.length === 0;
  return asksByChoices ? showView(scene, view) : askNext(scene, view, 'briefly');
}

/** `information:card-legend:zone-d` names one part of what it tells. */
const partOf = (door: string): string | undefined => door.split(':')[2];

/** What a topic tells, without going there. */
async function toldBy(scene: Scene, door: string): Promise<View | undefined> {
  const [flow = '', topic, part = topic] = door.split(':', 3);
  if (part === undefined) return undefined;
  const { view } = await scene.parts.engine.preview({ ...beginningOf(scene, flow), given: { topic: part } });
  return view.topic === undefined ? undefined : view;
}

/** It has parts that one may ask about; other flows stand in the menu. */
const leadsFurther = ({ parts }: Scene, { choices }: View): boolean =>
  choices.some(({ id }) => !waysOut.has(id) && !parts.registry.has(id));
