import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { demoGuide, demoInsurer } from '../support/insurer.ts';
import type { World } from '../support/world.ts';
import { lockoutEdges, sourceEdges } from './lockout-charts.ts';
import { byInsurer } from './plan.ts';
import {
  channels,
  inWorld,
  lockoutGoals,
  type ProvenChannel,
  planFor,
  seed,
  walkAll,
  walkLockouts,
} from './proof.ts';
import { type Coverage, coverageTable, requirementsCited } from './table.ts';

const plan = planFor(demoInsurer('cpms'), 'cpms', seed);
/** ABELA's ladder has rungs of its own (K05-K08). */
const ladder = planFor(demoInsurer('abela'), 'abela', seed, { only: byInsurer });
/** As in real life, where the guide only guides; then with the wallet, whatever is left. */
const guiding = planFor(demoGuide, 'cpms', seed, { wallet: 'none', leave: true });
const following = planFor(demoGuide, 'cpms', seed, { goals: guiding.missed });
const goals = [...new Set([...plan.goals, ...ladder.goals, ...guiding.goals, ...lockoutGoals])];
const walked = new Map<string, Coverage>();

describe.each(channels)('on $driver.channel', { concurrent: true, timeout: 1_200_000 }, (channel) => {
  const { driver } = channel;

  it('every path of every flow goes as its model says, and the properties hold in every state (P01-P06, P08-P11, P13, P15-P17, E01-E03, E10-E20, E30-E41, E50-E56, E60-E65)', async () => {
    await inWorld(async (world) => {
      const main = await walkAll({ channel, plan, tenant: 'cpms', ladder: 'cpms', world });
      const other = await walkAll({ channel, plan: ladder, tenant: 'abela', ladder: 'abela', world });
      const lockouts = await walkLockouts(world, driver, 'acs');
      const guides = await guidesOf(channel);
      const reached = new Set([...main.reached, ...other.reached, ...guides.reached, ...lockouts]);
      walked.set(driver.channel, {
        ...main,
        reached,
        paths: main.paths + other.paths + guides.paths,
        steps: main.steps + other.steps + guides.steps,
      });
      const failures = [...main.failures, ...other.failures, ...guides.failures];
      if (failures.length > 0)
        throw new Error(`${failures.length} paths failed\n\n${failures.slice(0, 5).join('\n\n')}`);
      const missing = goals.filter((goal) => !reached.has(goal) && !main.excused.has(goal));
      expect(missing, 'transitions that no path covers').toEqual([]);
      expect(
        [...lockouts].filter((edge) => !lockoutGoals.includes(edge)),
        'transitions nobody expects',
      ).toEqual([]);
      expect(main.excused.size, 'this channel can do everything').toBe(0);
      secretsOnDisk(world);
    });
  });
});

/** The e-CPS guide without a wallet and with one, each in a world of its own: its clock runs by days (X23). */
async function guidesOf(channel: ProvenChannel) {
  const walks = [
    { wallet: 'none', plan: guiding },
    { wallet: 'simulated', plan: following },
  ] as const;
  const each = await Promise.all(
    walks.map(({ wallet, plan }) =>
      inWorld(
        async (world) => {
          const walked = await walkAll({ channel, plan, tenant: demoGuide.id, ladder: 'cpms', world });
          secretsOnDisk(world);
          return walked;
        },
        { wallet },
      ),
    ),
  );
  return {
    reached: each.flatMap(({ reached }) => [...reached]),
    failures: each.flatMap(({ failures }) => failures),
    paths: each.reduce((sum, { paths }) => sum + paths, 0),
    steps: each.reduce((sum, { steps }) => sum + steps, 0),
  };
}

describe('the counters behind the questions', () => {
  it('lock out as they must and in no other way (X03, X04, K01-K03)', () => {
    expect([...lockoutEdges(demoInsurer('cpms')), ...sourceEdges(demoInsurer('cpms'))].sort()).toEqual(
      [...lockoutGoals].sort(),
    );
  });
});

/** P13: what a thief of the disk reads. */
function secretsOnDisk({ file, secrets }: World): void {
  const bytes = [file, `${file}-wal`].map((name) => readFileSync(name, 'latin1')).join('\n');
  const found = [...secrets].filter((secret) => secret.length >= 8 && bytes.includes(secret));
  expect(found, 'secrets in the store’s files').toEqual([]);
}

afterAll(() => {
  const order = channels.flatMap(({ driver }) => walked.get(driver.channel) ?? []);
  console.log(
    `\n${coverageTable(goals, order)}\n\nseed ${seed} (PROOF_SEED to change it)\n\n${requirementsCited()}\n`,
  );
});
