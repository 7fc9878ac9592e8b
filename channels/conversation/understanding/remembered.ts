const ours = new Set<string>();

/** Words of our own data: what is computed for them may be kept. Called when a vocabulary is made. */
export function mayRemember(words: readonly string[]): void {
  for (const word of words) ours.add(word);
}

/**
 * The same function, remembering what it gave for words of our own data. Any other word, a name or a number, is
 * computed anew each time: nothing of what somebody typed stays in memory.
 */
export function remembering<Result>(compute: (word: string) => Result): (word: string) => Result {
  const results = new Map<string, Result>();
  return (word) => {
    const known = results.get(word);
    if (known !== undefined) return known;
    const result = compute(word);
    if (ours.has(word)) results.set(word, result);
    return result;
  };
}
