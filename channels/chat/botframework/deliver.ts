import { setTimeout as pause } from 'node:timers/promises';
import type { Activity, TurnContext } from 'botbuilder';

/** What Teams asks to be tried again and botbuilder does not: a conflict, and « too many » without a time. */
const passing: readonly unknown[] = [412, 429];
const waitsMs = [500, 1_500, 3_000];

/**
 * Posts one after the other, so that they arrive in order. Each is tried again on its own: what was taken is not
 * posted twice. Lost connections and 5xx are botbuilder's to try again. Throws its error in the end.
 */
export async function deliver(context: TurnContext, activities: readonly Partial<Activity>[]): Promise<void> {
  for (const activity of activities) await persist(() => context.sendActivity(activity));
}

async function persist(send: () => Promise<unknown>): Promise<void> {
  for (const wait of waitsMs) {
    try {
      await send();
      return;
    } catch (error) {
      if (!passing.includes((error as { statusCode?: unknown }).statusCode)) throw error;
      await pause(wait);
    }
  }
  await send();
}
