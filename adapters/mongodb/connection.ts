import {
  type DbOptions,
  MongoClient,
  type MongoClientOptions,
  ReadConcern,
  type TopologyDescription,
} from 'mongodb';

/**
 * What every write waits for and every read sees. Not for the address to change: the contract hangs on it. Given to the
 * database and not to the client, where the driver mixes them with what the address says (`journal=false` would stand).
 *
 * - `w: majority`, journaled: an acknowledged turn survives the loss of any minority of the machines.
 * - After 2.5 s without a majority the write is reported as unknown (and read back): it may still go through.
 * - `readConcern: majority`: a page is never shown from a write that an election can take back. A read that
 *   is a moment old on a fresh primary costs nothing but a lost race: every commit names its revision.
 * - From the primary only: a secondary would show the question before the one just answered.
 */
const CONTRACT = {
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: 2500 },
  readConcern: new ReadConcern('majority'),
  readPreference: 'primary',
  promoteBuffers: true,
} as const satisfies DbOptions & MongoClientOptions;

/**
 * Defaults; whatever the address says itself stands.
 *
 * - 2 s to find a primary: a planned election takes less; an unplanned one takes 10 s and more, and a member is
 *   better told « try again » (503) at once than left waiting.
 * - 3 s for an answer: longer than any healthy write with its majority, shorter than a person's patience. It must
 *   exceed `wtimeoutMS`, else the server never gets to say that the majority is missing.
 * - The driver's `timeoutMS` would be one figure for all of this; in driver 7.9 it has no effect.
 * - The server is looked at every 2 s (the driver's own figure is 10 s): a firewall that restarts makes every open
 *   connection silent without closing one, and each would cost a member its 3 s until the driver notices.
 * - 64 connections: a node that serves 5,000 turns/s at 5 ms each has 25 in use; more would only queue inside
 *   the server. 4 kept open, so that the first turns after a quiet night need not wait for handshakes.
 * - Idle for 5 minutes is closed by us, before a firewall forgets it in silence.
 * - Retries are the driver's own: once, and for writes only where the server numbers them (replica set,
 *   sharded cluster), so that a repeated write is never done twice. It leaves them out on a standalone server.
 */
const DEFAULTS = {
  appName: 'guichet',
  serverSelectionTimeoutMS: 2000,
  connectTimeoutMS: 2000,
  waitQueueTimeoutMS: 2000,
  socketTimeoutMS: 3000,
  heartbeatFrequencyMS: 2000,
  maxPoolSize: 64,
  minPoolSize: 4,
  maxIdleTimeMS: 300_000,
  retryWrites: true,
  retryReads: true,
} as const satisfies MongoClientOptions;

/** The database when the address names none; the driver's own default would be « test ». */
const DATABASE = 'guichet';

/**
 * The client for one address, not yet connected. `topology` is the driver's latest description of what it found
 * there.
 * @throws when the address cannot be understood.
 */
export function createClient(uri: string) {
  const named = new Set([...new URLSearchParams(uri.split('?')[1])].map(([name]) => name.toLowerCase()));
  const defaults = Object.fromEntries(
    Object.entries(DEFAULTS).filter(([name]) => !named.has(name.toLowerCase())),
  );
  const client = new MongoClient(uri, { ...defaults, promoteBuffers: CONTRACT.promoteBuffers });
  let description: TopologyDescription | undefined;
  client.on('topologyDescriptionChanged', ({ newDescription }) => {
    description = newDescription;
  });
  return { client, database: client.db(databaseOf(uri), CONTRACT), topology: () => description };
}

function databaseOf(uri: string): string {
  const [, path] = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]*)/.exec(uri) ?? [];
  return path ? decodeURIComponent(path) : DATABASE;
}
