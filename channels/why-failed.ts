import type { FastifyRequest } from 'fastify';
import { Overloaded } from '../machines/errors.ts';
import { StoreUnavailable } from '../machines/ports/store.ts';

const whys = new WeakMap<FastifyRequest, string>();

/**
 * Notes what was away or full when a request could not be served, for the one line that the log has of it; whoever asked
 * is only told to come back. Any other error is a defect, which is logged by itself.
 */
export function noteWhy(request: FastifyRequest | undefined, error: unknown): void {
  if (request && isPassing(error)) whys.set(request, error.message);
}

/** Something is away or full: the same may be served in a moment. */
export const isPassing = (error: unknown): error is Overloaded | StoreUnavailable =>
  error instanceof Overloaded || error instanceof StoreUnavailable;

export const whyOf = (request: FastifyRequest): string | undefined => whys.get(request);
