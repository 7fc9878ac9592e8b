import { MongoClient } from 'mongodb';
import { afterAll, expect, test } from 'vitest';
import { openMongoStore } from '../../adapters/mongodb/index.ts';
import { COLLECTION, indexes } from '../../adapters/mongodb/layout.ts';
import { cli, run, temporaryDirectory } from '../server/process.ts';
import { freePort } from '../support/free-port.ts';
import { ownDatabase, startMongo } from '../support/mongo-server.ts';
import { suite } from '../support/mongo-suite.ts';
import { aDocument, plain } from '../support/stored-documents.ts';

const server = await startMongo();
const directory = temporaryDirectory();
afterAll(async () => {
  directory.remove();
  await server.stop();
});

const environment = (uri?: string) => ({ DATA_DIR: directory.path, ...(uri && { MONGODB_URI: uri }) });
const migrate = (uri?: string) => run('server/admin/migrate.ts', [], environment(uri));
const ready = 'The store is ready for this release.\n';

async function inDatabase<T>(uri: string, use: (db: ReturnType<MongoClient['db']>) => Promise<T>) {
  const client = new MongoClient(uri);
  try {
    return await use(client.db());
  } finally {
    await client.close();
  }
}

test('npm run migrate brings a new SQLite file to this release’s layout, and says so again the next time', async () => {
  for (let times = 0; times < 2; times++)
    expect(await migrate()).toEqual({ code: 0, stdout: ready, stderr: '' });
});

test('npm run migrate says in one sentence, and by its exit code, that MongoDB is away', async () => {
  const { code, stdout, stderr } = await migrate(`mongodb://127.0.0.1:${await freePort()}/x`);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^MongoDB: .*\n$/);
});

test('admin backup refuses a MongoDB store in one sentence, whether or not it answers', async () => {
  const uri = `mongodb://127.0.0.1:${await freePort()}/x`;
  const target = `${directory.path}/never.sqlite`;
  expect(await run(cli, ['backup', target], environment(uri))).toEqual({
    code: 1,
    stdout: '',
    stderr: 'This store is MongoDB: back it up with its own tools, mongodump for one.\n',
  });
});

suite('npm run migrate on MongoDB', { missing: server.reason }, () => {
  test('creates collection and indexes on an empty database, where a server then needs no right to create', async () => {
    const uri = ownDatabase(server.uri ?? '');
    expect(await migrate(uri)).toEqual({ code: 0, stdout: ready, stderr: '' });
    await inDatabase(uri, async (database) => {
      const names = (await database.collection(COLLECTION).indexes()).map(({ name }) => name);
      expect(names.sort()).toEqual(['_id_', ...indexes(true).map(({ name }) => name)].sort());
      expect(await database.collection(COLLECTION).countDocuments()).toBe(0);
      expect(await database.collection('layout').findOne({})).toMatchObject({ _id: COLLECTION, version: 1 });
    });
  });

  test('puts back an index that is missing and leaves every document as it is', async () => {
    const uri = ownDatabase(server.uri ?? '');
    const clock = { now: () => Date.now() };
    const store = await openMongoStore({ uri, clock, production: false });
    await store.commit(aDocument({ keys: ['k'] }));
    await inDatabase(uri, (database) => database.collection(COLLECTION).dropIndex('keys'));
    expect((await migrate(uri)).stdout).toBe(ready);
    const found = await inDatabase(uri, (database) => database.collection(COLLECTION).indexes());
    expect(found.map(({ name }) => name)).toContain('keys');
    expect((await store.find('session', 'k')).map(plain)).toEqual([plain(aDocument({ keys: ['k'] }))]);
    await store.close();
  });

  test('refuses data of a later release and touches nothing', async () => {
    const uri = ownDatabase(server.uri ?? '');
    await migrate(uri);
    await inDatabase(uri, (database) =>
      database.collection('layout').updateOne({}, { $set: { version: 99 } }),
    );
    const { code, stderr } = await migrate(uri);
    expect(code).toBe(1);
    expect(stderr).toMatch(/has layout 99, but this release knows layouts up to 1/);
  });
});
