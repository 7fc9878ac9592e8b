/** At most `size` tasks at once. */
export function pool(size: number) {
  let busy = 0;
  const waiting: (() => void)[] = [];
  const enter = async () => {
    if (busy >= size) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy += 1;
  };
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else busy -= 1;
  };
  const run = async <T>(task: () => Promise<T>): Promise<T> => {
    await enter();
    try {
      return await task();
    } finally {
      leave();
    }
  };
  const started = new Set<Promise<void>>();
  return {
    run,
    /** Resolves when the task could begin; the task must not throw. */
    async start(task: () => Promise<void>): Promise<void> {
      await enter();
      const running = task().finally(() => {
        leave();
        started.delete(running);
      });
      started.add(running);
    },
    /** Resolves when every task begun is over. */
    async idle(): Promise<void> {
      await Promise.allSettled(started);
    },
    get busy() {
      return busy;
    },
  };
}
