import type { View } from '../../../../machines/envelope.ts';
import type { HandedOver } from '../../../conversation/conversation.ts';
import type { Scene } from '../scene.ts';
import { asked } from '../session.ts';
import { stepNow } from '../telling/choices.ts';
import { fateOf } from '../telling/link-fate.ts';
import { firstLookMs } from '../telling/look-later.ts';
import { noteLater } from '../telling/note-later.ts';
import { recall } from '../telling/note-reminders.ts';
import { askNext, sayView } from '../telling/show-view.ts';

/**
 * Says what the session asks by now when it has moved without this conversation: on a page, with time, or because
 * something happened elsewhere. True when something new was said. A session given to a page that still asks what
 * is not for chat goes on there without a word.
 */
export async function catchUp(scene: Scene, view: View): Promise<boolean> {
  const { token, turn, handedOver, watching } = scene.conversation;
  if (token === undefined || view.turn === turn) return false;
  const { asked: pending } = scene.conversation;
  scene.remember(asked(view));
  const { kind } = stepNow(scene, view);
  const rested = view.state === 'rested';
  if (handedOver && kind === 'hand-over') {
    scene.remember({ handedOver: await stillOver(scene, handedOver, view), asked: pending });
    return false;
  }
  scene.standAt(view);
  // What has moved takes the place of the question whether to leave it.
  if (pending?.kind === 'switch') noteLater(scene, pending.door);
  if (handedOver && kind !== 'over') scene.say('hand-over.done');
  else if (!handedOver && !rested) scene.say(watching ? 'news' : 'moved-on');
  sayView(scene, view);
  if (rested) recall(scene);
  await askNext(scene, view);
  return true;
}

/** The page has gone on to its next question, or time has while nobody had opened it: then the link still serves. */
async function stillOver(scene: Scene, before: HandedOver, { turn }: View): Promise<HandedOver> {
  const now = scene.parts.clock.now();
  const moved = { ...before, turn, since: now, lookAt: now + firstLookMs };
  if ((await fateOf(scene, before)) !== 'used') return moved;
  const { url: _url, code: _code, ...rest } = moved;
  return { ...rest, opened: true };
}
