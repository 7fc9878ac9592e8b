import { type Collection, type Filter, ObjectId } from 'mongodb';
import type { CommitResult, Lease, StoredDocument } from '../../machines/ports/store.ts';
import { StoreUnavailable } from '../../machines/ports/store.ts';
import { CODES, hasCode, isCallersFault } from './errors.ts';
import {
  alive,
  type DocumentRecord,
  isAlive,
  newRecord,
  recordId,
  revision,
  WRITES_KEPT,
} from './records.ts';

type Records = Collection<DocumentRecord>;

/**
 * What `Store.commit` promises, in one statement on one document. A write whose answer did not come is looked for
 * by its own id: it counts as committed if a majority holds it, as lost if another took its revision, and is
 * `StoreUnavailable` if neither is certain. It is not sent again: the driver has done that, safely, where the
 * server supports it; elsewhere the caller's next try goes through the revision like any other.
 */
export async function commit(
  records: Records,
  { document, lease, now }: { document: StoredDocument; lease: Lease | undefined; now: number },
): Promise<CommitResult> {
  // Nobody can hold a lease on a document that does not exist.
  if (document.rev < 1 || (document.rev === 1 && lease)) return 'lost';
  const write = new ObjectId();
  try {
    const first = document.rev === 1;
    return first ? await create(records, document, { write, now }) : await revise();
  } catch (error) {
    if (isCallersFault(error)) throw error;
    return settle(records, document, { write, now, error });
  }

  async function revise(): Promise<CommitResult> {
    const filter: Filter<DocumentRecord> = {
      _id: recordId(document.kind, document.id),
      rev: document.rev - 1,
      ...alive(now),
      ...(lease && { 'lease.token': lease.token }),
    };
    const { matchedCount } = await records.updateOne(filter, revision(document, write, lease !== undefined));
    return matchedCount === 1 ? 'committed' : 'lost';
  }
}

/**
 * Takes the place of an expired record or of none: where one is alive the filter misses, the upsert becomes an
 * insert, and the unique `_id` refuses it.
 */
async function create(
  records: Records,
  document: StoredDocument,
  { write, now }: { write: ObjectId; now: number },
): Promise<CommitResult> {
  const { _id, ...record } = newRecord(document, write);
  try {
    await records.replaceOne({ _id, expiresAt: { $lte: new Date(now) } }, record, { upsert: true });
    return 'committed';
  } catch (error) {
    if (hasCode(error, CODES.duplicateKey)) return 'lost';
    throw error;
  }
}

async function settle(
  records: Records,
  { kind, id, rev }: StoredDocument,
  { write, now, error }: { write: ObjectId; now: number; error: unknown },
): Promise<CommitResult> {
  const reason = error instanceof Error ? error.message : String(error);
  const unknown = (why: string) => new StoreUnavailable(`MongoDB: ${reason} (${why})`, { cause: error });
  let found: Pick<DocumentRecord, 'rev' | 'writes' | 'expiresAt'> | null;
  try {
    const projection = { rev: 1, writes: 1, expiresAt: 1 };
    found = await records.findOne({ _id: recordId(kind, id) }, { projection });
  } catch {
    throw unknown('and cannot be asked since');
  }
  if (found?.writes.some((known) => known.equals(write))) return 'committed';
  // Newer writes may have pushed ours out of the list, or it may still be on its way: neither is for guessing.
  const surelyOthers = found && isAlive(found, now) && found.rev >= rev && found.rev < rev + WRITES_KEPT;
  if (surelyOthers) return 'lost';
  throw unknown('and the write is not there');
}

/**
 * What `Store.remove` promises. A removal whose answer did not come is `StoreUnavailable`: a document that is gone
 * does not say who took it.
 */
export async function remove(
  records: Records,
  { kind, id, rev, now }: { kind: string; id: string; rev: number; now: number },
): Promise<CommitResult> {
  const { deletedCount } = await records.deleteOne({ _id: recordId(kind, id), rev, ...alive(now) });
  return deletedCount === 1 ? 'committed' : 'lost';
}

/** What `Store.sweep` promises. The expiry is named again: the place may have been taken meanwhile. */
export async function sweep(records: Records, now: number, limit: number): Promise<number> {
  if (limit <= 0) return 0;
  const expired = { expiresAt: { $lte: new Date(now) } };
  const found = await records
    .find(expired, { projection: { _id: 1 } })
    .sort({ expiresAt: 1 })
    .limit(limit)
    .toArray();
  if (found.length === 0) return 0;
  const { deletedCount } = await records.deleteMany({
    _id: { $in: found.map(({ _id }) => _id) },
    ...expired,
  });
  return deletedCount;
}
