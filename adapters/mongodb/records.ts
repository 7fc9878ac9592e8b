import { Binary, type Filter, type ObjectId } from 'mongodb';
import type { StoredDocument } from '../../machines/ports/store.ts';
import { Unstorable } from './errors.ts';

/**
 * A stored document as it lies in MongoDB. `dueAt`, `expiresAt` and `lease` are absent rather than null: the
 * sparse indexes then hold only documents that have work or an end.
 */
export interface DocumentRecord {
  /** `kind/id`: unique, and the shard key. An index that is unique must begin with the shard key; this is it. */
  readonly _id: string;
  readonly kind: string;
  readonly rev: number;
  readonly keys: string[];
  readonly body: Binary | Uint8Array;
  /** Order of creation: microseconds of the creating node's clock, ever rising within one process. */
  readonly born: number;
  /** Ids of the latest writes, newest last: how a commit whose answer was lost is recognised. */
  readonly writes: ObjectId[];
  readonly dueAt?: Date;
  readonly expiresAt?: Date;
  readonly lease?: { readonly token: string; readonly until: Date };
}

/** How many commits by others a lost answer may be behind and still be recognised. */
export const WRITES_KEPT = 8;

/** The server takes 16 MiB a document; the rest is room for everything but the body. */
const BODY_LIMIT = 15 * 1024 * 1024;

/** Sorts before every id of the kind and, with `AFTER`, behind every one: `/` is followed by `0`. */
const SEPARATOR = '/';
const AFTER = '0';

/** @throws Unstorable when the kind could be confused with another one's ids. */
export function recordId(kind: string, id: string): string {
  if (kind.includes(SEPARATOR)) throw new Unstorable(`a kind has no « ${SEPARATOR} » in its name: ${kind}`);
  return `${kind}${SEPARATOR}${id}`;
}

/** Every record of the kind whose id comes after the one given. */
export function idsAfter(kind: string, afterId: string): Filter<DocumentRecord> {
  return { _id: { $gt: recordId(kind, afterId), $lt: `${kind}${AFTER}` } };
}

/** Matches what has not expired at `now`: no expiry, or a later one. The TTL index is never relied on. */
export function alive(now: number): Filter<DocumentRecord> {
  return { expiresAt: { $not: { $lte: new Date(now) } } };
}

export function isAlive({ expiresAt }: { readonly expiresAt?: Date | undefined }, now: number): boolean {
  return expiresAt === undefined || expiresAt.getTime() > now;
}

export function toDocument(record: DocumentRecord): StoredDocument {
  const { _id, kind, rev, keys, dueAt, expiresAt, body } = record;
  return {
    kind,
    id: _id.slice(kind.length + SEPARATOR.length),
    rev,
    keys,
    dueAt: dueAt?.getTime() ?? null,
    expiresAt: expiresAt?.getTime() ?? null,
    body: body instanceof Binary ? body.value() : body,
  };
}

/**
 * The record of a document that comes into being. It holds no lease, whatever was there before.
 * @throws Unstorable when the document is not one that can be kept.
 */
export function newRecord(document: StoredDocument, write: ObjectId): DocumentRecord {
  const { kind, id, rev, keys, dueAt, expiresAt, body } = document;
  return {
    _id: recordId(kind, id),
    kind,
    rev,
    keys: [...keys],
    body: bytes(body),
    born: nextBirth(),
    writes: [write],
    ...(dueAt !== null && { dueAt: instant(dueAt) }),
    ...(expiresAt !== null && { expiresAt: instant(expiresAt) }),
  };
}

/**
 * The update that makes an existing record hold `document`; its lease ends only when `endLease`.
 * @throws Unstorable when the document is not one that can be kept.
 */
export function revision(document: StoredDocument, write: ObjectId, endLease: boolean) {
  const { rev, keys, dueAt, expiresAt, body } = document;
  const unset = {
    ...(dueAt === null && { dueAt: true as const }),
    ...(expiresAt === null && { expiresAt: true as const }),
    ...(endLease && { lease: true as const }),
  };
  return {
    $set: {
      rev,
      keys: [...keys],
      body: bytes(body),
      ...(dueAt !== null && { dueAt: instant(dueAt) }),
      ...(expiresAt !== null && { expiresAt: instant(expiresAt) }),
    },
    $push: { writes: { $each: [write], $slice: -WRITES_KEPT } },
    ...(Object.keys(unset).length > 0 && { $unset: unset }),
  };
}

/** A date would round silently; whoever passes a fraction has a fault to find. */
function instant(ms: number): Date {
  const date = new Date(ms);
  if (!Number.isInteger(ms) || Number.isNaN(date.getTime()))
    throw new Unstorable(`${ms} is not an instant in whole milliseconds`);
  return date;
}

function bytes(body: Uint8Array): Binary {
  if (body.length > BODY_LIMIT) throw new Unstorable(`a body of ${body.length} bytes is too large`);
  return new Binary(body);
}

let lastBirth = 0;

/** The system's own time, not the product's: that one can be set back in development. Exact until the year 2255. */
function nextBirth(): number {
  lastBirth = Math.max(lastBirth + 1, Date.now() * 1000);
  return lastBirth;
}
