import { Worker } from 'node:worker_threads';
import type { Insurer } from '../../machines/domain/insurer.ts';
import { serialQueue } from '../../machines/engine/serial.ts';
import type { OutgoingLetter } from '../../machines/ports/letter-printer.ts';
import type { Logger } from '../../machines/ports/logger.ts';

interface DrawnLetter {
  readonly pdf: Uint8Array;
  readonly pages: number;
}

/** What the thread says of a letter it was given. */
export type Answer = { readonly drawn: DrawnLetter } | { readonly failed: Error };

export interface Drawer {
  /**
   * Letters are drawn one after the other, in the order in which they were asked for. Rejects with what went wrong in
   * the thread, or when it could not be started, ended or hung: the next letter starts another.
   */
  draw(letter: OutgoingLetter): Promise<DrawnLetter>;
  /** Ends the thread at once. A letter in hand, and all later ones, are refused. */
  close(): Promise<void>;
}

export interface DrawerOptions {
  readonly insurers: ReadonlyMap<string, Insurer>;
  readonly logger: Logger;
  /** What the thread runs; tests have threads that die. */
  readonly thread?: URL;
  /** A letter that takes longer hangs. Shorter than a delivery may take, so that it is told why. */
  readonly patienceMs?: number;
}

/** What is left of letters drawn is cleared away early: unbounded, a batch of them holds 80 MB more. MB. */
const resourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 128 };
const drawingThread = new URL('./drawing-thread.ts', import.meta.url);

interface InHand {
  readonly resolve: (drawn: DrawnLetter) => void;
  readonly reject: (why: Error) => void;
}

/**
 * Draws letters in a thread of its own: drawing takes 20 to 40 ms, and on the event loop every other request would feel
 * that a letter was made, so that the NIR just typed is a member's (P07, docs/decisions/044). The thread is started by the
 * first letter. It keeps the process alive only while it draws.
 */
export function createDrawer(options: DrawerOptions): Drawer {
  const { insurers, logger, thread = drawingThread, patienceMs = 30_000 } = options;
  const inTurn = serialQueue();
  let running: Worker | undefined;
  let inHand: InHand | undefined;
  let closed = false;

  function start(): Worker {
    const started = new Worker(thread, {
      name: 'letters',
      workerData: insurers,
      // The server's keys are not for what draws.
      env: {},
      resourceLimits,
    });
    const gone = (why: Error) => {
      if (running !== started) return;
      running = undefined;
      if (inHand) inHand.reject(why);
      else if (!closed)
        logger.warn({ err: why }, 'the thread that draws letters ended; the next letter starts another');
    };
    started.on('error', gone);
    started.on('exit', () => gone(new Error('the thread that draws letters ended')));
    started.on('message', (answer: Answer) => {
      if ('drawn' in answer) inHand?.resolve(answer.drawn);
      else inHand?.reject(answer.failed);
    });
    started.unref();
    return started;
  }

  async function drawn(letter: OutgoingLetter): Promise<DrawnLetter> {
    if (closed) throw new Error('letters are no longer drawn here');
    running ??= start();
    const worker = running;
    const { promise, resolve, reject } = Promise.withResolvers<DrawnLetter>();
    inHand = { resolve, reject };
    // Meanwhile the timer keeps the process, which the thread does not.
    const hung = setTimeout(() => worker.terminate(), patienceMs);
    try {
      worker.postMessage(letter);
      return await promise;
    } finally {
      clearTimeout(hung);
      inHand = undefined;
    }
  }

  return {
    draw: (letter) => inTurn('', () => drawn(letter)),
    async close() {
      closed = true;
      await running?.terminate();
    },
  };
}
