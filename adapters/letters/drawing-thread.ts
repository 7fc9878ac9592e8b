/**
 * The thread that draws letters, started by `drawer.ts`. It keeps nothing of a letter: the code comes with the message and
 * leaves in the PDF.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { Insurer } from '../../machines/domain/insurer.ts';
import type { OutgoingLetter } from '../../machines/ports/letter-printer.ts';
import type { Answer } from './drawer.ts';
import { renderLetter } from './render.ts';

const insurers = workerData as ReadonlyMap<string, Insurer>;

parentPort!.on('message', async (letter: OutgoingLetter) => {
  parentPort!.postMessage(await answerTo(letter));
});

async function answerTo(letter: OutgoingLetter): Promise<Answer> {
  try {
    const insurer = insurers.get(letter.tenant);
    if (!insurer) throw new Error(`no insurer « ${letter.tenant} »`);
    const { pdf, pages } = await renderLetter(letter, insurer);
    return { drawn: { pdf, pages } };
  } catch (error) {
    return { failed: error instanceof Error ? error : new Error(String(error)) };
  }
}
