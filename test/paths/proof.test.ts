import { afterAll, describe, expect, it } from 'vitest';
import { demoInsurer } from '../support/insurer.ts';
import { lockoutEdges, sourceEdges } from './lockout-charts.ts';
import {
  channels,
  drawPlans,
  expectProven,
  lockoutGoals,
  secretsOnDisk,
  seed,
  type Walked,
  walkPlans,
} from './proof.ts';
import { coverageTable, requirementsCited } from './table.ts';

const plans = drawPlans();
const walked = new Map<string, Walked>();

describe.each(channels)('on $driver.channel', { concurrent: true, timeout: 1_200_000 }, (channel) => {
  it('every path of every flow goes as its model says, and the properties hold in every state (P01-P06, P08-P11, P13, P15-P17, E01-E03, E10-E20, E30-E41, E50-E56, E60-E65)', async () => {
    const all = await walkPlans(channel, plans, secretsOnDisk);
    walked.set(channel.driver.channel, all);
    expectProven(all, plans);
    expect(all.excused.size, 'this channel can do everything').toBe(0);
  });
});

describe('the counters behind the questions', () => {
  it('lock out as they must and in no other way (X03, X04, K01-K03)', () => {
    expect([...lockoutEdges(demoInsurer('cpms')), ...sourceEdges(demoInsurer('cpms'))].sort()).toEqual(
      [...lockoutGoals].sort(),
    );
  });
});

afterAll(() => {
  const order = channels.flatMap(({ driver }) => walked.get(driver.channel) ?? []);
  console.log(
    `\n${coverageTable(plans.goals, order)}\n\nseed ${seed} (PROOF_SEED to change it)\n\n${requirementsCited()}\n`,
  );
});
