import { readdirSync, readFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

const TASKS = '/proc/self/task';
/** What libuv calls the threads of its pool, where argon2 runs. */
const POOL = 'libuv-worker';
/** How much nicer than the event loop. */
const NICER = 10;
const NICEST = 19;

/**
 * Makes the threads of Node's pool, as far as they have begun, give way to the event loop: a verification takes
 * tens of milliseconds and may wait for two, a turn that has its commit on disk should not wait for a core at all.
 * Linux only, where each thread has a priority of its own; elsewhere, or where it may not be changed, nothing does.
 */
export function letTurnsGoFirst(): void {
  let threads: readonly string[];
  try {
    threads = readdirSync(TASKS);
  } catch {
    // Not Linux: the system's own sharing is what there is.
    return;
  }
  const nice = Math.min(NICEST, getPriority() + NICER);
  for (const thread of threads) {
    try {
      if (readFileSync(`${TASKS}/${thread}/comm`, 'utf8').trim() === POOL) setPriority(Number(thread), nice);
    } catch {
      // The thread has ended meanwhile, or a sandbox forbids it: it runs as before.
    }
  }
}
