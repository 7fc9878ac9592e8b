export interface QueueOptions {
  readonly atOnce: number;
  readonly maxWaiting: number;
  /** How long one piece of work takes, until some have been timed. */
  readonly expectedMs: number;
}

export interface BoundedQueue {
  /** Runs the work now or in its turn, first come, first served. Not to be called when `full`, but in a place held. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Keeps a place free of others, until it is given up. Not to be called when `full`. */
  hold(): Place;
  readonly full: boolean;
  readonly waiting: number;
  /** How long what is running and waiting now will take, from how long the latest took. */
  readonly drainMs: number;
}

/** A place in the queue that is not used yet. */
export interface Place {
  /** Harmless again. Whoever runs gives it up first. */
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
  return {
    async run(work) {
      if (running < atOnce) running++;
      else await new Promise<void>((resolve) => turns.push(resolve));
      const started = performance.now();
      try {
        return await work();
      } finally {
        meanMs += (performance.now() - started - meanMs) * SMOOTHING;
        leave();
      }
    },
    hold() {
      let kept = true;
      held++;
      return {
        giveUp() {
          if (kept) held--;
          kept = false;
        },
      };
    },
    get full() {
      return running + turns.length + held >= atOnce + maxWaiting;
    },
    get waiting() {
      return turns.length;
    },
    get drainMs() {
      return ((running + turns.length) * meanMs) / atOnce;
    },
  };
}
