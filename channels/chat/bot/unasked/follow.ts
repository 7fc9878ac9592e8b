import type { View } from '../../../../machines/envelope.ts';
import type { ChatWord } from '../../words.ts';
import type { Scene } from '../scene.ts';
import { leave, present } from '../session.ts';
import { askOwn } from '../telling/ask-own.ts';
import { choicesNow } from '../telling/choices.ts';
import { showMenu } from '../telling/finish.ts';
import { fateOf } from '../telling/link-fate.ts';
import { nextLook } from '../telling/look-later.ts';
import { recall } from '../telling/note-reminders.ts';
import { catchUp } from './catch-up.ts';

/**
 * Looks whether the session has moved although nobody wrote here: on the page it was given to (X20), with time,
 * or because something happened elsewhere. What is asked now is said in the conversation. Else looks again, ever
 * more rarely: until the link has died unused, or the session has ended. Each way it may end has its words.
 */
export async function follow(scene: Scene): Promise<void> {
  const view = await present(scene);
  if (view === 'gone') return lost(scene);
  const { turn } = scene.conversation;
  if (await catchUp(scene, view)) return;
  if (scene.conversation.handedOver) {
    if (scene.conversation.turn !== turn) sayGoneOn(scene, view);
    return followPage(scene, view);
  }
  const { watching } = scene.conversation;
  if (watching)
    scene.remember({
      watching: { ...watching, lookAt: nextLook(scene.parts.clock.now(), watching.since) },
    });
}

async function lost(scene: Scene): Promise<void> {
  const { handedOver } = scene.conversation;
  leave(scene);
  scene.say(handedOver ? 'hand-over.abandoned' : 'question-gone');
  recall(scene);
  return showMenu(scene);
}

/** The page asks something more that is not for chat: said once, or the promise to go on here would seem forgotten. */
function sayGoneOn(scene: Scene, view: View): void {
  const { handedOver } = scene.conversation;
  if (!handedOver?.opened || handedOver.goneOn || view.error) return;
  scene.remember({ handedOver: { ...handedOver, goneOn: true } });
  tell(scene, view, 'hand-over.gone-on');
}

/** Nothing has moved, or only what is not for chat. */
async function followPage(scene: Scene, view: View): Promise<void> {
  const now = scene.parts.clock.now();
  const followed = scene.conversation.handedOver!;
  const fate = await fateOf(scene, followed);
  if (fate === 'serves' || followed.opened) {
    const lookAt = nextLook(now, followed.since ?? now);
    scene.remember({ handedOver: { ...followed, lookAt } });
    return;
  }
  if (fate === 'used') {
    const { url: _url, code: _code, ...rest } = followed;
    scene.remember({ handedOver: { ...rest, opened: true, since: now, lookAt: nextLook(now, now) } });
  } else scene.forget('handedOver');
  tell(scene, view, fate === 'used' ? 'hand-over.opened' : 'hand-over.expired');
}

/** News of the page. Whether to leave it was asked before, and still is. */
function tell(scene: Scene, view: View, news: ChatWord): void {
  const { asked } = scene.conversation;
  scene.forget('asked').standAt(view);
  scene.say(news);
  if (asked?.kind === 'switch') askOwn(scene, asked);
  else scene.offer(choicesNow(scene, view));
}
