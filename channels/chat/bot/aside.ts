import type { View } from '../../../machines/envelope.ts';
import { choicesNow } from './choices.ts';
import type { Scene } from './scene.ts';
import { beginningOf } from './session.ts';
import { sayView } from './show-view.ts';

/**
 * Tells what was asked in between while a page has the session: the page goes on asking its question, so the session
 * stays where it is. Says whether there was something to tell.
 */
export async function tellAside(scene: Scene, view: View, door: string): Promise<boolean> {
  const [flow = '', topic, part = topic] = door.split(':', 3);
  if (part === undefined) return false;
  const given = { topic: part };
  const told = await scene.parts.engine.preview({ ...beginningOf(scene, flow), given });
  if (told.view.topic === undefined) return false;
  scene.standAt(told.view);
  sayView(scene, told.view);
  scene.standAt(view);
  scene.say('hand-over.still');
  scene.offer(choicesNow(scene, view));
  return true;
}
