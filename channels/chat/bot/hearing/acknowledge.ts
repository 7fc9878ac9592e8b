import type { View } from '../../../../machines/envelope.ts';
import type { Understood } from '../../../conversation/understanding/understanding.ts';
import { askAgain } from '../acting/ask-again.ts';
import type { Scene } from '../scene.ts';
import { choicesNow, stepNow } from '../telling/choices.ts';
import { askNext } from '../telling/show-view.ts';

/** From here on a wish is worth asking about even beside thanks. */
const worthAsking = 0.5;
export const asksNothing = ({ acknowledges, apologises, verdict, doors: [first] }: Understood): boolean =>
  acknowledges === 'plainly' ||
  ((acknowledges ?? apologises) !== undefined && verdict !== 'sure' && (first?.score ?? 0) < worthAsking);

/** « Ok », « merci bien », « désolé »: heard, and nothing follows from it. False where the question wants an answer. */
export async function acknowledge(
  scene: Scene,
  view: View,
  { thanks, apologises }: Understood,
): Promise<boolean> {
  if (apologises) {
    scene.say('no-harm');
    await askAgain(scene, view);
    return true;
  }
  const { asked, handedOver } = scene.conversation;
  // Of a link that died they were asked whether they want another.
  const isOnPage = !asked && handedOver !== undefined && stepNow(scene, view).kind === 'hand-over';
  if (!thanks && !isOnPage && !view.outcome) return false;
  scene.standAt(view);
  scene.say(thanks ? 'welcome' : isOnPage ? 'take-your-time' : 'noted');
  if (isOnPage && !thanks) scene.offer(choicesNow(scene, view));
  else await askNext(scene, view, 'briefly');
  return true;
}
