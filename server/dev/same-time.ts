import { setTimeout as passed } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Documents } from '../../machines/engine/documents.ts';
import type { MovableClock } from '../clock.ts';

/** How old what a process knows of the stored offset may be when a request comes in. ms. */
const freshMs = 20;
/** A store that takes longer than this to tell the time is told of by the request itself. */
const patienceMs = 1_000;

/**
 * Several processes on a store tell the same time (contract): before a request is handled, the offset is looked
 * up, unless that was done a moment ago. `everywhere` is the other half. For routes registered after it.
 */
export function keepTime(app: FastifyInstance, clock: MovableClock, documents: Documents): void {
  let lookedAt = Number.NEGATIVE_INFINITY;
  let look: Promise<unknown> = Promise.resolve();
  app.addHook('onRequest', async (request) => {
    if (performance.now() - lookedAt >= freshMs) {
      lookedAt = performance.now();
      const refreshed = clock.refresh(documents).catch((err: unknown) => {
        request.log.warn({ reqId: request.id, err }, 'the clock could not be looked up; the last one serves');
      });
      look = Promise.race([refreshed, passed(patienceMs, undefined, { ref: false })]);
    }
    await look;
  });
}

/** Resolves when no process can take a request on the time before a move that is stored already. */
export const everywhere = (): Promise<void> => passed(freshMs + 5);
