/**
 * Runs tasks of the same key one after the other within this process, so that a double click waits for the
 * first click instead of losing the race to it. Between processes the store's revision decides.
 */
export function serialQueue() {
  const tails = new Map<string, Promise<unknown>>();
  return async <T>(key: string, task: () => Promise<T>): Promise<T> => {
    const before = tails.get(key);
    const mine = before ? before.then(task, task) : task();
    tails.set(key, mine);
    try {
      return await mine;
    } finally {
      if (tails.get(key) === mine) tails.delete(key);
    }
  };
}
