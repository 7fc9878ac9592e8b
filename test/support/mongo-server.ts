import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { MongoClient } from 'mongodb';

/** A MongoDB to test against, or the reason why there is none. Belongs to the test file that asked for it. */
export type MongoServer = {
  /** A mongod: it explains, validates and expires. */
  readonly real: boolean;
  readonly replicaSet: boolean;
  /** Where it is a process of ours. */
  readonly pid?: number | undefined;
  stop(): Promise<void>;
} & (
  | { readonly uri: string; readonly reason?: undefined }
  | { readonly uri?: undefined; readonly reason: string }
);

const script = join(import.meta.dirname, '../../../shared/mongo/start');
const nothing = async () => undefined;
const none = (reason: string): MongoServer => ({ reason, real: false, replicaSet: false, stop: nothing });

/**
 * The server that `MONGODB_URI` names; else the build machine's own (in memory, no replica set: `real` is false);
 * else a one-node replica set from mongodb-memory-server-core, which downloads it on first use. `real`: not the build
 * machine's. `brief`, the rule under Vitest: that one is ready in half the time, and slower once it has worked for minutes.
 */
export async function startMongo({
  real = false,
  brief = process.env.VITEST !== undefined,
} = {}): Promise<MongoServer> {
  const named = process.env.MONGODB_URI;
  if (named) return { uri: named, real: true, replicaSet: await isReplicaSet(named), stop: nothing };
  if (existsSync(script)) return real ? none('no real MongoDB here') : spawnScript(brief);
  return downloaded();
}

async function spawnScript(brief: boolean): Promise<MongoServer> {
  const env = { ...process.env, ...(brief && { JDK_JAVA_OPTIONS: '-XX:TieredStopAtLevel=1' }) };
  const server = spawn(script, [], { stdio: ['ignore', 'pipe', 'pipe'], env });
  let errors = '';
  server.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  // Also when the test file ends without asking: one whose tests are all skipped runs no hooks.
  process.once('exit', () => server.kill('SIGTERM'));
  const lines = createInterface({ input: server.stdout });
  const [first] = await Promise.race([once(lines, 'line'), once(server, 'exit').then(() => [''])]);
  if (!String(first).startsWith('mongodb://'))
    return none(
      `${script} did not start: ${errors.split('\n').find((line) => line && !line.startsWith('NOTE:'))}`,
    );
  const stop = async () => {
    const gone = once(server, 'exit');
    server.kill('SIGTERM');
    await gone;
  };
  return { uri: first, real: false, replicaSet: false, pid: server.pid, stop };
}

async function downloaded(): Promise<MongoServer> {
  try {
    const { MongoMemoryReplSet } = await import('mongodb-memory-server-core');
    const set = await MongoMemoryReplSet.create({ replSet: { count: 1 } });
    return { uri: set.getUri(), real: true, replicaSet: true, stop: async () => void (await set.stop()) };
  } catch (error) {
    const [why] = (error instanceof Error ? error.message : String(error)).split('\n');
    return none(`MONGODB_URI is not set and no MongoDB could be downloaded (${why})`);
  }
}

/** A sharded cluster is made of replica sets, but its router steps nobody down: not counted. */
async function isReplicaSet(uri: string): Promise<boolean> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 5000 });
  try {
    return 'setName' in (await client.db('admin').command({ hello: 1 }));
  } catch {
    return false;
  } finally {
    await client.close();
  }
}

let databases = 0;

/** The same server with a database of its own: nothing is shared, nothing is left of an earlier run. */
export function ownDatabase(uri: string): string {
  const name = `guichet-test-${process.pid}-${Date.now().toString(36)}-${++databases}`;
  const [, start, options = ''] = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri) ?? [];
  return `${start}/${name}${options}`;
}
