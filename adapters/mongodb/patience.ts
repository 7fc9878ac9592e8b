import { StoreUnavailable } from '../../machines/ports/store.ts';
import { asThrown } from './errors.ts';

/**
 * The longest any verb takes, whatever happens below: one try of the driver, its retry, and the look for a lost
 * answer all end in here. Below the 10 s that a stopping process has.
 */
const PATIENCE_MS = 8000;

/**
 * Runs the store's verbs: each ends in time, throws nothing but what the port allows, and is refused once closed.
 * What was handed in before `close` may finish first.
 */
export function patiently() {
  const running = new Set<Promise<unknown>>();
  let closed = false;

  async function verb<T>(work: () => Promise<T>): Promise<T> {
    if (closed) throw new StoreUnavailable('the store has been closed');
    const job = inTime(work());
    running.add(job);
    try {
      return await job;
    } catch (error) {
      throw asThrown(error);
    } finally {
      running.delete(job);
    }
  }

  async function close(): Promise<void> {
    closed = true;
    await Promise.allSettled(running);
  }

  return { verb, close };
}

function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new StoreUnavailable(`MongoDB: no answer within ${PATIENCE_MS} ms`));
    const timer = setTimeout(late, PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
