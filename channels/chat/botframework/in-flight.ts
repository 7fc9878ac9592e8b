/** Enough for every message of the last minutes; a repeat comes after fifteen seconds. */
const remembered = 5_000;

/**
 * What is being handled or was handled lately, by activity. A repeat joins the first instead of having its lines
 * posted again (P11); one that failed is forgotten, so that a repeat is the second try. What another node of the
 * same store handled is not known here: its lines come again under the same `channelData.line`.
 */
export function inFlight() {
  const known = new Map<string, Promise<unknown>>();
  return {
    once<Result>(key: string, task: () => Promise<Result>): Promise<Result> {
      const before = known.get(key);
      if (before) return before as Promise<Result>;
      const work = task();
      known.set(key, work);
      work.catch(() => known.delete(key));
      if (known.size > remembered) known.delete(known.keys().next().value!);
      return work;
    },
    /** Resolves when nothing is under way any more. */
    async settled(): Promise<void> {
      await Promise.allSettled(known.values());
    },
  };
}
