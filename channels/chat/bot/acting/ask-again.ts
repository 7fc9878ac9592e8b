import type { View } from '../../../../machines/envelope.ts';
import type { Scene } from '../scene.ts';
import { askOwn } from '../telling/ask-own.ts';
import { stepNow } from '../telling/choices.ts';
import { showMenu } from '../telling/finish.ts';
import type { Asking } from '../telling/offer-page.ts';
import { askNext, showView } from '../telling/show-view.ts';

/** The question that stands is asked once more, or the menu shown where nothing is under way. */
export async function askAgain(scene: Scene, view: View, how: Asking = 'briefly'): Promise<void> {
  const { asked, token } = scene.conversation;
  if (asked) {
    scene.standAt(view);
    return askOwn(scene, asked);
  }
  if (token === undefined) return showMenu(scene);
  return stepNow(scene, view).kind === 'choose' ? showView(scene, view) : askNext(scene, view, how);
}
