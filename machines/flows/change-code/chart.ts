import { assign, setup } from 'xstate';
import type { FlowOutput, ShownContext, StateMeta } from '../../flow.ts';
import { call, choiceOf, type PersonEvent } from '../shared/chart.ts';

interface Context extends ShownContext {
  readonly next?: string | undefined;
}

/** Replacing a code one knows (F06, F10): the form, then the way back to signing in (F08). */
export const changeCodeChart = setup({
  types: {} as { meta: StateMeta; context: Context; input: unknown; events: PersonEvent; output: FlowOutput },
  actors: { 'current-code': call<unknown, { accepted?: unknown; next?: string }>() },
}).createMachine({
  id: 'change-code',
  context: {},
  initial: 'changing',
  states: {
    changing: {
      invoke: {
        id: 'change',
        src: 'current-code',
        onDone: [
          { guard: ({ event }) => event.output.accepted !== undefined, target: 'code-set' },
          { target: 'left', actions: assign({ next: ({ event }) => event.output.next }) },
        ],
      },
    },
    'code-set': {
      meta: { view: { messages: ['change-code.saved'], choices: ['sign-in'], outcome: 'code-set' } },
      on: { 'CHOSE.sign-in': { target: 'left', actions: assign({ next: ({ event }) => choiceOf(event) }) } },
    },
    left: { type: 'final' },
  },
  output: ({ context: { next } }) => ({ ...(next && { next }) }),
});
