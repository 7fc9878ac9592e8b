import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { FindCursor } from 'mongodb';
import type { Clock } from '../../machines/ports/clock.ts';
import type { Store, StoredDocument } from '../../machines/ports/store.ts';
import { claim, release } from './claims.ts';
import { commit, remove, sweep } from './commits.ts';
import { createClient } from './connection.ts';
import { asThrown, isPassing } from './errors.ts';
import { refuseLostUpdates, refuseStandalone } from './fitness.ts';
import { COLLECTION, ensureLayout, UnfitStore } from './layout.ts';
import { patiently } from './patience.ts';
import { alive, type DocumentRecord, idsAfter, isAlive, recordId, toDocument } from './records.ts';

export { UnfitStore } from './layout.ts';

export interface MongoStoreOptions {
  /** A connection string. Its database name and its tuning options are kept; what the contract hangs on is not. */
  readonly uri: string;
  /** Decides what has expired. */
  readonly clock: Clock;
  /** Refuses a server that stands alone. */
  readonly production: boolean;
  /** Shows in the lease tokens, for whoever looks into the database. */
  readonly leaseOwner?: string;
  /** Lets the server delete, too, what expired a day ago. Off when `clock` is far from the world's time. */
  readonly broom?: boolean;
  /**
   * How long a server that is not there yet is looked for, in ms: a node may start in the middle of an election, beside a
   * server that is starting too, or on a machine so busy that 2 s are nothing. Without it, one look.
   */
  readonly waitMs?: number;
}

/**
 * The store on MongoDB 4.4 or later: a replica set, a sharded cluster, or outside production one server alone. Any
 * number of processes share it. An acknowledged write is in the journals of a majority.
 * @throws UnfitStore, in one sentence, when the server cannot keep the contract or its data is not for this release.
 * @throws StoreUnavailable when it cannot be reached now. Once open, the store survives its absence: verbs throw
 * `StoreUnavailable` meanwhile, and the driver finds it again by itself.
 */
export async function openMongoStore(options: MongoStoreOptions): Promise<Store> {
  const { uri, clock, leaseOwner = `${hostname()}/${process.pid}` } = options;
  const { client, database, topology } = connecting(uri);
  const records = database.collection<DocumentRecord>(COLLECTION);
  const until = performance.now() + (options.waitMs ?? 0);
  for (let fit = false; !fit; ) {
    try {
      await makeFit(options, { client, database, topology });
      fit = true;
    } catch (error) {
      if (isPassing(error) && performance.now() < until) continue;
      await client.close().catch(() => undefined);
      throw error instanceof UnfitStore ? error : asThrown(error);
    }
  }
  const { verb, close } = patiently();
  const token = () => `${leaseOwner}/${randomUUID()}`;

  return {
    // By the id alone, the server's quickest path: whether it has expired is seen here, in the same answer.
    load: (kind, id) =>
      verb(async () => {
        const record = await records.findOne({ _id: recordId(kind, id) });
        return record && isAlive(record, clock.now()) ? toDocument(record) : undefined;
      }),

    find: (kind, key, limit = 100) =>
      verb(async () => {
        const filter = { kind, keys: key, ...alive(clock.now()) };
        return documents(records.find(filter).sort({ born: 1 }), limit);
      }),

    list: (kind, afterId, limit) =>
      verb(async () => {
        const filter = { ...idsAfter(kind, afterId), ...alive(clock.now()) };
        return documents(records.find(filter).sort({ _id: 1 }), limit);
      }),

    commit: (document, lease) => verb(() => commit(records, { document, lease, now: clock.now() })),

    remove: (kind, id, rev) => verb(() => remove(records, { kind, id, rev, now: clock.now() })),

    claim: (request) => verb(() => claim(records, { ...request, clock: clock.now(), token })),

    release: (kind, id, lease) => verb(() => release(records, kind, id, lease)),

    sweep: (now, limit) => verb(() => sweep(records, now, limit)),

    clear: (kinds) => verb(async () => void (await records.deleteMany({ kind: { $in: [...kinds] } }))),

    earliestDue: () =>
      verb(async () => {
        const [first] = await records
          .find({ dueAt: { $exists: true }, ...alive(clock.now()) }, { projection: { dueAt: 1 } })
          .sort({ dueAt: 1 })
          .limit(1)
          .toArray();
        return first?.dueAt?.getTime() ?? null;
      }),

    ping: () => verb(async () => void (await database.command({ ping: 1 }))),

    async close() {
      await close();
      await client.close();
    },
  };
}

/** All that a start does to the database; done again from the beginning, it finds its own work. */
async function makeFit(
  { production, broom = true }: MongoStoreOptions,
  { client, database, topology }: ReturnType<typeof connecting>,
): Promise<void> {
  await client.connect();
  refuseStandalone(topology(), production);
  await ensureLayout(database, broom);
  await refuseLostUpdates(database.collection<DocumentRecord>(COLLECTION));
}

/** In one answer of the server. To it, a limit of 0 would mean none. */
async function documents(cursor: FindCursor<DocumentRecord>, limit: number): Promise<StoredDocument[]> {
  if (limit <= 0) return [];
  return (await cursor.limit(limit).batchSize(limit).toArray()).map(toDocument);
}

function connecting(uri: string) {
  try {
    return createClient(uri);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnfitStore(`MONGODB_URI cannot be understood: ${reason}.`);
  }
}
