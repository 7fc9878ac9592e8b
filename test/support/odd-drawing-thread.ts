/** Stands in for the thread that draws letters, and does what the letter's id says. */
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, threadId } from 'node:worker_threads';
import type { Answer } from '../../adapters/letters/drawer.ts';
import type { OutgoingLetter } from '../../machines/ports/letter-printer.ts';

const does: Readonly<Record<string, () => unknown>> = {
  ends: () => process.exit(),
  throws: () => {
    throw new Error('out of ink');
  },
  hangs: () => new Promise(() => undefined),
  dawdles: () => pause(50),
  'ends later': () => void setTimeout(() => process.exit(), 20),
};

/** Instead of a page: which letter it is, what the thread sees of the environment, and its number. */
parentPort!.on('message', async ({ id }: OutgoingLetter) => {
  if (id === 'fails') return parentPort!.postMessage({ failed: new Error('no such font') } satisfies Answer);
  await does[id]?.();
  const pdf = Buffer.from(JSON.stringify({ id, env: process.env }));
  parentPort!.postMessage({ drawn: { pdf, pages: threadId } } satisfies Answer);
});
