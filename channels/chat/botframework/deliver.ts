import { setTimeout as pause } from 'node:timers/promises';
import type { Activity, TurnContext } from 'botbuilder';
import { NotTaken } from './poster.ts';

/** What passes, by Microsoft's word: a conflict (412), too many at once (429), a service that restarts. */
const passing: readonly number[] = [408, 412, 429, 500, 502, 503, 504];
const waitsMs = [500, 1_500, 3_000];

/**
 * Posts one after the other, so that they arrive in order. Each is tried again on its own, some five seconds long:
 * what was taken is not posted twice. Throws the last error in the end.
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
      if (error instanceof NotTaken && !passing.includes(error.statusCode)) throw error;
      await pause(wait);
    }
  }
  await send();
}
