import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { demoInsurer } from '../support/insurer.ts';
import type { World } from '../support/world.ts';
import { lockoutEdges, sourceEdges } from './lockout-charts.ts';
import { byInsurer } from './plan.ts';
import { channels, inWorld, lockoutGoals, planFor, seed, walkAll, walkLockouts } from './proof.ts';
import { type Coverage, coverageTable, requirementsCited } from './table.ts';

const plan = planFor(demoInsurer('cpms'), 'cpms', seed);
/** ABELA's ladder has rungs of its own (K05-K08). */
const ladder = planFor(demoInsurer('abela'), 'abela', seed, byInsurer);
const goals = [...new Set([...plan.goals, ...ladder.goals, ...lockoutGoals])];
const walked = new Map<string, Coverage>();

describe.each(channels)('on $driver.channel', { concurrent: true, timeout: 600_000 }, (channel) => {
  const { driver } = channel;

  it('every path of every flow goes as its model says, and the properties hold in every state (P01-P06, P08-P11, P13, P15, P17)', async () => {
    await inWorld(async (world) => {
      const main = await walkAll({ channel, plan, tenant: 'cpms', ladder: 'cpms', world });
      const other = await walkAll({ channel, plan: ladder, tenant: 'abela', ladder: 'abela', world });
      const lockouts = await walkLockouts(world, driver, 'acs');
      const reached = new Set([...main.reached, ...other.reached, ...lockouts]);
      walked.set(driver.channel, {
        ...main,
        reached,
        paths: main.paths + other.paths,
        steps: main.steps + other.steps,
      });
      const failures = [...main.failures, ...other.failures];
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
