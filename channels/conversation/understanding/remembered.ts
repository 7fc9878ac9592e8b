const ours = new Set<string>();

/** Words of our own data: what is computed for them may be kept. Called when a vocabulary is made. */
export function mayRemember(words: readonly string[]): void {
  for (const word of words) ours.add(word);
}

/** What was computed for other words of the message being read, by whoever computed it. */
let heard: Map<unknown, Map<string, unknown>> | undefined;

/** Reads one message: what is computed for its words serves until it is read, and is then forgotten. */
export function whileReading<Result>(read: () => Result): Result {
  if (heard) return read();
  heard = new Map();
  try {
    return read();
  } finally {
    heard = undefined;
  }
}

/**
 * The same function, remembering what it gave for words of our own data. Any other word, a name or a number, is
 * computed anew for each message: nothing of what somebody typed stays in memory.
 */
export function remembering<Result>(compute: (word: string) => Result): (word: string) => Result {
  const results = new Map<string, Result>();
  return (word) => {
    const passed = passing(compute);
    const known = results.get(word) ?? passed?.get(word);
    if (known !== undefined) return known;
    const result = compute(word);
    (ours.has(word) ? results : passed)?.set(word, result);
    return result;
  };
}

function passing<Result>(compute: (word: string) => Result): Map<string, Result> | undefined {
  if (!heard) return undefined;
  let known = heard.get(compute) as Map<string, Result> | undefined;
  if (!known) {
    known = new Map();
    heard.set(compute, known);
  }
  return known;
}
