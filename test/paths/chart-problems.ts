import type { AnyMachineSnapshot } from 'xstate';
import type { Insurer } from '../../machines/domain/insurer.ts';
import { metaOf } from '../../machines/engine/offered.ts';
import type { Flow } from '../../machines/flow.ts';
import { type ExpectedFlow, type ExpectedState, type Given, offersOf } from './charts/expected-flow.ts';
import { type ChartModel, chartModel, edgeName, expectedEdges } from './model.ts';

/** In what a chart differs from what it must do, say, ask and offer: one line for each difference. */
export function chartProblems(flow: Flow, expected: ExpectedFlow, insurer: Insurer): readonly string[] {
  return problemsOf(chartModel(flow, expected, insurer), flow, expected);
}

/** Whether there is any such difference: an edge that nobody expects needs no look at the rest. */
export function hasProblems(flow: Flow, expected: ExpectedFlow, insurer: Insurer): boolean {
  const wanted = new Set(expectedEdges(expected));
  try {
    const model = chartModel(flow, expected, insurer, (edge) => {
      if (!wanted.has(edge)) throw new Unexpected(edge);
    });
    return problemsOf(model, flow, expected).length > 0;
  } catch (error) {
    if (error instanceof Unexpected) return true;
    throw error;
  }
}

class Unexpected extends Error {}

function problemsOf({ edges, states }: ChartModel, flow: Flow, expected: ExpectedFlow): readonly string[] {
  const made = new Set(edges.map(edgeName));
  const wanted = new Set(expectedEdges(expected));
  const names = new Set([...states.keys(), ...Object.keys(expected.states)]);
  return [
    ...[...wanted].filter((edge) => !made.has(edge)).map((edge) => `missing: ${edge}`),
    ...[...made].filter((edge) => !wanted.has(edge)).map((edge) => `unexpected: ${edge}`),
    ...[...names].flatMap((name) => {
      const samples = states.get(name);
      if (!samples) return [`${flow.id}: ${name} is never reached`];
      return samples.flatMap(({ state, given }) => {
        const is = JSON.stringify(shownAt(state));
        const must = JSON.stringify(wantedAt(expected.states[name], given));
        return is === must ? [] : [`${flow.id}: ${name} shows ${is}, must show ${must}`];
      });
    }),
  ];
}

const view = (
  says: readonly string[],
  asks: readonly string[],
  offers: readonly string[],
  rest: Pick<ExpectedState, 'outcome' | 'contacts' | 'reminds'>,
) => ({
  says,
  asks,
  offers,
  outcome: rest.outcome,
  contacts: rest.contacts,
  reminds: rest.reminds ?? [],
});

function shownAt(state: AnyMachineSnapshot) {
  const meta = metaOf(state);
  if (!meta) return undefined;
  const more = meta.choicesIn ? ((state.context as Record<string, unknown>)[meta.choicesIn] as string[]) : [];
  return view(meta.messages, meta.fields ?? [], [...(meta.choices ?? []), ...more], {
    ...(meta as ExpectedState),
    reminds: (meta.reminders ?? []).map(({ message }) => message),
  });
}

function wantedAt(state: ExpectedState | undefined, given: Given) {
  if (!state?.says) return undefined;
  return view(state.says, state.asks ?? [], offersOf(state, given), state);
}
