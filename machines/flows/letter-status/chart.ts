import { assign, setup } from 'xstate';
import { letterReminders } from '../../domain/working-days.ts';
import type { FlowOutput, Refusal, ShownContext, StateMeta } from '../../flow.ts';
import { call, choiceOf, hasLength, type PersonEvent, text, valuesOf } from '../shared/chart.ts';
import { aboutLetter } from '../shared/letter-reminders.ts';
import { nirProblem } from '../shared/secrets.ts';

export interface LetterQuestion {
  readonly nir: string;
  readonly followUp: string;
}

/** What the policy implies for a request of that day, the same for a NIR that does not exist (X12, P07). */
export type LetterTimeline =
  | { readonly found: false }
  | {
      readonly found: true;
      readonly requestedAt: number;
      readonly expectedBy: number;
      readonly late: boolean;
      /** One resend a request; after it, a person (X12). */
      readonly resent: boolean;
    };

interface Context extends ShownContext {
  readonly nir?: string;
  readonly followUp?: string;
  readonly requestedAt?: number;
  readonly expectedBy?: number;
  readonly dueAt?: number;
  readonly lateAt?: number;
  readonly next?: string | undefined;
}

type Found = Extract<LetterTimeline, { found: true }>;

/** « Where is my letter? » (X12, X13). Real print events are shown in the member area only. */
export const letterStatusChart = setup({
  types: {} as { meta: StateMeta; context: Context; input: unknown; events: PersonEvent; output: FlowOutput },
  actors: {
    findLetter: call<LetterQuestion, LetterTimeline>(),
    resendLetter: call<LetterQuestion, { readonly requestedAt: number; readonly expectedBy: number }>(),
  },
  guards: {
    nirInvalid: ({ event }) => nirProblem(valuesOf(event)) !== undefined,
    followUpMalformed: ({ event }) => !hasLength(text(valuesOf(event), 'followUp'), 6),
  },
  actions: {
    refuse: assign((_, error: Refusal) => ({ error })),
    keepQuestion: assign({
      nir: ({ event }) => text(valuesOf(event), 'nir'),
      followUp: ({ event }) => text(valuesOf(event), 'followUp'),
      error: undefined,
    }),
    noteFound: assign((_, { requestedAt, expectedBy }: Pick<Found, 'requestedAt' | 'expectedBy'>) => ({
      requestedAt,
      expectedBy,
      ...letterReminders(expectedBy),
      error: undefined,
    })),
    leave: assign({ next: ({ event }) => choiceOf(event) }),
  },
}).createMachine({
  id: 'letter-status',
  context: {},
  initial: 'awaiting-follow-up',
  states: {
    'awaiting-follow-up': {
      meta: {
        view: {
          messages: ['letter-status.ask'],
          fields: ['nir', 'followUp'],
          choices: ['no-follow-up', 'code-reset', 'sign-in'],
        },
      },
      on: {
        ANSWERED: [
          { guard: 'nirInvalid', actions: { type: 'refuse', params: { id: 'nir-invalid', field: 'nir' } } },
          {
            guard: 'followUpMalformed',
            actions: { type: 'refuse', params: { id: 'follow-up-wrong', field: 'followUp' } },
          },
          { target: 'looking', actions: 'keepQuestion' },
        ],
        'CHOSE.no-follow-up': { target: 'without-follow-up', actions: assign({ error: undefined }) },
        'CHOSE.code-reset': { target: 'left', actions: 'leave' },
        'CHOSE.sign-in': { target: 'left', actions: 'leave' },
      },
    },
    // The same words for everyone: of a letter nobody is told anything here (P07).
    'without-follow-up': {
      meta: {
        view: {
          messages: ['letter-status.without-follow-up', 'letter-status.new-request'],
          choices: ['code-reset', 'sign-in', 'back'],
          contacts: 'letter',
        },
      },
      on: {
        'CHOSE.code-reset': { target: 'left', actions: 'leave' },
        'CHOSE.sign-in': { target: 'left', actions: 'leave' },
        'CHOSE.back': 'awaiting-follow-up',
      },
    },
    looking: {
      invoke: {
        id: 'look',
        src: 'findLetter',
        input: ({ context }) => ({ nir: context.nir!, followUp: context.followUp! }),
        onDone: [
          {
            guard: ({ event }) => !event.output.found,
            target: 'awaiting-follow-up',
            actions: { type: 'refuse', params: { id: 'follow-up-wrong', field: 'followUp' } },
          },
          {
            guard: ({ event }) => (event.output as Found).late && (event.output as Found).resent,
            target: 'late-again',
            actions: { type: 'noteFound', params: ({ event }) => event.output as Found },
          },
          {
            guard: ({ event }) => (event.output as Found).late,
            target: 'late',
            actions: { type: 'noteFound', params: ({ event }) => event.output as Found },
          },
          {
            target: 'on-its-way',
            actions: { type: 'noteFound', params: ({ event }) => event.output as Found },
          },
        ],
        onError: { target: 'awaiting-follow-up', actions: { type: 'refuse', params: { id: 'unavailable' } } },
      },
    },
    'on-its-way': {
      meta: {
        view: {
          messages: ['letter-status.on-its-way'],
          choices: ['address-wrong', 'sign-in'],
          outcome: 'informed',
          reminders: aboutLetter,
        },
      },
      on: { 'CHOSE.address-wrong': 'address-wrong', 'CHOSE.sign-in': { target: 'left', actions: 'leave' } },
    },
    late: {
      meta: {
        view: { messages: ['letter-status.late'], choices: ['resend', 'address-wrong'], contacts: 'letter' },
      },
      on: {
        'CHOSE.resend': 'resending',
        'CHOSE.address-wrong': { target: 'address-wrong', actions: assign({ error: undefined }) },
      },
    },
    resending: {
      invoke: {
        id: 'resend',
        src: 'resendLetter',
        input: ({ context }) => ({ nir: context.nir!, followUp: context.followUp! }),
        onDone: { target: 'resent', actions: { type: 'noteFound', params: ({ event }) => event.output } },
        onError: { target: 'late', actions: { type: 'refuse', params: { id: 'unavailable' } } },
      },
    },
    resent: {
      meta: {
        view: {
          messages: ['letter-status.resent'],
          choices: ['address-wrong', 'sign-in'],
          outcome: 'code-requested',
          reminders: aboutLetter,
        },
      },
      on: { 'CHOSE.address-wrong': 'address-wrong', 'CHOSE.sign-in': { target: 'left', actions: 'leave' } },
    },
    'late-again': {
      meta: {
        view: {
          messages: ['letter-status.late-again'],
          choices: ['sign-in'],
          contacts: 'letter',
          outcome: 'to-a-person',
        },
      },
      on: { 'CHOSE.sign-in': { target: 'left', actions: 'leave' } },
    },
    'address-wrong': {
      meta: {
        view: {
          messages: ['letter-status.address-wrong'],
          choices: ['sign-in'],
          contacts: 'address',
          outcome: 'to-a-person',
        },
      },
      on: { 'CHOSE.sign-in': { target: 'left', actions: 'leave' } },
    },
    left: { type: 'final' },
  },
  output: ({ context: { next } }) => ({ ...(next && { next }) }),
});
