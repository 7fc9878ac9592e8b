import type { Scene } from '../scene.ts';
import { abandon, leave, present } from '../session.ts';
import { choicesNow } from './choices.ts';
import { doorLabel } from './door-label.ts';

/** What a session ended with has been said: the second wish, or the menu. The next answer begins another session. */
export async function finish(scene: Scene): Promise<void> {
  const { later } = scene.conversation;
  leave(scene);
  if (later === undefined) return showMenu(scene, 'anything-else');
  scene.remember({ later: undefined, asked: { kind: 'did-you-mean', doors: [later] } });
  const menu = await present(scene);
  if (menu === 'gone') return;
  scene.standAt(menu);
  scene.say('later', { door: doorLabel(scene, later) });
  scene.offer(choicesNow(scene, menu));
}

/** What they came for is done. */
export function finishWell(scene: Scene): Promise<void> {
  scene.say('glad');
  return finish(scene);
}

/** Leaves what is under way for the menu. */
export async function toMenu(scene: Scene): Promise<void> {
  await abandon(scene);
  return showMenu(scene);
}

/** What the insurer's door asks and offers, without a session: nothing is stored for who only looks. */
export async function showMenu(scene: Scene, words: 'menu' | 'anything-else' = 'menu'): Promise<void> {
  const menu = await present(scene);
  if (menu === 'gone') return;
  scene.forget('asked').standAt(menu);
  if (words === 'anything-else') scene.say(words);
  else for (const { text } of menu.messages) scene.line(text);
  scene.offer(menu.choices);
}
