import type { Activity, TurnContext } from 'botbuilder';
import { deliveryMs, Overdue } from '../../../machines/engine/outbox.ts';
import { NotTaken, patienceMs } from './poster.ts';

/** What passes, by Microsoft's word: a conflict (412), too many at once (429), a service that restarts. */
const passing: readonly number[] = [408, 412, 429, 500, 502, 503, 504];
/** What does not pass: no service takes such a message, now or later. Kept, it would hold up all that comes after. */
const refusing: readonly number[] = [400, 413, 422];
/** Before each try. */
const waitsMs = [0, 500, 1_500, 3_000];
/** No try begins later: the last is over before the worker, which waits for all of it, lets go and begins anew. */
const beginsWithinMs = deliveryMs - patienceMs - 5_000;

/**
 * Posts one after the other, so that they arrive in order. Each is tried again on its own, some five seconds long:
 * what was taken is not posted twice. One that is refused for good is told to `refused` and passed over. Throws the
 * last error in the end, when nothing is under way any more and `deliveryMs` have not passed.
 */
export async function deliver(
  context: TurnContext,
  activities: readonly Partial<Activity>[],
  refused: (error: NotTaken) => void,
): Promise<void> {
  const until = performance.now() + beginsWithinMs;
  for (const activity of activities)
    try {
      await persist(() => context.sendActivity(activity), until);
    } catch (error) {
      if (!(error instanceof NotTaken && refusing.includes(error.statusCode))) throw error;
      refused(error);
    }
}

async function persist(send: () => Promise<unknown>, until: number): Promise<void> {
  let failure: unknown;
  for (const wait of waitsMs) {
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    if (performance.now() > until) break;
    try {
      await send();
      return;
    } catch (error) {
      if (error instanceof NotTaken && !passing.includes(error.statusCode)) throw error;
      failure = error;
    }
  }
  throw failure ?? new Overdue('too much was to be posted');
}
