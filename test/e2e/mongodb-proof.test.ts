import { afterAll, describe, test, vi } from 'vitest';
import {
  channels,
  drawPlans,
  expectProven,
  halfOf,
  type ProvenChannel,
  secretsOnDisk,
  seed,
  together,
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

const isChat = ({ driver }: ProvenChannel) => ['bot-framework', 'direct-line'].includes(driver.channel);
/** The two chat protocols are one bot, and neither meets the store: each takes every other path. */
const columns: readonly { readonly name: string; walk(): Promise<Walked> }[] = [
  ...channels
    .filter((channel) => !isChat(channel))
    .map((channel) => ({
      name: channel.driver.channel,
      walk: () => walkPlans(channel, plans, secretsOnDisk),
    })),
  {
    name: 'chat',
    walk: async () => {
      const halves = channels
        .filter(isChat)
        .map((channel, which) => walkPlans(channel, halfOf(plans, which === 0 ? 0 : 1), secretsOnDisk));
      return together('chat', await Promise.all(halves));
    },
  },
];

suite('the proof on MongoDB', { missing: server.reason }, () => {
  describe.each(columns)('on $name', { concurrent: true, timeout: 1_200_000 }, ({ name, walk }) => {
    test('every path of every flow goes as it does on SQLite and covers the same transitions; no secret is in the database (P13)', async () => {
      const all = await walk();
      walked.set(name, all);
      expectProven(all, plans);
    });
  });
});

afterAll(() => {
  const order = columns.flatMap(({ name }) => walked.get(name) ?? []);
  if (order.length > 0) console.log(`\non MongoDB\n${coverageTable(plans.goals, order)}\n\nseed ${seed}\n`);
});
