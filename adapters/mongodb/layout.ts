import type { Db, IndexDescription } from 'mongodb';
import { CODES, hasCode } from './errors.ts';
import { WRITES_KEPT } from './records.ts';

export const COLLECTION = 'documents';
const LAYOUT_COLLECTION = 'layout';
/** Raised by a release whose records an older release would misread. */
const LAYOUT_VERSION = 1;

/**
 * Every index there is. The unique one is `_id`, which is the shard key; the others are plain, so all of them
 * stay valid when the collection is sharded.
 * - `keys`: multikey, for `find`, with the order of creation behind it.
 * - `due`: for `claim` and `earliestDue`. Sparse: holds only documents that have work.
 * - `expiry`: for `sweep`; with `broom` the server uses it too, a day late. Later than any clock is wrong, so the
 *   server never takes what a node still sees.
 */
export function indexes(broom: boolean): IndexDescription[] {
  return [
    { name: 'keys', key: { kind: 1, keys: 1, born: 1 } },
    { name: 'due', key: { dueAt: 1 }, sparse: true },
    { name: 'expiry', key: { expiresAt: 1 }, sparse: true, ...(broom && { expireAfterSeconds: 86_400 }) },
  ];
}

/** What the server itself refuses to store, whoever writes. Bodies are sealed: nothing to say about their inside. */
const validator = {
  $jsonSchema: {
    bsonType: 'object',
    required: ['_id', 'kind', 'rev', 'keys', 'body', 'born', 'writes'],
    additionalProperties: false,
    properties: {
      _id: { bsonType: 'string', pattern: '^[^/]+/' },
      kind: { bsonType: 'string', minLength: 1 },
      rev: { bsonType: 'number', minimum: 1 },
      keys: { bsonType: 'array', items: { bsonType: 'string' } },
      body: { bsonType: 'binData' },
      born: { bsonType: 'number' },
      writes: { bsonType: 'array', minItems: 1, maxItems: WRITES_KEPT, items: { bsonType: 'objectId' } },
      dueAt: { bsonType: 'date' },
      expiresAt: { bsonType: 'date' },
      lease: {
        bsonType: 'object',
        required: ['token', 'until'],
        additionalProperties: false,
        properties: { token: { bsonType: 'string' }, until: { bsonType: 'date' } },
      },
    },
  },
};

interface LayoutRecord {
  readonly _id: string;
  readonly version: number;
}

/** The database cannot be used by this release, or not with these rights. Not a passing trouble. */
export class UnfitStore extends Error {
  override name = 'UnfitStore';
}

/**
 * Creates collection, validator and indexes as far as they are missing; any number of nodes may do it together.
 * A node without the right to create is content when everything is there already (`npm run migrate` puts it
 * there).
 * @throws UnfitStore when something is missing that this node may not create, or a later release was here.
 */
export async function ensureLayout(database: Db, broom: boolean): Promise<void> {
  await refuseLaterLayout(database);
  try {
    await createLayout(database, broom);
  } catch (error) {
    if (!hasCode(error, CODES.unauthorized)) throw error;
    await demandLayout(database, broom);
  }
}

async function createLayout(database: Db, broom: boolean): Promise<void> {
  try {
    await database.createCollection(COLLECTION, { validator });
  } catch (error) {
    if (!hasCode(error, CODES.namespaceExists)) throw error;
    await database.command({ collMod: COLLECTION, validator }).catch((refusal) => {
      // A server without `collMod` has no validators to change either.
      if (!hasCode(refusal, CODES.commandNotFound)) throw refusal;
    });
  }
  await database.collection(COLLECTION).createIndexes(indexes(broom));
  await database
    .collection<LayoutRecord>(LAYOUT_COLLECTION)
    .updateOne({ _id: COLLECTION }, { $max: { version: LAYOUT_VERSION } }, { upsert: true });
}

async function demandLayout(database: Db, broom: boolean): Promise<void> {
  const present = await database
    .collection(COLLECTION)
    .indexes()
    .catch(() => []);
  const missing = indexes(broom).filter(({ name }) => !present.some((index) => index.name === name));
  if (missing.length > 0)
    throw new UnfitStore(
      `The database ${database.databaseName} lacks the indexes ${missing.map(({ name }) => name).join(', ')} and ` +
        'this user may not create them: run `npm run migrate` with one who may.',
    );
}

async function refuseLaterLayout(database: Db): Promise<void> {
  const found = await database.collection<LayoutRecord>(LAYOUT_COLLECTION).findOne({ _id: COLLECTION });
  const version = Number(found?.version ?? 0);
  if (version > LAYOUT_VERSION)
    throw new UnfitStore(
      `The database ${database.databaseName} has layout ${version}, but this release knows layouts up to ` +
        `${LAYOUT_VERSION}: run the release that wrote it, or restore a backup made before the upgrade.`,
    );
}
