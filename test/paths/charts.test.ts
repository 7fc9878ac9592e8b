import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AnyStateNode } from 'xstate';
import type { StateMeta } from '../../machines/flow.ts';
import { flows } from '../../machines/flows/index.ts';
import { demoInsurer } from '../support/insurer.ts';
import { chartProblems } from './chart-problems.ts';
import { offersOf } from './charts/expected-flow.ts';
import { expectedFlows } from './charts/index.ts';
import { chartModel } from './model.ts';

/** Flows without expectations here, each with where its transitions are proven instead. */
const elsewhere: Readonly<Record<string, string>> = {
  lockout: 'paths/proof.test.ts',
  source: 'paths/proof.test.ts',
};

const tenants = ['cpms', 'abela'] as const;

it('no chart has a state that nobody gets to, with the data of one insurer or the other (P09)', () => {
  const reached = new Set<string>();
  const written = new Set<string>();
  for (const tenant of tenants)
    for (const [id, expected] of expectedFlows(tenant)) {
      const flow = flows.find((one) => one.id === id)!;
      const { edges } = chartModel(flow, expected, demoInsurer(tenant));
      for (const { from, to } of edges) for (const state of [from, to]) reached.add(`${id}: ${state}`);
      for (const state of shownIn(flow.machine.root)) written.add(`${id}: ${state}`);
    }
  expect([...written].filter((state) => !reached.has(state))).toEqual([]);
  expect(written.size).toBeGreaterThan(80);
});

/** Names of the states in which somebody stands. */
function shownIn(node: AnyStateNode): readonly string[] {
  const inner = Object.values(node.states) as AnyStateNode[];
  if (inner.length > 0) return inner.flatMap(shownIn);
  return (node.meta as Partial<StateMeta> | undefined)?.view ? [node.path.join('.')] : [];
}

describe.each(tenants)('every chart as it is explored, with the data of %s', (tenant) => {
  const expected = expectedFlows(tenant);

  it('is expected: no flow goes without proof (P09)', () => {
    const ids = flows.map(({ id }) => id).filter((id) => elsewhere[id] === undefined);
    expect([...expected.keys()].sort()).toEqual(ids.sort());
    for (const file of Object.values(elsewhere))
      expect(existsSync(join(import.meta.dirname, '..', file)), file).toBe(true);
  });

  it.each(flows.filter(({ id }) => expected.has(id)))(
    '$id does, says, asks and offers exactly what the requirements say (L04, L08, R01, R03, F03-F10, K01-K09, T01, T05, X14, E01-E03, E10-E20, E30-E41, E50-E56, E60-E65, P09, P10, P15, P16)',
    (flow) => {
      expect(chartProblems(flow, expected.get(flow.id)!, demoInsurer(tenant))).toEqual([]);
    },
  );

  it('takes every choice it offers and no other (P09)', () => {
    for (const { id, begun, states } of expected.values())
      for (const [name, state] of Object.entries(states)) {
        const { says, on = {} } = state;
        if (!says) continue;
        const offers = new Set(Object.values(begun).flatMap(({ given }) => offersOf(state, given)));
        const taken = Object.keys(on).flatMap((label) =>
          label.startsWith('chose ') ? [label.slice(6)] : [],
        );
        expect([id, name, [...offers].sort()]).toEqual([id, name, taken.sort()]);
      }
  });
});
