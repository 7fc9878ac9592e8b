/**
 * XState's `transition()` and `initialTransition()`, and `resolveState()`, without what they cost. Each of the
 * first two makes a throw-away actor, which computes the chart's initial state once more; with the rebuilding
 * of snapshots that was more than a third of a turn. One idle actor serves every call here: nothing is ever
 * started on it, because `defer` drops what XState would run. A test compares the results with XState's own.
 */
import {
  type AnyActorScope,
  type AnyEventObject,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  createEmptyActor,
} from 'xstate';

const idle = createEmptyActor();
const ignore = () => undefined;

/** An action as XState hands it to whoever would execute it. */
export interface XStateAction {
  readonly type: string;
  readonly params?: Record<string, unknown>;
}

export type Transitioned = readonly [snapshot: AnyMachineSnapshot, actions: readonly XStateAction[]];

function collecting(actions: XStateAction[]): AnyActorScope {
  return {
    self: idle,
    system: idle.system,
    id: '',
    sessionId: '',
    logger: ignore,
    defer: ignore,
    emit: ignore,
    stopChild: ignore,
    actionExecutor: (action) => actions.push(action as XStateAction),
  };
}

export function initially(machine: AnyStateMachine, input: unknown): Transitioned {
  const actions: XStateAction[] = [];
  return [machine.getInitialSnapshot(collecting(actions), input), actions];
}

export function after(
  machine: AnyStateMachine,
  before: AnyMachineSnapshot,
  event: AnyEventObject,
): Transitioned {
  const actions: XStateAction[] = [];
  return [machine.transition(before, event, collecting(actions)), actions];
}

const resolved = new WeakMap<AnyStateMachine, Map<string, AnyMachineSnapshot>>();

/** The snapshot of a stored value and context. Everything but the context is the same each time, and kept. */
export function snapshotAt(
  machine: AnyStateMachine,
  value: unknown,
  context: Readonly<Record<string, unknown>>,
): AnyMachineSnapshot {
  return { ...stateAt(machine, value), context } as AnyMachineSnapshot;
}

function stateAt(machine: AnyStateMachine, value: unknown): AnyMachineSnapshot {
  const key = typeof value === 'string' ? value : JSON.stringify(value);
  const states = resolved.get(machine) ?? new Map<string, AnyMachineSnapshot>();
  const known = states.get(key);
  if (known) return known;
  const state = machine.resolveState({ value: value as never, context: {}, status: 'active' });
  resolved.set(machine, states.set(key, state));
  return state;
}
