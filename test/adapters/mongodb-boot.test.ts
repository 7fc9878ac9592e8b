import { type Collection, MongoClient, type TopologyDescription } from 'mongodb';
import { afterAll, describe, expect, test } from 'vitest';
import { createClient } from '../../adapters/mongodb/connection.ts';
import { refuseLostUpdates, refuseStandalone } from '../../adapters/mongodb/fitness.ts';
import { openMongoStore, UnfitStore } from '../../adapters/mongodb/index.ts';
import { COLLECTION, indexes } from '../../adapters/mongodb/layout.ts';
import type { DocumentRecord } from '../../adapters/mongodb/records.ts';
import { StoreUnavailable } from '../../machines/ports/store.ts';
import { freePort } from '../support/free-port.ts';
import { ownDatabase, startMongo } from '../support/mongo-server.ts';
import { LISTED, suite } from '../support/mongo-suite.ts';
import { aDocument, plain } from '../support/stored-documents.ts';

const server = await startMongo();
afterAll(() => server.stop());

const clock = { now: () => Date.now() };
const open = (uri: string, production = false) => openMongoStore({ uri, clock, production });
const topology = (...types: string[]) =>
  ({ servers: new Map(types.map((type, i) => [`host-${i}`, { type }])) }) as unknown as TopologyDescription;

describe('what MongoDB may be', () => {
  test('in production: a replica set or a sharded cluster, never a server alone; outside, any of them', () => {
    expect(() => refuseStandalone(topology('Standalone'), true)).toThrow(UnfitStore);
    expect(() => refuseStandalone(topology('Standalone'), true)).toThrow(
      /^MONGODB_URI names a standalone server: [^.]+\.$/,
    );
    refuseStandalone(topology('RSPrimary', 'RSSecondary'), true);
    refuseStandalone(topology('Mongos', 'Mongos'), true);
    refuseStandalone(topology('Standalone'), false);
  });

  test('nothing that lets two racing writers win: refused with what was seen', async () => {
    const careless = {
      insertOne: async () => ({}),
      updateOne: async () => ({ matchedCount: 1 }),
      deleteOne: async () => ({}),
    };
    const records = careless as unknown as Collection<DocumentRecord>;
    await expect(refuseLostUpdates(records)).rejects.toThrow(
      /loses updates: it let 8 of 8 racing inserts of one id win/,
    );
  });

  test('nothing whose compare-and-set takes a race for a series', async () => {
    let inserted = false;
    const forgetful = {
      insertOne: async () => {
        const { MongoServerError } = await import('mongodb');
        if (inserted) throw new MongoServerError({ message: 'E11000', code: 11_000 });
        inserted = true;
      },
      updateOne: async () => ({ matchedCount: Math.random() < 0.5 ? 1 : 0 }),
      deleteOne: async () => ({}),
      findOne: async () => ({ rev: 11 }),
    };
    const records = forgetful as unknown as Collection<DocumentRecord>;
    await expect(refuseLostUpdates(records)).rejects.toThrow(/racing writes to one revision win/);
  });

  test('an address that cannot be understood is said to be one, without its password', async () => {
    const failure = await open('mongodb://user:geheim@').catch((error) => error);
    expect(failure).toBeInstanceOf(UnfitStore);
    expect(failure.message).toMatch(/^MONGODB_URI cannot be understood/);
    expect(failure.message).not.toContain('geheim');
  });

  test('an address may tune the connection, but not what the contract hangs on', () => {
    const { client, database } = createClient(
      'mongodb://h/other?w=1&journal=false&wtimeoutMS=1&readConcernLevel=local&readPreference=secondary&maxPoolSize=7',
    );
    expect(database.databaseName).toBe('other');
    expect(database.writeConcern).toMatchObject({ w: 'majority', journal: true, wtimeoutMS: 2500 });
    expect(database.readConcern?.level).toBe('majority');
    expect(database.readPreference?.mode).toBe('primary');
    expect([client.options.maxPoolSize, client.options.socketTimeoutMS]).toEqual([7, 3000]);
    expect(createClient('mongodb://h').database.databaseName).toBe('guichet');
  });

  test('a server that is not there is StoreUnavailable soon, not after the driver’s thirty seconds', async () => {
    const started = performance.now();
    await expect(open(`mongodb://127.0.0.1:${await freePort()}`)).rejects.toThrow(StoreUnavailable);
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});

suite('the first start on a MongoDB database', { missing: server.reason }, () => {
  test('creates every index once, however many nodes start together', async () => {
    const uri = ownDatabase(server.uri ?? '');
    const stores = await Promise.all(Array.from({ length: 4 }, () => open(uri)));
    await Promise.all(stores.map((store) => store.close()));
    const found = await withDatabase(uri, (database) => database.collection(COLLECTION).indexes());
    const names = indexes(true).map(({ name }) => name);
    expect(found.map(({ name }) => name).sort()).toEqual(['_id_', ...names].sort());
    // Plain all of them but the shard key itself: each stays valid when the collection is sharded.
    expect(found.filter(({ unique }) => unique)).toEqual([]);
  });

  test('leaves nothing of its self-test behind', async () => {
    const uri = ownDatabase(server.uri ?? '');
    await (await open(uri)).close();
    expect(await withDatabase(uri, (database) => database.collection(COLLECTION).countDocuments())).toBe(0);
  });

  test('is refused on data of a later release, which is left as it is', async () => {
    const uri = ownDatabase(server.uri ?? '');
    await (await open(uri)).close();
    await withDatabase(uri, (database) =>
      database.collection('layout').updateOne({}, { $set: { version: 99 } }),
    );
    await expect(open(uri)).rejects.toThrow(/has layout 99, but this release knows layouts up to 1: run/);
  });

  test('refuses a document that cannot be stored, alone and not as a trouble of the store', async () => {
    const store = await open(ownDatabase(server.uri ?? ''));
    const faults = [
      { dueAt: 1.5 },
      { expiresAt: Number.NaN },
      { kind: 'a/b' },
      { body: Buffer.alloc(16 * 1024 * 1024) },
    ];
    for (const faulty of faults) {
      const failure = await store.commit(aDocument(faulty)).catch((error) => error);
      expect(failure).toBeInstanceOf(TypeError);
    }
    expect(await store.commit(aDocument())).toBe('committed');
    expect(await store.list('session', '', 0)).toEqual([]);
    expect(await store.sweep(Date.now(), 0)).toBe(0);
    await store.close();
  });

  test('writes what was handed in before it was closed; afterwards every verb is refused', async () => {
    const uri = ownDatabase(server.uri ?? '');
    const store = await open(uri);
    const [result] = await Promise.all([store.commit(aDocument()), store.close()]);
    expect(result).toBe('committed');
    await expect(store.load('session', 'a')).rejects.toThrow(StoreUnavailable);
    await expect(store.ping()).rejects.toThrow(StoreUnavailable);
    const again = await open(uri);
    expect(plain(await again.load('session', 'a'))).toEqual(plain(aDocument()));
    await again.close();
  });
});

suite('validators', { missing: server.real ? undefined : LISTED.validators }, () => {
  test('let nobody write what is not a document', async () => {
    const uri = ownDatabase(server.uri ?? '');
    await (await open(uri)).close();
    await withDatabase(uri, async (database) => {
      const insert = database.collection(COLLECTION).insertOne({ kind: 'session' });
      await expect(insert).rejects.toMatchObject({ code: 121 });
    });
  });
});

suite('indexes', { missing: server.real ? undefined : LISTED.explain }, () => {
  test('serve every query of every verb: none walks through the collection', async () => {
    const uri = ownDatabase(server.uri ?? '');
    const store = await open(uri);
    const now = Date.now();
    for (let i = 0; i < 300; i++) {
      const times = i % 10 === 0 ? { dueAt: now, expiresAt: now + 60_000 } : {};
      await store.commit(aDocument({ id: `${i}`, keys: [`k${i % 30}`], ...times }));
    }
    await withDatabase(uri, async (database) => {
      await database.command({ profile: 2 });
      await store.load('session', '7');
      await store.find('session', 'k7');
      await store.list('session', '5', 10);
      await store.commit(aDocument({ id: '7', rev: 2 }));
      await store.commit(aDocument({ id: 'new' }));
      const [claimed] = await store.claim({ now, leaseMs: 1000, limit: 3 });
      await store.release('session', claimed!.document.id, claimed!.lease);
      await store.earliestDue();
      await store.remove('session', '8', 1);
      await store.sweep(now + 120_000, 5);
      await database.command({ profile: 0 });
      const seen = await database
        .collection('system.profile')
        .find({ ns: new RegExp(`\\.${COLLECTION}$`) })
        .toArray();
      expect(seen.length).toBeGreaterThan(10);
      const slow = seen.filter((op) => op.hasSortStage || /COLLSCAN/.test(op.planSummary ?? ''));
      expect(slow).toEqual([]);
      for (const { docsExamined = 0, op, command } of seen)
        expect(docsExamined, `${op} ${JSON.stringify(command)}`).toBeLessThanOrEqual(40);
    });
    await store.close();
  });
});

async function withDatabase<T>(
  uri: string,
  use: (database: ReturnType<MongoClient['db']>) => Promise<T>,
): Promise<T> {
  const client = new MongoClient(uri);
  try {
    return await use(client.db());
  } finally {
    await client.close();
  }
}
