/**
 * One durable document: a session, a member, a lockout … Its `body` is opaque to the store (sealed by the
 * engine); the other fields exist so that it can be found, claimed and swept without being opened.
 */
export interface StoredDocument {
  readonly kind: string;
  readonly id: string;
  /** Revision this document has once committed. A new document has 1, each commit adds exactly 1. */
  readonly rev: number;
  /** Further exact keys by which `find` finds it. At most a few dozen. Not unique: the id is. */
  readonly keys: readonly string[];
  /** Earliest instant at which the document has work for the worker (timer, outbox), or null. Epoch ms. */
  readonly dueAt: number | null;
  /** Instant from which the document no longer exists for anyone, or null. Epoch ms. */
  readonly expiresAt: number | null;
  readonly body: Uint8Array;
}

export type CommitResult = 'committed' | 'lost';

/** A claim on one document by one worker. `token` fences: a commit that names an outdated token is lost. */
export interface Lease {
  readonly token: string;
  readonly until: number;
}

export interface Claimed {
  readonly document: StoredDocument;
  readonly lease: Lease;
}

export interface ClaimRequest {
  readonly now: number;
  /** How long the claim holds, in ms; afterwards anyone may claim the document again. */
  readonly leaseMs: number;
  readonly limit: number;
}

/** The store is away or refuses to answer: nothing is known about the write. Answer 503 and let the caller retry. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}

/**
 * What the product asks of a database: single-document atomicity and nothing else. No transaction spans two
 * documents, so the same contract holds on SQLite and on a sharded MongoDB. Every verb is durable when its
 * promise resolves and throws `StoreUnavailable` when the store cannot be reached. Expired documents
 * (`expiresAt` ≤ the store's clock) are never returned, whether or not they have been swept yet.
 */
export interface Store {
  /** The document, or undefined when there is none or it has expired. */
  load(kind: string, id: string): Promise<StoredDocument | undefined>;

  /** Documents of the kind that carry the key, oldest first, at most `limit` (default 100). */
  find(kind: string, key: string, limit?: number): Promise<StoredDocument[]>;

  /** Documents of the kind in id order, after the id given: for exports, rotation and statistics. */
  list(kind: string, afterId: string, limit: number): Promise<StoredDocument[]>;

  /**
   * Writes the whole document if the stored one has revision `document.rev - 1` (or, at revision 1, if there
   * is none that has not expired). Of any number of racing commits to one revision exactly one is
   * `committed`; the others are `lost` and change nothing.
   * With `lease`, the commit is also lost if that lease has been taken over, and it gives the lease back;
   * without, a lease held by a worker stays as it is.
   */
  commit(document: StoredDocument, lease?: Lease): Promise<CommitResult>;

  /** Removes the document if it still has this revision. `lost` otherwise. */
  remove(kind: string, id: string, rev: number): Promise<CommitResult>;

  /**
   * Takes a lease on documents whose `dueAt` ≤ now and that nobody holds. No document is handed to two
   * claimers before the lease ends, however many processes ask at once.
   */
  claim(request: ClaimRequest): Promise<Claimed[]>;

  /** Gives a lease back without writing. Harmless if it was taken over meanwhile. */
  release(kind: string, id: string, lease: Lease): Promise<void>;

  /** Deletes up to `limit` expired documents and says how many. Run often, in small batches. */
  sweep(now: number, limit: number): Promise<number>;

  /** Deletes every document of the kinds named. Development only. */
  clear(kinds: readonly string[]): Promise<void>;

  /** How late the worker is: the earliest `dueAt` of all documents, or null. */
  earliestDue(): Promise<number | null>;

  /** Resolves when the store can be written to, else throws `StoreUnavailable`. Changes nothing anybody can see. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
