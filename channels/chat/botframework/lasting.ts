/** Regions times clouds; a sender of made-up addresses starts it anew. */
const mostLasting = 100;

/** What was made for a key, made once; forgotten when making it failed. */
export function lasting<Made extends Promise<unknown>>() {
  const made = new Map<string, Made>();
  return (key: string, make: () => Made): Made => {
    const before = made.get(key);
    if (before) return before;
    if (made.size >= mostLasting) made.clear();
    const fresh = make();
    made.set(key, fresh);
    fresh.catch(() => made.delete(key));
    return fresh;
  };
}
