import { MongoClient } from 'mongodb';
import { afterAll } from 'vitest';
import { openMongoStore } from '../../adapters/mongodb/index.ts';
import { storeContract } from '../contracts/store.contract.ts';
import { ownDatabase, startMongo } from '../support/mongo-server.ts';
import { suite } from '../support/mongo-suite.ts';

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
});
