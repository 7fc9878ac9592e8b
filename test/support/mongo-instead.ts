import { MongoClient } from 'mongodb';
import type { openSqliteStore as openSqlite } from '../../adapters/sqlite/index.ts';
import type { Store } from '../../machines/ports/store.ts';
import { ownDatabase, startMongo } from './mongo-server.ts';

/**
 * For `vi.mock` in the place of the SQLite adapter: a test’s world as it is, except that where it opens a file it
 * gets a MongoDB database of its own, and where it opens the file again the same one. Where the proof reads the
 * file’s bytes (`paths/stored-bytes.ts`), the same mock reads the database’s. Stop the server afterwards.
 */
export const server = await startMongo({ brief: false });

const { openMongoStore } = await import('../../adapters/mongodb/index.ts');
const databases = new Map<string, string>();
const verbs: readonly (keyof Store)[] = [
  'load',
  'find',
  'list',
  'commit',
  'remove',
  'claim',
  'release',
  'sweep',
  'clear',
  'earliestDue',
  'ping',
  'close',
];

/** How many databases were opened: none means that the mock did not take. */
export const opened = (): number => databases.size;

export const openSqliteStore: typeof openSqlite = ({ file, clock }) => {
  const uri = databases.get(file) ?? ownDatabase(server.uri ?? '');
  databases.set(file, uri);
  // Drawing up the plans keeps this process from reading what the server has answered: one look is not enough.
  const opening = openMongoStore({ uri, clock, production: false, broom: false, waitMs: 60_000 });
  // Every verb waits for it, and throws what it throws: not unhandled, only early.
  opening.catch(() => undefined);
  return new Proxy({} as Store, {
    ownKeys: () => [...verbs],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    get:
      (_, verb: keyof Store) =>
      async (...args: never[]) =>
        ((await opening)[verb] as (...args: never[]) => unknown)(...args),
  });
};

/** All that the database in the place of this file holds: every document of every collection, as BSON. */
export async function storedBytes({ file }: { readonly file: string }): Promise<Buffer> {
  const client = await MongoClient.connect(databases.get(file)!);
  try {
    const collections = await client.db().collections();
    const found = await Promise.all(
      collections.map((collection) => collection.find<Buffer>({}, { raw: true }).toArray()),
    );
    const documents = found.flat();
    if (documents.length === 0) throw new Error('nothing is stored there');
    return Buffer.concat(documents);
  } finally {
    await client.close();
  }
}
