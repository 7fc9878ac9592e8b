import { type AdjacencyMap, getAdjacencyMap } from '@xstate/graph';
import type { AnyMachineSnapshot, AnyStateMachine, EventObject } from 'xstate';
import type { Insurer } from '../../machines/domain/insurer.ts';
import { metaOf } from '../../machines/engine/offered.ts';
import { after } from '../../machines/engine/pure.ts';
import { stateName } from '../../machines/engine/view.ts';
import type { Flow, ShownContext } from '../../machines/flow.ts';
import { flows } from '../../machines/flows/index.ts';
import type { ExpectedFlow, Given } from './charts/expected-flow.ts';

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

const flowIds = new Set(flows.map(({ id }) => id));

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

/** What the charts name, every flow, and what nobody offers. */
const choicesAnywhere: readonly string[] = [
  ...flows.flatMap(({ machine }) => (machine as AnyStateMachine).events.flatMap(choiceNamed)),
  ...flowIds,
  'nothing-of-the-kind',
];

function choiceNamed(type: string): readonly string[] {
  return type.startsWith('CHOSE.') && type !== 'CHOSE.*' ? [type.slice('CHOSE.'.length)] : [];
}

/** A state is tried with every choice of the product and all that its own chart is expected to take, so that it takes no more. */
function choicesFor({ states }: ExpectedFlow): ReadonlySet<string> {
  const expected = Object.values(states).flatMap(({ on = {} }) => Object.keys(on));
  const chosen = expected.flatMap((label) =>
    label.startsWith('chose ') ? [label.slice('chose '.length)] : [],
  );
  return new Set([...choicesAnywhere, ...chosen]);
}

/** The alphabet of a flow: everything that may happen to it, by label. */
export function alphabet(expected: ExpectedFlow, machine: AnyStateMachine): readonly LabelledEvent[] {
  const answers = Object.entries(expected.answers ?? {}).map(([variant, values]) => ({
    label: `answered ${variant}`,
    event: { type: 'ANSWERED', values },
  }));
  const chosen = [...choicesFor(expected)].map((choice) => ({
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
  const heard = Object.entries(expected.events ?? {}).map(([name, event]) => ({
    label: `heard ${name}`,
    event,
  }));
  return [...answers, ...chosen, ...calls, ...timers, ...heard];
}

/** What a chart shows in a state in which a person is waited for, or that ends the flow; by how it was begun. */
interface Sample {
  readonly state: AnyMachineSnapshot;
  readonly given: Given;
}

export interface ChartModel {
  readonly edges: readonly Edge[];
  /** By the name of the state: one sample for each way of beginning that leads there. */
  readonly states: ReadonlyMap<string, readonly Sample[]>;
}

/**
 * All that a chart can do, explored by `@xstate/graph` from each way of beginning it. `told` hears of each edge when
 * it is first found, and may end the exploration by throwing.
 */
export function chartModel(
  flow: Flow,
  expected: ExpectedFlow,
  insurer: Insurer,
  told: (edge: string) => void = () => undefined,
): ChartModel {
  const machine = flow.machine as AnyStateMachine;
  const events = alphabet(expected, machine).filter(({ event }) => known(machine, event));
  const byText = new Map(events.map(({ label, event }) => [JSON.stringify(event), label]));
  const labels = new Map<object, string>(
    events.map(({ event }) => [event, byText.get(JSON.stringify(event))!]),
  );
  const edges = new Map<string, Edge>();
  const states = new Map<string, Sample[]>();
  const keep = (edge: Edge) => {
    const name = edgeName(edge);
    if (edges.has(name)) return;
    edges.set(name, edge);
    told(name);
  };
  const logic = {
    getInitialSnapshot: machine.getInitialSnapshot.bind(machine),
    transition(state: AnyMachineSnapshot, event: EventObject) {
      const [next, actions] = after(machine, state, event);
      const label = labels.get(event)!;
      keep({
        flow: flow.id,
        from: stateName(state.value),
        label,
        ...place(next),
        effects: effectsOf(actions),
      });
      return next;
    },
  };
  const heard = new Map<string, readonly LabelledEvent[]>();
  const heardAt = (state: AnyMachineSnapshot): readonly LabelledEvent[] => {
    const name = stateName(state.value);
    const list = heard.get(name) ?? events.filter(({ event }) => hears(state, event));
    heard.set(name, list);
    return list;
  };
  for (const [name, { given = {} }] of Object.entries(expected.begun)) {
    const adjacency: AdjacencyMap<AnyMachineSnapshot, EventObject> = getAdjacencyMap(
      logic as never,
      {
        input: flow.input ? flow.input(insurer, given) : given,
        events: (state: AnyMachineSnapshot) => met(expected, state, heardAt(state)).map(({ event }) => event),
        serializeState: identity,
        limit: 200_000,
      } as never,
    );
    const all = Object.values(adjacency);
    keep({ flow: flow.id, from: begun, label: name, ...place(all[0]!.state) });
    for (const { state } of all) {
      const from = stateName(state.value);
      states.set(from, [...(states.get(from) ?? []).filter((one) => one.given !== given), { state, given }]);
    }
  }
  return { edges: [...edges.values()], states };
}

/**
 * The events the engine can bring to a chart in this state. While a service is asked nothing else is heard; a
 * form is answered with its own fields; and what a sub-flow comes back with, the state names.
 */
function met(expected: ExpectedFlow, state: AnyMachineSnapshot, events: readonly LabelledEvent[]) {
  const asked = metaOf(state)?.fields as readonly string[] | undefined;
  const calls = state._nodes.flatMap(({ invoke }) => invoke);
  const flowCalls = calls.filter(({ src }) => flowIds.has(String(src))).map(({ id }) => id);
  const on = expected.states[stateName(state.value)]?.on;
  return events.filter(({ event, label }) => {
    const answered = Object.keys((event.values as object | undefined) ?? {});
    if (asked && answered.some((name) => !asked.includes(name))) return false;
    const [, how, of] = /^xstate\.(done|error)\.actor\.(.+)$/.exec(event.type) ?? [];
    if (of === undefined && calls.length > flowCalls.length) return false;
    if (of !== undefined && flowCalls.includes(of) && (how === 'error' || !on?.[label])) return false;
    return accepts(state, event);
  });
}

/** What the chart has a word for at all. */
const known = ({ events }: AnyStateMachine, event: EventObject): boolean =>
  events.some((descriptor: string) => describes(descriptor, event));

/** What the state has a word for, whatever its guards say. */
const hears = ({ _nodes }: AnyMachineSnapshot, event: EventObject): boolean =>
  _nodes.some(({ transitions }) =>
    [...transitions.keys()].some((descriptor) => describes(descriptor, event)),
  );

const describes = (descriptor: string, { type }: EventObject): boolean =>
  descriptor === type || (descriptor.endsWith('*') && type.startsWith(descriptor.slice(0, -1)));

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
    Object.entries(on).flatMap(([label, to]) =>
      [to].flat().map((target) => `${flow}: ${from} --${label}--> ${target}`),
    ),
  );
  return [...first, ...rest];
}

/** What every state in which a person is waited for must offer (P09), and what time does to it (P10). */
export function expectedEverywhere({ id, states }: ExpectedFlow, { kind }: Insurer): readonly string[] {
  return Object.entries(states).flatMap(([state, { says, on }]) => {
    if (!says || !on) return [];
    // Asked for wherever it is not the chart's own (P09): from any question, and back to it.
    const ways = ['person', 'information', 'start-over', 'stop', 'rest'].filter(
      (way) => id !== way && !on[`chose ${way}`] && !(kind === 'guide' && way === 'information'),
    );
    return ways.map((way) => `${id}: ${state} --${way}`);
  });
}
