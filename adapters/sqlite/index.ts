import { randomUUID } from 'node:crypto';
import type { Clock } from '../../machines/ports/clock.ts';
import type { Claimed, ClaimRequest, Store, StoredDocument } from '../../machines/ports/store.ts';
import { Connection, createFile } from './connection.ts';
import { GroupCommit } from './group.ts';
import { freeOrphanedLeases, thisProcess } from './orphans.ts';
import { atBoot, readingFrom } from './patience.ts';
import { type DocumentRow, isAlive, type TimedRow, toDocument } from './statements.ts';
import { claimWork, commitWork, removeWork, repairWork, sweepWork } from './writes.ts';

export { SchemaTooNew } from './schema.ts';

export interface SqliteStoreOptions {
  /** Created with mode 0600, and its directory with 0700, if missing at start. Never on a network file system. */
  readonly file: string;
  /** Decides what has expired. */
  readonly clock: Clock;
  /** Shows in the lease tokens, for whoever looks into the file. */
  readonly leaseOwner?: string;
}

const DUE_BATCH = 64;

/**
 * The embedded store: one SQLite file, every write on disk (WAL, full sync) before its promise resolves, writes
 * of one turn of the event loop grouped into one transaction. Several processes may open one file.
 * @throws SchemaTooNew when a later release wrote the file.
 * @throws StoreUnavailable when it cannot be opened or created now. Once open, the store survives anything that
 * happens to the file: verbs throw `StoreUnavailable` meanwhile, and it is opened again when it is back.
 */
export function openSqliteStore({ file, clock, leaseOwner = thisProcess }: SqliteStoreOptions): Store {
  const connection = new Connection(file);
  atBoot(connection, () => {
    createFile(file);
    freeOrphanedLeases(connection, clock.now());
  });
  const group = new GroupCommit(connection);
  const read = readingFrom(connection);
  const leaseToken = () => `${leaseOwner}/${randomUUID()}`;

  return {
    async load(kind, id) {
      const row = await read((s) => s.load.get(kind, id) as DocumentRow | undefined);
      return row && isAlive(row, clock.now()) ? toDocument(row) : undefined;
    },

    async find(kind, key, limit = 100) {
      const rows = await read((s) => s.find.all({ kind, key, limit, clock: clock.now() }));
      return toDocuments(rows);
    },

    async list(kind, afterId, limit) {
      const rows = await read((s) => s.list.all({ kind, afterId, limit, clock: clock.now() }));
      return toDocuments(rows);
    },

    commit: (document, lease) => group.run((s) => commitWork(document, clock.now(), lease)(s)),

    remove: (kind, id, rev) => group.run((s) => removeWork(kind, id, rev, clock.now())(s)),

    /** In batches, each its own transaction: what a batch claimed stays claimed if a later one fails. */
    async claim(request: ClaimRequest) {
      const claimed: Claimed[] = [];
      for (;;) {
        const limit = request.limit - claimed.length;
        if (limit <= 0) return claimed;
        const { met, found } = await group.run(claimWork({ ...request, limit }, clock.now(), leaseToken));
        claimed.push(...found);
        if (met < limit) return claimed;
      }
    },

    async release(kind, id, lease) {
      await group.run((s) => s.release.run(kind, id, lease.token));
    },

    async sweep(now, limit) {
      let deleted = 0;
      while (deleted < limit) {
        const { met, found } = await group.run(sweepWork(now, limit - deleted));
        if (met < limit - deleted) return deleted + found.length;
        deleted += found.length;
      }
      return deleted;
    },

    async clear(kinds) {
      await group.run((s) => {
        for (const kind of kinds) {
          s.clear.run(kind);
          s.clearKeys.run(kind);
        }
      });
    },

    /**
     * Walks the hints in order until none that follows can be earlier than the earliest exact time seen.
     * Hints found wrong on the way are put right, so that the next walk is short.
     */
    async earliestDue() {
      for (;;) {
        const rows = (await read((s) => s.nextDue.all(DUE_BATCH))) as unknown as TimedRow[];
        const now = clock.now();
        const times = rows.flatMap((row) => (row.due_at !== null && isAlive(row, now) ? [row.due_at] : []));
        const earliest = times.length === 0 ? null : Math.min(...times);
        const lastHint = rows.at(-1)?.due_hint ?? 0;
        if (rows.length < DUE_BATCH || (earliest !== null && earliest <= lastHint)) return earliest;
        await group.run(repairWork(DUE_BATCH, now));
      }
    },

    /** By a write that changes nothing: a full disk reads on as ever. */
    async ping() {
      await group.run((s) => s.mark.run());
    },

    async close() {
      // Whatever has been handed in is written first; if it cannot be, its own promise says so.
      await group.run(() => undefined).catch(() => undefined);
      connection.close();
    },
  };
}

function toDocuments(rows: readonly unknown[]): StoredDocument[] {
  return rows.map((row) => toDocument(row as DocumentRow));
}
