import type { View } from '../../../../machines/envelope.ts';
import type { Scene } from '../scene.ts';

/**
 * What a view announces is said when its time comes, instead of what an earlier one announced; the person hears now
 * that it will be, and how to be left alone. An empty list takes it back: without a word where nobody here asked for
 * that, because what was announced is over and done with on a page (X20).
 */
export function noteReminders(scene: Scene, { reminders, outcome }: View): void {
  if (!reminders) return;
  const now = scene.parts.clock.now();
  const before = scene.conversation.reminders ?? [];
  const ahead = reminders
    .map(({ at, text, asks }) => ({
      at: Date.parse(at),
      text,
      ...(asks && { asks: { message: asks.id, ifNot: asks.ifNot } }),
    }))
    .filter(({ at }) => at > now);
  const first = ahead[0];
  if (first) scene.remember({ reminders: ahead });
  else if (outcome === 'handed-over') scene.remember({ reminders: undefined });
  else takeBack(scene);
  if (first && first.at !== before[0]?.at) scene.say('reminder.noted', { at: first.at });
}

/** Nothing of what was announced is said any more; whoever was told that it would be is told that too. */
export function takeBack(scene: Scene): void {
  if (!scene.conversation.reminders) return;
  scene.remember({ reminders: undefined });
  scene.say('reminder.taken-back');
}

/**
 * What was asked for goes on although the question has closed: whoever comes back hears what is announced of it (X12).
 * What has come due is said by itself (`remind`).
 */
export function recall(scene: Scene): void {
  const [announced] = scene.conversation.reminders ?? [];
  if (announced && announced.at > scene.parts.clock.now()) scene.line(announced.text);
}
