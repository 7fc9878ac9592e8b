import { getAdjacencyMap } from '@xstate/graph';
import { type AnyMachineSnapshot, type AnyStateMachine, type EventObject, transition } from 'xstate';
import type { Insurer } from '../../machines/domain/insurer.ts';
import { metaOf, stateName } from '../../machines/engine/view.ts';
import type { Flow, ShownContext } from '../../machines/flow.ts';
import type { ExpectedFlow } from './charts/expected-flow.ts';

/** One transition of one chart, as it is named in tables and failures. */
export interface Edge {
  readonly flow: string;
  readonly from: string;
  readonly label: string;
  readonly to: string;
  /** The refusal then shown, by its id. */
  readonly error?: string | undefined;
  readonly field?: string | undefined;
  /** Named actions: what is sent. */
  readonly effects?: readonly string[] | undefined;
}

export const begun = '(begun)';

export function edgeName({ flow, from, label, to, error, field, effects = [] }: Edge): string {
  const refusal = error ? ` !${error}${field ? `@${field}` : ''}` : '';
  return `${flow}: ${from} --${label}--> ${to}${refusal}${effects.map((effect) => ` +${effect}`).join('')}`;
}

/** What XState hands back that is not its own business. */
export const effectsOf = (actions: readonly { readonly type: string }[]): readonly string[] =>
  actions.filter(({ type }) => !type.startsWith('xstate.')).map(({ type }) => type);

export interface LabelledEvent {
  readonly label: string;
  readonly event: EventObject & Record<string, unknown>;
}

/** Every choice id of the product: a state is tried with all of them, so that it takes no more than it offers. */
const choices = [
  'back',
  'yes',
  'no',
  'refuse',
  'resend',
  'not-received',
  'address-wrong',
  'mail-code',
  'check-proof',
  'check-image',
  'check-wait',
  'front-door',
  'sign-in',
  'first-connection',
  'code-reset',
  'change-code',
  'sign-in-help',
  'letter-status',
  'nothing-of-the-kind',
];

/** The alphabet of a flow: everything that may happen to it, by label. */
export function alphabet(expected: ExpectedFlow, machine: AnyStateMachine): readonly LabelledEvent[] {
  const answers = Object.entries(expected.answers ?? {}).map(([variant, values]) => ({
    label: `answered ${variant}`,
    event: { type: 'ANSWERED', values },
  }));
  const chosen = choices.map((choice) => ({
    label: `chose ${choice}`,
    event: { type: `CHOSE.${choice}`, choice },
  }));
  const calls = Object.entries(expected.outcomes ?? {}).flatMap(([call, outcomes]) => [
    ...Object.entries(outcomes).map(([outcome, output]) => ({
      label: `${call}: ${outcome}`,
      event: { type: `xstate.done.actor.${call}`, output },
    })),
    { label: `${call} fails`, event: { type: `xstate.error.actor.${call}`, error: 'failed' } },
  ]);
  const timers = machine.events
    .filter((type: string) => type.startsWith('xstate.after.'))
    .map((type: string) => ({ label: `after ${type.split('.')[2]}`, event: { type } }));
  return [...answers, ...chosen, ...calls, ...timers];
}

export interface ChartModel {
  readonly edges: readonly Edge[];
  /** A sample snapshot of every state in which a person is waited for, or that ends the flow. */
  readonly states: ReadonlyMap<string, AnyMachineSnapshot>;
}

/** All that a chart can do, explored by `@xstate/graph` from each way of beginning it. */
export function chartModel(flow: Flow, expected: ExpectedFlow, insurer: Insurer): ChartModel {
  const machine = flow.machine as AnyStateMachine;
  const events = alphabet(expected, machine);
  const labels = new Map(events.map(({ label, event }) => [JSON.stringify(event), label]));
  const edges = new Map<string, Edge>();
  const states = new Map<string, AnyMachineSnapshot>();
  const keep = (edge: Edge) => edges.set(edgeName(edge), edge);
  for (const [name, { given = {} }] of Object.entries(expected.begun)) {
    const adjacency = getAdjacencyMap(machine, {
      input: flow.input ? flow.input(insurer, given) : given,
      events: (state: unknown) =>
        events.map(({ event }) => event).filter((event) => accepts(state as AnyMachineSnapshot, event)),
      serializeState: (state: unknown) => identity(state as AnyMachineSnapshot),
      limit: 200_000,
    } as never) as Record<
      string,
      { state: AnyMachineSnapshot; transitions: Record<string, { event: object; state: AnyMachineSnapshot }> }
    >;
    const all = Object.values(adjacency);
    keep({ flow: flow.id, from: begun, label: name, ...place(all[0]!.state) });
    for (const { state, transitions } of all) {
      const from = stateName(state.value);
      states.set(from, state);
      for (const { event, state: next } of Object.values(transitions)) {
        const [, actions] = transition(machine, state as never, event as never) as unknown as [
          unknown,
          { type: string }[],
        ];
        const label = labels.get(JSON.stringify(event))!;
        keep({ flow: flow.id, from, label, ...place(next), effects: effectsOf(actions) });
      }
    }
  }
  return { edges: [...edges.values()], states };
}

/** Value and context: what the future of a chart depends on. Stand-ins keep it finite. */
export const identity = (state: AnyMachineSnapshot): string => JSON.stringify([state.value, state.context]);

export const accepts = (state: AnyMachineSnapshot, event: EventObject): boolean =>
  state.status === 'active' && state.can(event as never);

/** Where a snapshot stands, with what is refused there. A refusal kept through a call is not shown yet. */
export function place(state: AnyMachineSnapshot): Pick<Edge, 'to' | 'error' | 'field'> {
  const { error } = state.context as ShownContext;
  const shown = metaOf(state) !== undefined && error !== undefined;
  return { to: stateName(state.value), ...(shown && { error: error.id, field: error.field }) };
}

/** The same from the expectation alone, never from the chart. */
export function expectedEdges(expected: ExpectedFlow): readonly string[] {
  const { id: flow } = expected;
  const first = Object.entries(expected.begun).map(
    ([name, { to }]) => `${flow}: ${begun} --${name}--> ${to}`,
  );
  const rest = Object.entries(expected.states).flatMap(([from, { on = {} }]) =>
    Object.entries(on).map(([label, to]) => `${flow}: ${from} --${label}--> ${to}`),
  );
  return [...first, ...rest];
}

/** What every state in which a person is waited for must offer (P09), and what time does to it (P10). */
export function expectedEverywhere({ id, states }: ExpectedFlow): readonly string[] {
  return Object.entries(states).flatMap(([state, { says, on }]) => {
    if (!says || !on) return [];
    const ways = ['person', 'start-over', 'stop', 'rest'].filter(
      (way) => id !== 'person' || way !== 'person',
    );
    return ways.map((way) => `${id}: ${state} --${way}`);
  });
}
