import { assign, setup } from 'xstate';
import type { FlowOutput, ShownContext, StateMeta } from '../../flow.ts';
import { choiceOf, type PersonEvent } from '../shared/chart.ts';

export interface FrontDoorInput {
  /** Flow ids in the insurer's order: data, so that a new flow is offered without touching this chart. */
  readonly menu: readonly string[];
}

interface Context extends ShownContext {
  readonly menu: readonly string[];
  readonly next?: string | undefined;
}

/** « What would you like to do? » */
export const frontDoorChart = setup({
  types: {} as {
    meta: StateMeta;
    context: Context;
    input: FrontDoorInput;
    events: PersonEvent;
    output: FlowOutput;
  },
  guards: { onTheMenu: ({ context, event }) => context.menu.includes(choiceOf(event)) },
}).createMachine({
  id: 'front-door',
  context: ({ input }) => ({ menu: input.menu }),
  initial: 'choosing',
  states: {
    choosing: {
      meta: { view: { messages: ['front-door.ask'], choicesIn: 'menu' } },
      on: {
        'CHOSE.*': {
          guard: 'onTheMenu',
          target: 'left',
          actions: assign({ next: ({ event }) => choiceOf(event) }),
        },
      },
    },
    left: { type: 'final' },
  },
  output: ({ context: { next } }) => ({ ...(next && { next }) }),
});
