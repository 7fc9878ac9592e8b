import { assign, setup } from 'xstate';
import type { FlowOutput, ShownContext, StateMeta } from '../../flow.ts';
import { call, type PersonEvent, type Right } from '../shared/chart.ts';

interface Context extends ShownContext {
  readonly right?: Right | undefined;
  readonly next?: string | undefined;
}

/** Goes on from the short code of a mail as if its link had been opened (X11). */
export const mailCodeChart = setup({
  types: {} as { meta: StateMeta; context: Context; input: unknown; events: PersonEvent; output: FlowOutput },
  actors: { 'mail-code-question': call<unknown, { accepted?: Right; next?: string }>() },
}).createMachine({
  id: 'mail-code',
  context: {},
  initial: 'proving',
  states: {
    proving: {
      invoke: {
        id: 'proof',
        src: 'mail-code-question',
        onDone: [
          {
            guard: ({ event }) => event.output.accepted !== undefined,
            target: 'proven',
            actions: assign({ right: ({ event }) => event.output.accepted, next: 'new-code' }),
          },
          { target: 'left', actions: assign({ next: ({ event }) => event.output.next }) },
        ],
      },
    },
    proven: { type: 'final' },
    left: { type: 'final' },
  },
  output: ({ context: { right, next } }) => ({ ...(next && { next }), ...(right && { with: { right } }) }),
});
