import { MongoNetworkError, MongoServerError, MongoServerSelectionError } from 'mongodb';
import { StoreUnavailable } from '../../machines/ports/store.ts';

/** The server's numbers for what this adapter must tell apart (mongodb `src/mongo/base/error_codes.yml`). */
export const CODES = {
  unauthorized: 13,
  namespaceExists: 48,
  commandNotFound: 59,
  documentValidationFailure: 121,
  duplicateKey: 11_000,
  objectTooLarge: 10_334,
  keyTooLong: 17_280,
} as const;

const CALLER: ReadonlySet<unknown> = new Set([
  CODES.documentValidationFailure,
  CODES.objectTooLarge,
  CODES.keyTooLong,
]);

export function hasCode(error: unknown, code: number): boolean {
  return error instanceof MongoServerError && error.code === code;
}

/** A document that cannot be stored, seen before anything was sent. */
export class Unstorable extends TypeError {
  override name = 'Unstorable';
}

/**
 * Whoever passed a document that cannot be stored must act; trying again cannot help. What a document may be is
 * checked before the driver gets it, so whatever else the driver throws is about the way or the server: it lets
 * errors of Node through as they are, and a damaged answer as an error of BSON (`BSONOffsetError`, `RangeError`).
 */
export function isCallersFault(error: unknown): boolean {
  if (error instanceof MongoServerError) return CALLER.has(error.code);
  return error instanceof Unstorable;
}

/** The server did not answer, or not in time: it may a moment later. Not so a wrong password or a missing right. */
export function isPassing(error: unknown): boolean {
  return error instanceof MongoServerSelectionError || error instanceof MongoNetworkError;
}

/**
 * What the caller of a verb gets to see of an error. All that is not the caller's own fault is « away » to it:
 * network, election, majority not reached in time, rights withdrawn, disk full. Messages name hosts, never
 * credentials: the driver keeps those out of them.
 */
export function asThrown(error: unknown): unknown {
  if (error instanceof StoreUnavailable || isCallersFault(error)) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new StoreUnavailable(`MongoDB: ${reason}`, { cause: error });
}
