import type { View } from '../../../../machines/envelope.ts';
import { own } from '../own.ts';
import type { Scene } from '../scene.ts';
import { askOwn } from '../telling/ask-own.ts';
import { choicesNow, stepNow } from '../telling/choices.ts';
import { grouped } from '../telling/grouped.ts';
import { firstLookMs } from '../telling/look-later.ts';
import { askAgain } from './ask-again.ts';
import { press } from './press.ts';

/**
 * « Continuer au téléphone »: a code that leads there with what is under way, at the same step (X11). Where a page is
 * waited for it is the page's. What is done there is told here.
 */
export async function giveCode(scene: Scene, view: View): Promise<void> {
  const { token } = scene.conversation;
  const { engine, clock, publicUrl } = scene.parts;
  scene.standAt(view);
  if (token === undefined || view.outcome) {
    scene.say('elsewhere.nothing');
    return askAgain(scene, view);
  }
  if (stepNow(scene, view).kind === 'hand-over') return press(scene.forget('asked'), view, own.newLink);
  const { code, until } = await engine.handOver(token);
  const now = clock.now();
  scene.remember({ watching: { since: now, lookAt: now + firstLookMs } });
  scene.say('elsewhere.code', {
    code: grouped(code),
    until,
    resumeAddress: `${publicUrl}/reprendre`,
  });
  // What was asked before it is asked again after it, not left to be answered by chance.
  const { asked } = scene.conversation;
  if (asked) askOwn(scene, asked);
  else scene.offer(choicesNow(scene, view));
}
