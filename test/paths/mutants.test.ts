import { afterEach, describe, expect, it } from 'vitest';
import type { Flow } from '../../machines/flow.ts';
import { flows } from '../../machines/flows/index.ts';
import type { Catalog } from '../../machines/messages/catalog.ts';
import { demoInsurer } from '../support/insurer.ts';
import { hasProblems } from './chart-problems.ts';
import { ladder } from './charts/help.ts';
import { expectedFlows } from './charts/index.ts';
import { mutantsOf } from './mutants.ts';
import { channels, inWorld, planFor, seed, walkAll } from './proof.ts';

/** A proof that lets a broken chart pass proves nothing: each of these must make it fail. */
const expected = expectedFlows('abela');
/** Orders of no insurer of the demo: each question is the first once, and once is not. */
const otherOrders = [
  ['six-digits', 'typed-right'],
  ['nir-right', 'change-confirmed'],
] as const;
const worlds = [
  { insurer: demoInsurer('abela'), expected },
  { insurer: demoInsurer('cpms'), expected: expectedFlows('cpms') },
  ...otherOrders.map((order) => ({
    insurer: { ...demoInsurer('cpms'), helpLadder: [...order] },
    expected: new Map([['sign-in-help', ladder(order)]]),
  })),
];
/** The same chart thrice over: one of them is enough here. */
const alike = ['current-code', 'mail-code-question', 'letter-proof'];
/** Not broken at all: the guided scan begins again at the very step that it comes back to. */
const same = /^ecps-card: scanning\.trouble onDone, branch 0 /;
const broken = flows
  .filter(({ id }) => expected.has(id) && !alike.includes(id))
  .map((flow) => ({ id: flow.id, whole: flow, mutants: mutantsOf(flow) }));

describe('a guard broken, an exit removed, a message swapped', () => {
  it.each(broken)(
    'is found in $id, wherever it is (P01, P02, P09, P15)',
    { timeout: 900_000 },
    ({ id, whole, mutants }) => {
      const found = (flow: Flow) =>
        worlds.some(
          ({ insurer, expected }) =>
            expected.has(id) && fails(() => hasProblems(flow, expected.get(id)!, insurer)),
        );
      expect(found(whole), 'the whole chart').toBe(false);
      expect(mutants.length).toBeGreaterThan(0);
      const survive = mutants.filter(({ what, flow }) => !same.test(what) && !found(flow));
      expect(survive.map(({ what }) => what)).toEqual([]);
    },
  );
});

function fails(find: () => boolean): boolean {
  try {
    return find();
  } catch {
    return true;
  }
}

describe('what charts do not hold', () => {
  const whole = new Map(flows.map((flow) => [flow, { ...flow }]));
  afterEach(() => {
    for (const [flow, parts] of whole) Object.assign(flow, parts);
  });

  it('two texts swapped are found by whoever reads the page', { timeout: 120_000 }, async () => {
    const flow = flows.find(({ id }) => id === 'sign-in-help')!;
    const messages = flow.messages as Catalog;
    const { 'sign-in-help.six-digits': six, 'sign-in-help.change-confirmed': confirmed } = messages;
    Object.assign(flow, {
      messages: { ...messages, 'sign-in-help.six-digits': confirmed, 'sign-in-help.change-confirmed': six },
    });
    const plan = planFor(demoInsurer('abela'), 'abela', seed, { only: ['sign-in-help'] });
    const { failures } = await inWorld((world) =>
      walkAll({ channel: channels.at(-1)!, plan, tenant: 'abela', ladder: 'abela', world }),
    );
    expect(failures.join('\n')).toContain('« sign-in-help.change-confirmed » is not said');
  });
});
