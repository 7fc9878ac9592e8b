import { afterAll, describe, test, vi } from 'vitest';
import {
  channels,
  drawPlans,
  expectProven,
  secretsOnDisk,
  seed,
  type Walked,
  walkPlans,
} from '../paths/proof.ts';
import { coverageTable } from '../paths/table.ts';
import { server } from '../support/mongo-instead.ts';
import { suite } from '../support/mongo-suite.ts';

vi.mock('../../adapters/sqlite/index.ts', () => import('../support/mongo-instead.ts'));
vi.mock('../paths/stored-bytes.ts', () => import('../support/mongo-instead.ts'));
afterAll(() => server.stop());

const plans = drawPlans();
const walked = new Map<string, Walked>();

suite('the proof on MongoDB', { missing: server.reason }, () => {
  describe.each(channels)('on $driver.channel', { concurrent: true, timeout: 1_200_000 }, (channel) => {
    test('every path of every flow goes as it does on SQLite and covers the same transitions; no secret is in the database (P13)', async () => {
      const all = await walkPlans(channel, plans, secretsOnDisk);
      walked.set(channel.driver.channel, all);
      expectProven(all, plans);
    });
  });
});

afterAll(() => {
  const order = channels.flatMap(({ driver }) => walked.get(driver.channel) ?? []);
  if (order.length > 0) console.log(`\non MongoDB\n${coverageTable(plans.goals, order)}\n\nseed ${seed}\n`);
});
