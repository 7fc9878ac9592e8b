import { assign, setup } from 'xstate';
import { fields } from '../../fields.ts';
import type { FlowOutput, Refusal, ShownContext, StateMeta } from '../../flow.ts';
import { call, type DeskAnswer, type PersonEvent, text, valuesOf } from '../shared/chart.ts';

export interface PersonInput {
  /** Whether somebody reads what is written (insurer data). */
  readonly writes: boolean;
  /** Flow and state of the question left. */
  readonly from: string;
}

export interface PersonMessage {
  readonly message: string;
  readonly from: string;
}

interface Context extends ShownContext {
  readonly offers: readonly string[];
  readonly from: string;
  readonly requestId?: string;
}

/** A digression from anywhere: who to call, or a message to them, then back to the same question (P09). */
export const personChart = setup({
  types: {} as {
    meta: StateMeta;
    context: Context;
    input: PersonInput;
    events: PersonEvent;
    output: FlowOutput;
  },
  actors: { writeToDesk: call<PersonMessage, DeskAnswer>() },
  guards: {
    empty: ({ event }) => text(valuesOf(event), 'message') === '',
    tooLong: ({ event }) => text(valuesOf(event), 'message').length > fields.message.maxLength,
  },
  actions: {
    refuse: assign((_, error: Refusal) => ({ error })),
    noteSent: assign((_, requestId: string) => ({ requestId, error: undefined })),
    /** An effect, delivered from the outbox. */
    tellDesk: (_, _mail: Readonly<Record<string, unknown>>) => {},
  },
}).createMachine({
  id: 'person',
  context: ({ input }) => ({ offers: input.writes ? ['write', 'back'] : ['back'], from: input.from }),
  initial: 'showing-contacts',
  states: {
    'showing-contacts': {
      meta: {
        view: {
          messages: ['person.contacts'],
          choicesIn: 'offers',
          contacts: 'person',
          outcome: 'to-a-person',
        },
      },
      on: {
        'CHOSE.write': 'writing',
        'CHOSE.back': 'back-to-the-question',
      },
    },
    writing: {
      meta: {
        view: { messages: ['person.write'], fields: ['message'], choices: ['back'], contacts: 'person' },
      },
      on: {
        ANSWERED: [
          { guard: 'empty', actions: { type: 'refuse', params: { id: 'field-missing', field: 'message' } } },
          {
            guard: 'tooLong',
            actions: { type: 'refuse', params: { id: 'text-too-long', field: 'message' } },
          },
          { target: 'sending' },
        ],
        'CHOSE.back': 'back-to-the-question',
      },
    },
    sending: {
      invoke: {
        id: 'writing',
        src: 'writeToDesk',
        input: ({ context, event }) => ({ message: text(valuesOf(event), 'message'), from: context.from }),
        onDone: [
          {
            guard: ({ event }) => event.output.refused !== undefined,
            target: 'writing',
            actions: { type: 'refuse', params: ({ event }) => event.output.refused! },
          },
          {
            target: 'sent',
            actions: [
              { type: 'noteSent', params: ({ event }) => event.output.accepted!.requestId },
              { type: 'tellDesk', params: ({ event }) => event.output.accepted!.mail },
            ],
          },
        ],
        onError: { target: 'writing', actions: { type: 'refuse', params: { id: 'unavailable' } } },
      },
    },
    sent: {
      meta: {
        view: {
          messages: ['person.sent'],
          choices: ['back'],
          contacts: 'person',
          outcome: 'requested',
        },
      },
      on: { 'CHOSE.back': 'back-to-the-question' },
    },
    'back-to-the-question': { type: 'final' },
  },
});
