import type { View } from '../../../../machines/envelope.ts';
import { own } from '../own.ts';
import type { Scene } from '../scene.ts';
import { choicesNow, isAside, stepNow } from '../telling/choices.ts';
import { press } from './press.ts';

/** The page that is waited for, or that the question waits with to which a look aside leads back. */
export async function givePage(scene: Scene, view: View): Promise<boolean> {
  const isWaiting = stepNow(scene, view).kind === 'hand-over';
  const wasGiven = scene.conversation.lines.some(({ link }) => link?.handOver);
  const asksNothing = isAside(scene, view) && view.fields.length === 0;
  if (!isWaiting && !(asksNothing && wasGiven)) return false;
  await press(scene.forget('asked'), view, isWaiting ? own.newLink : 'back');
  return true;
}

/** « Non » to the page. */
export function declinePage(scene: Scene, view: View): void {
  scene.standAt(view);
  scene.say('hand-over.declined');
  scene.offer(choicesNow(scene, view));
}
