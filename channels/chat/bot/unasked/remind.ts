import type { View } from '../../../../machines/envelope.ts';
import type { Scene } from '../scene.ts';
import { leave, present } from '../session.ts';
import { tellAndAsk } from '../telling/ask-own.ts';
import { choicesNow, stepNow } from '../telling/choices.ts';
import { catchUp } from './catch-up.ts';

/**
 * Says what a view announced long ago. Of several that have come due, the last says all. Nothing is said when the
 * session has taken it back meanwhile, on a page say. One that has come to rest is left without a word about it.
 */
export async function remind(scene: Scene): Promise<void> {
  const { reminders = [] } = scene.conversation;
  const now = scene.parts.clock.now();
  const due = reminders.findLast(({ at }) => at <= now);
  const ahead = reminders.filter(({ at }) => at > now);
  scene.remember({ reminders: ahead.length > 0 ? ahead : undefined });
  if (!due) return;
  const shown = await present(scene);
  if (shown !== 'gone' && takesBack(shown)) return scene.remember({ reminders: undefined });
  const over = shown === 'gone' || stepNow(scene, shown).kind === 'over';
  if (over) leave(scene);
  const view = over ? await present(scene) : shown;
  if (view === 'gone') throw new Error('the door of an insurer is always there');
  scene.standAt(view);
  if (due.asks && scene.conversation.token === undefined)
    return tellAndAsk(scene, due.text, { kind: 'reminded', ...due.asks });
  scene.line(due.text);
  if (!(await catchUp(scene, view))) scene.offer(choicesNow(scene, view));
}

const takesBack = ({ reminders }: View): boolean => reminders?.length === 0;
