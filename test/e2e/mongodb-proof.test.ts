import { afterAll, describe, expect, test, vi } from 'vitest';
import type { openSqliteStore } from '../../adapters/sqlite/index.ts';
import type { Store } from '../../machines/ports/store.ts';
import { byInsurer } from '../paths/plan.ts';
import {
  channels,
  inWorld,
  lockoutGoals,
  type ProvenChannel,
  planFor,
  seed,
  type Walked,
  walkAll,
  walkLockouts,
} from '../paths/proof.ts';
import { type Coverage, coverageTable } from '../paths/table.ts';
import { demoGuide, demoInsurer } from '../support/insurer.ts';
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

const plan = planFor(demoInsurer('cpms'), 'cpms', seed);
const ladder = planFor(demoInsurer('abela'), 'abela', seed, { only: byInsurer });
const guiding = planFor(demoGuide, 'cpms', seed, { wallet: 'none', leave: true });
const following = planFor(demoGuide, 'cpms', seed, { goals: guiding.missed });
const accounts = [...new Set([...plan.goals, ...ladder.goals, ...lockoutGoals])];
const goals = [...new Set([...accounts, ...guiding.goals])];
/** The guides ask nothing of a store that the other flows do not: on this one, the engine walks them for all channels. */
const goalsOf = (channel: ProvenChannel) => (channel === channels[0] ? goals : accounts);
const walked = new Map<string, Coverage>();

/** The walks of `test/paths/proof.test.ts`, in worlds of their own where that has them. */
async function walksOf(channel: ProvenChannel): Promise<readonly Walked[]> {
  const guides = [
    { wallet: 'none', plan: guiding },
    { wallet: 'simulated', plan: following },
  ] as const;
  const walks = await inWorld(async (world) => {
    const main = await walkAll({ channel, plan, tenant: 'cpms', ladder: 'cpms', world });
    const other = await walkAll({ channel, plan: ladder, tenant: 'abela', ladder: 'abela', world });
    const lockouts = await walkLockouts(world, channel.driver, 'acs');
    return [{ ...main, reached: new Set([...main.reached, ...lockouts]) }, other];
  });
  for (const { wallet, plan: guide } of goalsOf(channel) === goals ? guides : [])
    walks.push(
      await inWorld(
        (world) => walkAll({ channel, plan: guide, tenant: demoGuide.id, ladder: 'cpms', world }),
        {
          wallet,
        },
      ),
    );
  return walks;
}

suite('the proof on MongoDB', { missing: server.reason }, () => {
  describe.each(channels)('on $driver.channel', { concurrent: true, timeout: 1_200_000 }, (channel) => {
    test('every path of every flow goes as it does on SQLite, and covers the same transitions', async () => {
      const walks = await walksOf(channel);
      const [main] = walks as [Walked];
      const reached = new Set(walks.flatMap((walk) => [...walk.reached]));
      const sum = (of: 'paths' | 'steps') => walks.reduce((total, walk) => total + walk[of], 0);
      walked.set(channel.driver.channel, { ...main, reached, paths: sum('paths'), steps: sum('steps') });
      const failures = walks.flatMap((walk) => walk.failures);
      if (failures.length > 0)
        throw new Error(`${failures.length} paths failed\n\n${failures.slice(0, 5).join('\n\n')}`);
      expect(goalsOf(channel).filter((goal) => !reached.has(goal) && !main.excused.has(goal))).toEqual([]);
    });
  });
});

afterAll(() => {
  const order = channels.flatMap(({ driver }) => walked.get(driver.channel) ?? []);
  if (order.length > 0) console.log(`\non MongoDB\n${coverageTable(goals, order)}\n\nseed ${seed}\n`);
});
