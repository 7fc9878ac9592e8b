import { Collection, MongoClient } from 'mongodb';
import { afterAll, expect, test, vi } from 'vitest';
import { openMongoStore } from '../../adapters/mongodb/index.ts';
import { storeContract } from '../contracts/store.contract.ts';
import { ownDatabase, startMongo } from '../support/mongo-server.ts';
import { suite } from '../support/mongo-suite.ts';
import { aDocument, plain } from '../support/stored-documents.ts';

const server = await startMongo();
const opened: string[] = [];

afterAll(async () => {
  for (const uri of opened) {
    const client = new MongoClient(uri);
    await client.db().dropDatabase();
    await client.close();
  }
  await server.stop();
});

function newDatabase(): string {
  const uri = ownDatabase(server.uri ?? '');
  opened.push(uri);
  return uri;
}

suite('the MongoDB adapter', { missing: server.reason }, () => {
  storeContract('MongoDB', async () => {
    const uri = newDatabase();
    const clock = { now: 1000 };
    const openAt = () =>
      openMongoStore({ uri, clock: { now: () => clock.now }, production: false, broom: false });
    const store = await openAt();
    const reopen = async () => {
      await store.close();
      return openAt();
    };
    return { store, clock, reopen };
  });

  test('sweeps away nothing that took the place of what had expired while it was looking', async () => {
    const clock = { now: () => 1000 };
    const store = await openMongoStore({ uri: newDatabase(), clock, production: false, broom: false });
    const { deleteMany } = Collection.prototype;
    const taken = aDocument({ body: Buffer.from('anew'), expiresAt: 5000 });
    await store.commit(aDocument({ expiresAt: 2000 }));
    const removing = vi.spyOn(Collection.prototype, 'deleteMany').mockImplementation(async function (
      this: Collection,
      ...given
    ) {
      clock.now = () => 3000;
      expect(await store.commit(taken)).toBe('committed');
      return deleteMany.apply(this, given);
    });
    try {
      expect(await store.sweep(3000, 10)).toBe(0);
      expect(plain(await store.load('session', taken.id))).toEqual(plain(taken));
    } finally {
      removing.mockRestore();
      await store.close();
    }
  });
});
