import { Overloaded } from '../../machines/errors.ts';

export interface QueueOptions {
  readonly atOnce: number;
  readonly maxWaiting: number;
  /** How long one piece of work takes, until some have been timed. */
  readonly expectedMs: number;
}

export interface BoundedQueue {
  /** Runs the work now or in its turn, first come, first served. @throws Overloaded when too many wait already. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Keeps a place for one run. @throws Overloaded when there is none. */
  hold(): Place;
  readonly waiting: number;
}

/** A place that nobody else gets. */
interface Place {
  /** Runs the work in it, and has it no more. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Harmless again, and once it was used. */
  giveUp(): void;
}

/** Weight of the latest duration in the running mean. */
const SMOOTHING = 0.1;

export function boundedQueue({ atOnce, maxWaiting, expectedMs }: QueueOptions): BoundedQueue {
  const turns: (() => void)[] = [];
  let running = 0;
  let held = 0;
  let meanMs = expectedMs;

  /** A place that is freed passes straight to the next in line, so that nobody arriving now overtakes. */
  const leave = (): void => {
    const next = turns.shift();
    if (next) next();
    else running--;
  };

  const take = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running < atOnce) running++;
    else await new Promise<void>((resolve) => turns.push(resolve));
    const started = performance.now();
    try {
      return await work();
    } finally {
      meanMs += (performance.now() - started - meanMs) * SMOOTHING;
      leave();
    }
  };

  const refuseWhenFull = (): void => {
    const before = running + turns.length + held;
    if (before < atOnce + maxWaiting) return;
    throw new Overloaded((before * meanMs) / atOnce / 1000);
  };

  return {
    async run(work) {
      refuseWhenFull();
      return take(work);
    },
    hold() {
      refuseWhenFull();
      let kept = true;
      held++;
      const giveUp = () => {
        if (kept) held--;
        kept = false;
      };
      return {
        run(work) {
          giveUp();
          return take(work);
        },
        giveUp,
      };
    },
    get waiting() {
      return turns.length;
    },
  };
}
