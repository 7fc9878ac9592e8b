import type { View } from '../../../../machines/envelope.ts';
import { isOnPage } from '../acting/go-to.ts';
import { press } from '../acting/press.ts';
import type { Scene } from '../scene.ts';
import { askOwn } from '../telling/ask-own.ts';
import { choicesNow, listed, stepNow } from '../telling/choices.ts';
import { pageLink } from '../telling/offer-page.ts';
import { askNext } from '../telling/show-view.ts';

/** After so many in a row a person is offered instead of yet another question. */
export const mostMisses = 3;

/** Nothing could be made of it: asked again, then with numbers to choose by, then a person (P09). */
export async function miss(scene: Scene, view: View): Promise<void> {
  const misses = scene.conversation.misses + 1;
  scene.remember({ misses });
  // A doubt that is passed over is over.
  if (scene.conversation.asked?.kind === 'did-you-mean') scene.forget('asked');
  scene.standAt(view);
  const { asked } = scene.conversation;
  if (asked?.kind === 'resume-code' && misses < mostMisses) return askOwn(scene, asked);
  // Whoever is on the page would lose its question to the contacts: they are a button away.
  const waits = !asked && stepNow(scene, view).kind === 'hand-over';
  if (waits && (misses < mostMisses || (await isOnPage(scene)))) return stillWaiting(scene, view);
  if (misses < mostMisses) {
    scene.line(misses === 1 ? scene.word('missed.1') : listed(scene, view, 'missed.2'));
    if (stepNow(scene, view).kind === 'choose' || asked) return scene.offer(choicesNow(scene, view));
    return askNext(scene, view);
  }
  scene.say('missed.3');
  scene.remember({ misses: 0, asked: undefined });
  if (view.choices.some(({ id }) => id === 'person')) return press(scene, view, 'person');
  return askNext(scene, view);
}

/** « C’est fait », although nothing is seen of it yet. */
export async function stillWaiting(scene: Scene, view: View): Promise<void> {
  scene.standAt(view);
  const { handedOver } = scene.conversation;
  if (!handedOver) return askNext(scene, view);
  if (!handedOver.opened && handedOver.until <= scene.parts.clock.now()) return askNext(scene, view);
  if (handedOver.opened) scene.say('hand-over.not-yet-open');
  else scene.say('hand-over.not-yet', { until: handedOver.until }, pageLink(scene, handedOver));
  scene.offer(choicesNow(scene, view));
}
