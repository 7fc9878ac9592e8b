import type { Received } from '../../bot.ts';
import type { Scene } from '../scene.ts';
import { beforeAnyDoor } from './choose-insurer.ts';
import { keptOut, screened } from './guard.ts';
import { understoodIn, urgent } from './urgent.ts';

/** Several people read along: what cannot wait, how to delete what should not stand there, and where to talk. */
export async function overhear(scene: Scene, { text = '', unread, edited }: Received): Promise<void> {
  scene.standAt(beforeAnyDoor);
  const { secret, kept } = screened(scene, text);
  const understood = await understoodIn(scene, kept);
  const inDanger = understood !== undefined && urgent(scene, understood);
  keptOut(scene, { secret, unread, edited });
  if (!inDanger) scene.say('group');
}
