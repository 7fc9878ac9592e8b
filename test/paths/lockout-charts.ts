import { getAdjacencyMap } from '@xstate/graph';
import type { AnyMachineSnapshot, AnyStateMachine } from 'xstate';
import type { Insurer } from '../../machines/domain/insurer.ts';
import { stateName } from '../../machines/engine/view.ts';
import { lockoutChart } from '../../machines/flows/lockout/nir.ts';
import { sourceChart } from '../../machines/flows/lockout/source.ts';
import type { Made } from '../support/world.ts';
import { accepts, begun, type Edge, edgeName } from './model.ts';

/** X03, X04, K01-K03, P03, by hand. Counted before verified; a success takes its own count back. */
export const expectedLockout: readonly string[] = [
  `lockout: ${begun} --plain--> open`,
  'lockout: open --attempted--> open',
  'lockout: open --attempted--> human-check',
  'lockout: open --attempted--> cooling-down',
  'lockout: open --attempted--> blocked',
  'lockout: open --succeeded--> open',
  'lockout: open --reset--> open',
  'lockout: human-check --attempted, checked--> human-check',
  // After the wait of the 25th failure in a day, with few of them in a row.
  'lockout: human-check --attempted, checked--> open',
  'lockout: human-check --attempted, checked--> cooling-down',
  'lockout: human-check --attempted, checked--> blocked',
  'lockout: human-check --succeeded--> open',
  'lockout: human-check --reset--> open',
  'lockout: cooling-down --after wait--> human-check',
  'lockout: cooling-down --succeeded--> open',
  'lockout: cooling-down --reset--> open',
  'lockout: blocked --succeeded--> open',
  'lockout: blocked --reset--> open',
];

/** X04 per source: check after 20 in ten minutes, refused after 200 in a day, cleared by time only. */
export const expectedSource: readonly string[] = [
  `source: ${begun} --plain--> open`,
  'source: open --attempted--> open',
  'source: open --attempted--> human-check',
  'source: open --attempted--> refused',
  'source: open --succeeded--> open',
  'source: human-check --attempted, checked--> human-check',
  'source: human-check --attempted, checked--> refused',
  'source: human-check --succeeded--> open',
  'source: human-check --succeeded--> human-check',
  'source: human-check --after untilFree--> open',
  'source: refused --after untilFree--> open',
  'source: refused --succeeded--> open',
  'source: refused --succeeded--> human-check',
];

const MINUTE = 60_000;

/** With fewer failures and coarser time: the shape is the same, and it ends. */
export function lockoutEdges(insurer: Insurer): readonly string[] {
  const { waitsMs } = insurer.policies.lockout;
  const policy = {
    ...insurer.policies.lockout,
    checkAfterFailures: 3,
    waitsMs: { 4: Object.values(waitsMs)[0] },
    blockAfterInRow: 5,
    blockAfterSinceReset: 7,
    windowMax: 5,
  };
  return explore('lockout', lockoutChart, policy, [0, 1500 * MINUTE]);
}

export function sourceEdges(insurer: Insurer): readonly string[] {
  const policy = { ...insurer.policies.source, checkAfterFailures: 2, refuseAfterFailures: 4 };
  return explore('source', sourceChart, policy, [0, 11 * MINUTE]);
}

interface Counts {
  readonly recent: readonly { readonly id: string; readonly at: number }[];
  readonly sinceReset?: number;
  readonly at?: number;
}

function explore(flow: string, chart: unknown, policy: object, later: readonly number[]): readonly string[] {
  const machine = chart as AnyStateMachine;
  const events = (state: AnyMachineSnapshot) => {
    const { recent, sinceReset, at = 0 } = state.context as Counts;
    const last = recent.at(-1);
    const now = Math.max(last?.at ?? 0, at);
    // A timer that is due is heard before anything else: time passes only where none is set.
    const waits = machine.events.some(
      (type: string) => accepts(state, { type }) && type.startsWith('xstate.after.'),
    );
    const steps = waits ? [0] : later;
    const id = `${recent.length}.${sinceReset ?? 0}.${last?.id.length ?? 0}`;
    const timers = machine.events
      .filter((type: string) => type.startsWith('xstate.after.'))
      .map((type: string) => ({ type }));
    return [
      ...steps.flatMap((ms) =>
        [true, false].map((checked) => ({
          type: 'ATTEMPTED',
          id,
          at: Math.min(now + ms, 3 * later.at(-1)!),
          checked,
        })),
      ),
      ...(last ? [{ type: 'SUCCEEDED', id: last.id }] : []),
      { type: 'RESET' },
      ...timers,
    ].filter((event) => accepts(state, event));
  };
  const adjacency = getAdjacencyMap(machine, {
    input: { policy },
    events,
    serializeState: (state: AnyMachineSnapshot) => {
      const { recent, ...rest } = state.context as Counts;
      return JSON.stringify([state.value, rest, recent.map(({ at }) => at)]);
    },
    limit: 500_000,
  } as never) as Record<
    string,
    { state: AnyMachineSnapshot; transitions: Record<string, { event: never; state: AnyMachineSnapshot }> }
  >;
  const all = Object.values(adjacency);
  const names = new Set([`${flow}: ${begun} --plain--> ${stateName(all[0]!.state.value)}`]);
  for (const { state, transitions } of all)
    for (const { event, state: next } of Object.values(transitions))
      names.add(lockoutEdge({ flow, from: state, event, to: next }));
  return [...names];
}

/** A transition of a lockout by its name: whether a check was shown matters only where one is asked. */
export function lockoutEdge({ flow, from, event, to }: Made): string {
  const at = from ? stateName(from.value) : begun;
  const { type, checked } = event as { type: string; checked?: boolean };
  const label = !from
    ? 'plain'
    : type.startsWith('xstate.after.')
      ? `after ${type.split('.')[2]}`
      : `${type.toLowerCase()}${at === 'human-check' && checked ? ', checked' : ''}`;
  const edge: Edge = { flow, from: at, label, to: stateName(to.value) };
  return edgeName(edge);
}
