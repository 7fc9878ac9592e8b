import { afterAll, describe, expect, test, vi } from 'vitest';
import type { openSqliteStore } from '../../adapters/sqlite/index.ts';
import type { Store } from '../../machines/ports/store.ts';
import { byInsurer } from '../paths/plan.ts';
import { channels, inWorld, lockoutGoals, planFor, seed, walkAll, walkLockouts } from '../paths/proof.ts';
import { type Coverage, coverageTable } from '../paths/table.ts';
import { demoInsurer } from '../support/insurer.ts';
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
    const opening = openMongoStore({ uri, clock, production: false, broom: false });
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

const plan = planFor(demoInsurer('cpms'), 'cpms', seed);
const ladder = planFor(demoInsurer('abela'), 'abela', seed, byInsurer);
const goals = [...new Set([...plan.goals, ...ladder.goals, ...lockoutGoals])];
const walked = new Map<string, Coverage>();

suite('the proof on MongoDB', { missing: server.reason }, () => {
  describe.each(channels)('on $driver.channel', { timeout: 600_000 }, (channel) => {
    test('every path of every flow goes as it does on SQLite, and covers the same transitions', async () => {
      await inWorld(async (world) => {
        const main = await walkAll({ channel, plan, tenant: 'cpms', ladder: 'cpms', world });
        const other = await walkAll({ channel, plan: ladder, tenant: 'abela', ladder: 'abela', world });
        const lockouts = await walkLockouts(world, channel.driver, 'acs');
        const reached = new Set([...main.reached, ...other.reached, ...lockouts]);
        walked.set(channel.driver.channel, {
          ...main,
          reached,
          paths: main.paths + other.paths,
          steps: main.steps + other.steps,
        });
        const failures = [...main.failures, ...other.failures];
        if (failures.length > 0)
          throw new Error(`${failures.length} paths failed\n\n${failures.slice(0, 5).join('\n\n')}`);
        expect(goals.filter((goal) => !reached.has(goal) && !main.excused.has(goal))).toEqual([]);
      });
    });
  });
});

afterAll(() => {
  const order = channels.flatMap(({ driver }) => walked.get(driver.channel) ?? []);
  if (order.length > 0) console.log(`\non MongoDB\n${coverageTable(goals, order)}\n\nseed ${seed}\n`);
});
