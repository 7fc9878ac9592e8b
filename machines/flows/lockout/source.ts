import { assign, setup } from 'xstate';
import type { Policies } from '../../domain/policies.ts';

export type SourcePolicy = Policies['source'];

export type SourceEvent =
  | { readonly type: 'ATTEMPTED'; readonly id: string; readonly at: number; readonly checked: boolean }
  | { readonly type: 'SUCCEEDED'; readonly id: string };

export interface SourceContext {
  readonly policy: SourcePolicy;
  /** Failures of the longer window, oldest first. */
  readonly recent: readonly { readonly id: string; readonly at: number }[];
  readonly at: number;
}

const resolving = { SUCCEEDED: { target: 'settling', actions: 'forgive' } } as const;

/**
 * Failures of one source, whatever NIR they name (X03, X04): a human check after so many in ten minutes,
 * refusal after so many in a day. Cleared by time only. Attempts are counted before they are verified.
 */
export const sourceChart = setup({
  types: {} as { context: SourceContext; input: { policy: SourcePolicy }; events: SourceEvent },
  guards: {
    checked: ({ event }) => event.type === 'ATTEMPTED' && event.checked,
    mustRefuse: ({ context }) => freeIn(context, 'refuse') > 0,
    mustCheck: ({ context }) => freeIn(context, 'check') > 0,
  },
  actions: {
    count: assign(({ context: { recent, policy }, event }) => {
      if (event.type !== 'ATTEMPTED') return {};
      const kept = recent.filter(({ at }) => at > event.at - policy.refuseWindowMs);
      return {
        recent: [...kept, { id: event.id, at: event.at }].slice(-policy.refuseAfterFailures),
        at: event.at,
      };
    }),
    forgive: assign(({ context: { recent }, event }) => ({
      recent: recent.filter(({ id }) => id !== event.id),
    })),
    passTime: assign(({ context }) => ({
      at: context.at + Math.max(freeIn(context, 'refuse'), freeIn(context, 'check')),
    })),
  },
  delays: {
    untilFree: ({ context }) => Math.max(freeIn(context, 'refuse'), freeIn(context, 'check')),
  },
}).createMachine({
  id: 'source',
  context: ({ input }) => ({ policy: input.policy, recent: [], at: 0 }),
  initial: 'open',
  states: {
    open: { on: { ...resolving, ATTEMPTED: { target: 'settling', actions: 'count' } } },
    settling: {
      always: [
        { guard: 'mustRefuse', target: 'refused' },
        { guard: 'mustCheck', target: 'human-check' },
        { target: 'open' },
      ],
    },
    'human-check': {
      on: { ...resolving, ATTEMPTED: { guard: 'checked', target: 'settling', actions: 'count' } },
      after: { untilFree: { target: 'settling', actions: 'passTime' } },
    },
    refused: { on: resolving, after: { untilFree: { target: 'settling', actions: 'passTime' } } },
  },
});

/** How long until fewer than the limit of a window remain in it, from the time last looked at; 0 when free. */
function freeIn({ policy, recent, at }: SourceContext, which: 'check' | 'refuse'): number {
  const [limit, windowMs] =
    which === 'check'
      ? [policy.checkAfterFailures, policy.checkWindowMs]
      : [policy.refuseAfterFailures, policy.refuseWindowMs];
  const nthLast = recent[recent.length - limit];
  return nthLast ? Math.max(0, nthLast.at + windowMs - at) : 0;
}
