/**
 * The moves of charts, each made once in a process: plans meet the same state of a chart in thousands of moments.
 * What may follow depends on value and context alone.
 */
import type { AnyMachineSnapshot, AnyStateMachine, EventObject } from 'xstate';
import { after, type Transitioned } from '../../machines/engine/pure.ts';
import { accepts, identity } from './model.ts';

interface State {
  readonly id: number;
  /** Without the actors XState hangs on a snapshot: many are remembered. */
  readonly bare: AnyMachineSnapshot;
  readonly taken: Map<string, boolean>;
  readonly moves: Map<string, Transitioned>;
}

const charts = new WeakMap<AnyStateMachine, Map<string, State>>();
const known = new WeakMap<AnyMachineSnapshot, State>();
let count = 0;

function stateOf(snapshot: AnyMachineSnapshot): State {
  const found = known.get(snapshot);
  if (found) return found;
  const { machine, value, context, status } = snapshot;
  const states = charts.get(machine) ?? new Map<string, State>();
  charts.set(machine, states);
  const key = identity(snapshot);
  const state = states.get(key) ?? {
    id: ++count,
    bare: machine.resolveState({ value, context, status }),
    taken: new Map(),
    moves: new Map(),
  };
  states.set(key, state);
  known.set(snapshot, state);
  known.set(state.bare, state);
  return state;
}

function once<T>(results: Map<string, T>, given: unknown, make: () => T): T {
  const key = JSON.stringify(given);
  const found = results.get(key);
  if (found !== undefined) return found;
  const result = make();
  results.set(key, result);
  return result;
}

export const move = (snapshot: AnyMachineSnapshot, event: EventObject): Transitioned =>
  once(stateOf(snapshot).moves, event, () => after(snapshot.machine, snapshot, event));

/** As `accepts`. */
export const takes = (snapshot: AnyMachineSnapshot, event: EventObject): boolean =>
  once(stateOf(snapshot).taken, event, () => accepts(snapshot, event));

export const bare = (snapshot: AnyMachineSnapshot): AnyMachineSnapshot => stateOf(snapshot).bare;

/** The same for two snapshots of a chart from which the same may follow. */
export const idOf = (snapshot: AnyMachineSnapshot): number => stateOf(snapshot).id;
