import { afterAll, describe, test, vi } from 'vitest';
import type { openSqliteStore } from '../../adapters/sqlite/index.ts';
import type { Store } from '../../machines/ports/store.ts';
import { channels, drawPlans, expectProven, seed, type Walked, walkPlans } from '../paths/proof.ts';
import { coverageTable } from '../paths/table.ts';
import { suite } from '../support/mongo-suite.ts';

const { server, ownDatabase, databases } = await vi.hoisted(async () => {
  const { ownDatabase, startMongo } = await import('../support/mongo-server.ts');
  return { server: await startMongo(), ownDatabase, databases: new Map<string, string>() };
});
afterAll(() => server.stop());

/** The proof's world as it is, except that where it opens a file it gets a MongoDB database of its own. */
vi.mock('../../adapters/sqlite/index.ts', async () => {
  const { openMongoStore } = await import('../../adapters/mongodb/index.ts');
  const open: typeof openSqliteStore = ({ file, clock }) => {
    const uri = databases.get(file) ?? ownDatabase(server.uri ?? '');
    databases.set(file, uri);
    // Drawing up the plans keeps this process from reading what the server has answered: one look is not enough.
    const opening = openMongoStore({ uri, clock, production: false, broom: false, waitMs: 60_000 });
    // Every verb waits for it, and throws what it throws: not unhandled, only early.
    opening.catch(() => undefined);
    return new Proxy({} as Store, {
      ownKeys: () => verbs,
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
      get:
        (_, verb: keyof Store) =>
        async (...args: never[]) =>
          ((await opening)[verb] as (...args: never[]) => unknown)(...args),
    });
  };
  const verbs = [
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
  return { openSqliteStore: open };
});

const plans = drawPlans();
const walked = new Map<string, Walked>();

suite('the proof on MongoDB', { missing: server.reason }, () => {
  describe.each(channels)('on $driver.channel', { concurrent: true, timeout: 1_200_000 }, (channel) => {
    test('every path of every flow goes as it does on SQLite, and covers the same transitions', async () => {
      const all = await walkPlans(channel, plans);
      walked.set(channel.driver.channel, all);
      expectProven(all, plans);
    });
  });
});

afterAll(() => {
  const order = channels.flatMap(({ driver }) => walked.get(driver.channel) ?? []);
  if (order.length > 0) console.log(`\non MongoDB\n${coverageTable(plans.goals, order)}\n\nseed ${seed}\n`);
});
