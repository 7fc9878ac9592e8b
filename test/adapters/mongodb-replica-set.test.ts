import { setTimeout as pause } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import { afterAll, expect, test } from 'vitest';
import { openMongoStore } from '../../adapters/mongodb/index.ts';
import { type Store, StoreUnavailable } from '../../machines/ports/store.ts';
import { ownDatabase, startMongo } from '../support/mongo-server.ts';
import { LISTED, suite } from '../support/mongo-suite.ts';
import { aDocument } from '../support/stored-documents.ts';

const server = await startMongo({ real: true });
afterAll(() => server.stop());

const missing = server.replicaSet ? undefined : LISTED['replica set'];

suite('a replica set whose primary goes', { missing }, () => {
  test('keeps every acknowledged write, and does none twice', async () => {
    const uri = ownDatabase(server.uri ?? '');
    const store = await openMongoStore({ uri, clock: { now: () => Date.now() }, production: true });
    const acknowledged: string[] = [];
    let over = false;
    const writers = ['a', 'b', 'c', 'd'].map(async (name) => {
      for (let n = 0; !over; n++) {
        const mark = `${name}${n}`;
        if (await written(store, mark)) acknowledged.push(mark);
      }
    });
    await pause(500);
    const before = acknowledged.length;
    await stepDown(uri);
    // An election: members are told to try again meanwhile.
    await expect.poll(() => acknowledged.length, { timeout: 40_000 }).toBeGreaterThan(before + 50);
    over = true;
    await Promise.all(writers);
    for (const mark of acknowledged) expect((await store.load('mark', mark))?.rev, mark).toBe(2);
    await store.close();
  }, 60_000);

  test('keeps what a majority holds: a write that was acknowledged is there for majority reads at once', async () => {
    const uri = ownDatabase(server.uri ?? '');
    const store = await openMongoStore({ uri, clock: { now: () => Date.now() }, production: true });
    const client = new MongoClient(uri, { readConcernLevel: 'majority', readPreference: 'primary' });
    for (let n = 0; n < 200; n++) {
      await store.commit(aDocument({ id: `${n}` }));
      expect(await client.db().collection('documents').countDocuments({ kind: 'session' })).toBe(n + 1);
    }
    await Promise.all([client.close(), store.close()]);
  });
});

/** Two commits to one document: true when both were acknowledged. */
async function written(store: Store, mark: string): Promise<boolean> {
  try {
    const first = aDocument({ kind: 'mark', id: mark });
    if ((await store.commit(first)) === 'lost') return false;
    return (await store.commit({ ...first, rev: 2 })) === 'committed';
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
    await pause(50);
    return false;
  }
}

async function stepDown(uri: string): Promise<void> {
  const client = new MongoClient(uri);
  // The server breaks connections when it steps down.
  await client
    .db('admin')
    .command({ replSetStepDown: 5, force: true })
    .catch(() => undefined);
  await client.close();
}
