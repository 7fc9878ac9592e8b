import type { Clock } from '../machines/ports/clock.ts';
import type { Logger } from '../machines/ports/logger.ts';
import type { Worker } from '../machines/services/worker.ts';

export interface WorkerLoopOptions {
  readonly worker: Worker;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Before every round: other processes may have moved the development clock. */
  readonly refreshClock?: () => Promise<void>;
  /** Earliest instant at which anything is due, or null. */
  readonly earliestDue: () => Promise<number | null>;
  /** Told how long a round took and what it did. */
  readonly watch?: (round: {
    readonly handled: number;
    readonly failed: number;
    readonly ms: number;
  }) => void;
  /** How long the loop sleeps when nothing is due. */
  readonly idleMs?: number;
  readonly random?: () => number;
}

export interface WorkerLoop {
  start(): void;
  /** Resolves when the round under way is over and nothing is in hand. No further one begins. */
  stop(): Promise<void>;
  /** Handles everything that is due now, however many rounds it takes; gives up when three in a row all fail. */
  drain(): Promise<void>;
  /** Runs `task` between two rounds: nothing is delivered meanwhile by this process. */
  between<T>(task: () => Promise<T>): Promise<T>;
  /**
   * False once two rounds running achieved nothing: they threw, since the store is away, or all that they did failed.
   * A document that fails among others that work, or a single time, says nothing of the worker.
   */
  readonly healthy: boolean;
}

const sweepEveryMs = 5_000;
/** While there is always something due: what has expired still goes (X23). */
const sweepWhenBusyEveryMs = 60_000;
const longestPauseMs = 10_000;
/** How long a drain waits for work that other processes have taken. */
const othersMs = 5_000;

/**
 * Keeps the worker at work: rounds one after the other while there is work, then every quarter of a second.
 * Rounds keep their own time and are not woken by commits: a mail that left right after a request would let
 * the next request feel whether the NIR was known (P07).
 */
export function createWorkerLoop(options: WorkerLoopOptions): WorkerLoop {
  const { worker, clock, logger, idleMs = 250, random = Math.random } = options;
  let running = false;
  let timer: NodeJS.Timeout | undefined;
  /** Rounds running that achieved nothing. */
  let failures = 0;
  let away = false;
  let sweptAt = 0;
  /** Whoever holds the worker; rounds, drains and other tasks queue behind one another. */
  let turn: Promise<unknown> = Promise.resolve();

  function queued<T>(task: () => Promise<T>): Promise<T> {
    const mine = turn.then(task, task);
    turn = mine.catch(() => undefined);
    return mine;
  }

  async function round() {
    await options.refreshClock?.();
    const started = performance.now();
    const done = await worker.round();
    options.watch?.({ ...done, ms: performance.now() - started });
    return done;
  }

  async function sweepEvery(ms: number) {
    if (performance.now() - sweptAt < ms) return;
    sweptAt = performance.now();
    await worker.sweep();
  }

  /** How long to sleep after a round: not at all after work, ever longer after rounds that achieved nothing. */
  async function tick(): Promise<number> {
    try {
      const { handled, failed } = await round();
      away = false;
      await sweepEvery(handled === 0 ? sweepEveryMs : sweepWhenBusyEveryMs);
      failures = handled > 0 && failed === handled ? failures + 1 : 0;
      if (failures === 0) return handled > 0 ? 0 : idleMs;
    } catch (error) {
      failures += 1;
      if (!away) logger.error({ err: error }, 'the worker cannot work; it goes on trying');
      away = true;
    }
    const pause = Math.min(longestPauseMs, idleMs * 2 ** Math.min(failures - 1, 10));
    return pause * (0.5 + random() / 2);
  }

  function next(ms: number) {
    if (!running) return;
    timer = setTimeout(async () => next(await queued(tick)), ms);
  }

  return {
    between: (task) =>
      queued(async () => {
        await worker.settled();
        return task();
      }),
    start() {
      if (running) return;
      running = true;
      next(0);
    },
    async stop() {
      running = false;
      clearTimeout(timer);
      await turn;
      await worker.settled();
    },
    drain: () =>
      queued(async () => {
        const patience = performance.now() + othersMs;
        for (let fruitless = 0; fruitless < 3; ) {
          const { handled, failed } = await round();
          await worker.settled();
          if (handled > 0) {
            fruitless = handled > failed ? 0 : fruitless + 1;
            continue;
          }
          const due = await options.earliestDue();
          if (due === null || due > clock.now() || performance.now() > patience) return;
          // Another process holds what is due.
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      }),
    get healthy() {
      return failures < 2;
    },
  };
}
