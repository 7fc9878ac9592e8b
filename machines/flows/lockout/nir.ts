import { assign, setup } from 'xstate';
import type { Policies } from '../../domain/policies.ts';

/** X04 as data, and the same shape for short codes (X11). Durations in ms. */
export type LockoutPolicy = Policies['lockout'];

/** `at` is the engine's clock; `id` names the attempt, so that a success takes back exactly its own count. */
export type LockoutEvent =
  | { readonly type: 'ATTEMPTED'; readonly id: string; readonly at: number; readonly checked: boolean }
  | { readonly type: 'SUCCEEDED'; readonly id: string }
  | { readonly type: 'RESET' };

export interface CountedAttempt {
  readonly id: string;
  readonly at: number;
}

export interface LockoutContext {
  readonly policy: LockoutPolicy;
  readonly inRow: number;
  readonly sinceReset: number;
  /** Failures of the window, oldest first. */
  readonly recent: readonly CountedAttempt[];
  readonly waitMs: number;
}

const resolving = {
  SUCCEEDED: { target: 'settling', actions: 'forgive' },
  RESET: { target: 'open', actions: 'clear' },
} as const;

/**
 * The lockout of one typed NIR of one insurer, known or not (X03, X04, K01-K03). Every attempt is counted
 * before it is verified; a success takes its own count back and ends the row. A durable instance of its own,
 * shared by every flow and channel that checks a secret. An attempt the state does not accept is refused by
 * the caller: neither verified nor counted.
 */
export const lockoutChart = setup({
  types: {} as { context: LockoutContext; input: { policy: LockoutPolicy }; events: LockoutEvent },
  guards: {
    checked: ({ event }) => event.type === 'ATTEMPTED' && event.checked,
    mustBlock: ({ context: { policy, inRow, sinceReset } }) =>
      inRow >= policy.blockAfterInRow || sinceReset >= policy.blockAfterSinceReset,
    mustWait: ({ context }) => context.waitMs > 0,
    mustCheck: ({ context: { policy, inRow } }) => inRow >= policy.checkAfterFailures,
  },
  actions: {
    count: assign(({ context, event }) => {
      if (event.type !== 'ATTEMPTED') return {};
      const recent = [...within(context, event.at), { id: event.id, at: event.at }];
      const inRow = context.inRow + 1;
      return {
        recent,
        inRow,
        sinceReset: context.sinceReset + 1,
        waitMs: waitAfter(context.policy, inRow, recent, event.at),
      };
    }),
    forgive: assign(({ context, event }) => {
      if (event.type !== 'SUCCEEDED') return {};
      const recent = context.recent.filter(({ id }) => id !== event.id);
      const sinceReset = context.sinceReset - (context.recent.length - recent.length);
      return { recent, inRow: 0, sinceReset, waitMs: 0 };
    }),
    clear: assign({ inRow: 0, sinceReset: 0, recent: [], waitMs: 0 }),
  },
  delays: { wait: ({ context }) => context.waitMs },
}).createMachine({
  id: 'lockout',
  context: ({ input }) => ({ policy: input.policy, inRow: 0, sinceReset: 0, recent: [], waitMs: 0 }),
  initial: 'open',
  states: {
    open: { on: { ...resolving, ATTEMPTED: { target: 'settling', actions: 'count' } } },
    settling: {
      always: [
        { guard: 'mustBlock', target: 'blocked' },
        { guard: 'mustWait', target: 'cooling-down' },
        { guard: 'mustCheck', target: 'human-check' },
        { target: 'open' },
      ],
    },
    'human-check': {
      on: { ...resolving, ATTEMPTED: { guard: 'checked', target: 'settling', actions: 'count' } },
    },
    'cooling-down': { on: resolving, after: { wait: 'human-check' } },
    blocked: { on: resolving },
  },
});

function within({ policy, recent }: LockoutContext, at: number): readonly CountedAttempt[] {
  return recent.filter((attempt) => attempt.at > at - policy.windowMs);
}

/** CNIL 2022-100: waits after the fifth failure, at most 25 in 24 h. */
function waitAfter(
  policy: LockoutPolicy,
  inRow: number,
  recent: readonly CountedAttempt[],
  at: number,
): number {
  const wait = policy.waitsMs[String(inRow)] ?? 0;
  const oldest = recent[recent.length - policy.windowMax];
  return oldest ? Math.max(wait, oldest.at + policy.windowMs - at) : wait;
}
