import { describe, expect, it } from 'vitest';
import { type AnyEventObject, type AnyMachineSnapshot, initialTransition, transition } from 'xstate';
import { after, initially, snapshotAt, type XStateAction } from '../../machines/engine/pure.ts';
import type { Flow } from '../../machines/flow.ts';
import { flows } from '../../machines/flows/index.ts';
import { demoInsurer } from '../support/insurer.ts';

/** What the engine reads of an action: a spawned child is an object of XState's own, different each time. */
const plain = (actions: readonly unknown[]) =>
  (actions as readonly XStateAction[]).map(({ type, params }) => {
    const { actorRef: _ref, ...rest } = params ?? {};
    return { type, params: rest };
  });
const shown = ({ value, context, status, output }: AnyMachineSnapshot) => ({
  value,
  context,
  status,
  output,
});

const insurer = demoInsurer('cpms');
const values = { nir: '184061305501228', code: '274931', currentCode: '274931', acceptTerms: true };
const outputs = [
  { accepted: { member: 'm', epoch: 1, standing: 'ready' } },
  { refused: { id: 'wrong-credentials' } },
  { set: true },
  { standing: 'open', newBrowser: true },
  { found: true, late: true, requestedAt: 1, expectedBy: 2 },
  { next: 'sign-in' },
];

/** Every event a state has a transition for, with payloads that lead to different ones. */
function eventsOf(snapshot: AnyMachineSnapshot): AnyEventObject[] {
  const types = snapshot._nodes.flatMap((node) => [...node.transitions.keys()]);
  return types.flatMap((type): AnyEventObject[] => {
    if (type === '') return [];
    if (type === 'CHOSE.*') return [{ type: 'CHOSE.sign-in', choice: 'sign-in' }];
    if (type.startsWith('CHOSE.')) return [{ type, choice: type.slice(6) }];
    if (type === 'ANSWERED')
      return [
        { type, values: {} },
        { type, values },
      ];
    if (type === 'ATTEMPTED') return [true, false].map((checked) => ({ type, id: 'a', at: 5, checked }));
    if (type.startsWith('xstate.done.actor')) return outputs.map((output) => ({ type, output }));
    return [{ type, id: 'a' }];
  });
}

function inputsOf({ input, id }: Flow): unknown[] {
  if (id === 'lockout') return [{ policy: insurer.policies.lockout }];
  if (id === 'source') return [{ policy: insurer.policies.source }];
  const right = { kind: 'link', member: 'm', tokenDigest: 'd' };
  const given = {
    right,
    problems: ['app-problem'],
    restart: true,
    connected: false,
    card: '',
    activation: 'a',
  };
  return [input ? input(insurer, given) : given];
}

describe('transitions without throw-away actors', () => {
  it.each(flows.map((flow) => [flow.id, flow] as const))('are those of XState in %s', (_id, flow) => {
    const seen = new Set<string>();
    const queue: AnyMachineSnapshot[] = [];
    const visit = (snapshot: AnyMachineSnapshot) => {
      const key = JSON.stringify(shown(snapshot));
      if (snapshot.status !== 'active' || seen.has(key) || seen.size > 200) return;
      seen.add(key);
      queue.push(snapshot);
    };
    for (const input of inputsOf(flow)) {
      const [theirs, theirActions] = initialTransition(flow.machine, input as never);
      const [ours, ourActions] = initially(flow.machine, input);
      expect(shown(ours)).toEqual(shown(theirs));
      expect(plain(ourActions)).toEqual(plain(theirActions));
      visit(ours);
    }
    for (let before = queue.shift(); before; before = queue.shift()) {
      const context = before.context as Record<string, unknown>;
      const rebuilt = snapshotAt(flow.machine, before.value, context);
      const theirRebuilt = flow.machine.resolveState({
        value: before.value as never,
        context,
        status: 'active',
      });
      for (const event of eventsOf(before)) {
        const [theirs, theirActions] = transition(flow.machine, theirRebuilt as never, event as never);
        const [ours, ourActions] = after(flow.machine, rebuilt, event);
        expect(rebuilt.can(event)).toBe(theirRebuilt.can(event));
        expect(shown(ours)).toEqual(shown(theirs as AnyMachineSnapshot));
        expect(plain(ourActions)).toEqual(plain(theirActions));
        visit(ours);
      }
    }
    expect(seen.size).toBeGreaterThan(0);
  });
});
