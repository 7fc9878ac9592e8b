import { describe, expect, it } from 'vitest';
import { metaOf } from '../../machines/engine/view.ts';
import { flows } from '../../machines/flows/index.ts';
import { demoInsurer } from '../support/insurer.ts';
import { expectedFlows } from './charts/index.ts';
import { chartModel, edgeName, expectedEdges } from './model.ts';

/** Shown to nobody: proven in lockouts.test.ts. The e-CPS charts: proven in test/flows/ecps*.test.ts. */
const unseen = ['lockout', 'source', 'ecps', 'ecps-card', 'ecps-mail', 'ecps-password', 'ecps-trouble'];

describe.each(['cpms', 'abela'] as const)('every chart as it is explored, with the data of %s', (tenant) => {
  const expected = expectedFlows(tenant);

  it('is expected (X, P09: no flow goes without proof)', () => {
    const ids = flows.map(({ id }) => id).filter((id) => !unseen.includes(id));
    expect([...expected.keys()].sort()).toEqual(ids.sort());
  });

  it.each(flows.filter(({ id }) => expected.has(id)))('$id does exactly what the requirements say (L, R, F, K, T, X)', (flow) => {
    const wanted = expected.get(flow.id)!;
    const { edges } = chartModel(flow, wanted, demoInsurer(tenant));
    expect(edges.map(edgeName).sort()).toEqual([...expectedEdges(wanted)].sort());
  });

  it.each(flows.filter(({ id }) => expected.has(id)))('$id says, asks and offers in each state what it must (P09, P15)', (flow) => {
    const wanted = expected.get(flow.id)!;
    const { states } = chartModel(flow, wanted, demoInsurer(tenant));
    const shown = [...states].map(([name, state]) => {
      const view = metaOf(state);
      if (!view) return [name, undefined];
      const context = state.context as Record<string, unknown>;
      const more = view.choicesIn ? (context[view.choicesIn] as string[]) : [];
      return [
        name,
        {
          says: view.messages,
          asks: view.fields ?? [],
          offers: [...(view.choices ?? []), ...more],
          outcome: view.outcome,
          contacts: view.contacts,
        },
      ];
    });
    const should = Object.entries(wanted.states).map(([name, { says, asks = [], offers = [], outcome, contacts }]) => [
      name,
      says ? { says, asks, offers, outcome, contacts } : undefined,
    ]);
    const sorted = (list: unknown[][]) => Object.fromEntries(list.filter(([, view]) => view !== undefined) as never);
    expect(sorted(shown)).toEqual(sorted(should));
  });

  it('takes every choice it offers and no other (P09)', () => {
    for (const { id, states } of expected.values())
      for (const [name, { says, offers = [], on = {} }] of Object.entries(states)) {
        if (!says) continue;
        const taken = Object.keys(on).flatMap((label) => (label.startsWith('chose ') ? [label.slice(6)] : []));
        expect([id, name, [...offers].sort()]).toEqual([id, name, taken.sort()]);
      }
  });
});
