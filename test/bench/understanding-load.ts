/**
 * A process of its own: understands every sentence held out, again and again, for some seconds. Prints the time to
 * the first answer; p50 and p99 of all others; p99 over the sentences of each one's quickest time, which is what it
 * costs when nothing else takes the processor away; and the memory that understanding took.
 */
import { makeUnderstanding } from '../../channels/conversation/understanding/make-understanding.ts';
import { heldOut } from '../language/sets.ts';

const [seconds] = process.argv.slice(2).map(Number);
const texts = heldOut().sentences.map(({ text }) => text);
globalThis.gc?.();
const before = process.memoryUsage.rss();
const started = performance.now();
const understanding = makeUnderstanding();
understanding.understand(texts[0]!);
const firstMs = performance.now() - started;

const taken: number[] = [];
const quickest = texts.map(() => Number.POSITIVE_INFINITY);
for (const until = performance.now() + seconds! * 1000; performance.now() < until; )
  for (const [index, text] of texts.entries()) {
    const from = performance.now();
    understanding.understand(text);
    const ms = performance.now() - from;
    taken.push(ms);
    quickest[index] = Math.min(quickest[index]!, ms);
  }
globalThis.gc?.();
const memoryMb = (process.memoryUsage.rss() - before) / 1e6;
const at = (all: number[], share: number) =>
  all.sort((one, other) => one - other)[Math.floor(all.length * share)]!;
const [p50Ms, p99Ms, quietP99Ms] = [at(taken, 0.5), at(taken, 0.99), at(quickest, 0.99)];
console.log(JSON.stringify({ firstMs, p50Ms, p99Ms, quietP99Ms, memoryMb: Math.max(memoryMb, 0) }));
