import { BSON, MongoInvalidArgumentError, MongoServerError } from 'mongodb';
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

/** Whoever passed a document that cannot be stored must act; trying again cannot help. */
export function isCallersFault(error: unknown): boolean {
  if (error instanceof MongoServerError) return CALLER.has(error.code);
  if (error instanceof MongoInvalidArgumentError || error instanceof BSON.BSONError) return true;
  // A driver that loses its server also lets errors of the network through as they are: those are not the caller's.
  return error instanceof TypeError || error instanceof RangeError;
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
