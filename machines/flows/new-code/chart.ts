import { assign, setup } from 'xstate';
import type { FlowOutput, ShownContext, StateMeta } from '../../flow.ts';
import { call, choiceOf, type PersonEvent, type Right } from '../shared/chart.ts';

export interface NewCodeInput {
  readonly right: Right;
}

interface Context extends ShownContext {
  readonly right: Right;
  readonly next?: string | undefined;
}

/** A new personal code from the mail's link or its short code (R05, R06, X08, X09). */
export const newCodeChart = setup({
  types: {} as {
    meta: StateMeta;
    context: Context;
    input: NewCodeInput;
    events: PersonEvent;
    output: FlowOutput;
  },
  actors: {
    'choose-code': call<{ right: Right; notices: readonly string[] }, { set: boolean; lost?: string }>(),
  },
  actions: {
    leave: assign({ next: ({ event }) => choiceOf(event) }),
    noteLost: assign((_, id: string) => ({ error: { id } })),
  },
}).createMachine({
  id: 'new-code',
  context: ({ input }) => ({ ...input }),
  initial: 'choosing-code',
  states: {
    'choosing-code': {
      invoke: {
        id: 'choice',
        src: 'choose-code',
        input: ({ context }) => ({ right: context.right, notices: ['new-code.intro'] }),
        onDone: [
          { guard: ({ event }) => event.output.set, target: 'code-set' },
          {
            target: 'link-dead',
            actions: { type: 'noteLost', params: ({ event }) => event.output.lost ?? 'link-spent' },
          },
        ],
      },
    },
    'code-set': {
      meta: { view: { messages: ['new-code.saved'], choices: ['sign-in'], outcome: 'code-set' } },
      on: { 'CHOSE.sign-in': { target: 'left', actions: 'leave' } },
    },
    'link-dead': {
      meta: { view: { messages: ['new-code.link-dead'], choices: ['code-reset', 'sign-in'] } },
      on: {
        'CHOSE.code-reset': { target: 'left', actions: 'leave' },
        'CHOSE.sign-in': { target: 'left', actions: 'leave' },
      },
    },
    left: { type: 'final' },
  },
  output: ({ context: { next } }) => ({ ...(next && { next }) }),
});
