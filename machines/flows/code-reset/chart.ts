import { assign, setup } from 'xstate';
import { letterReminders } from '../../domain/working-days.ts';
import type { FlowOutput, Refusal, ShownContext, StateMeta } from '../../flow.ts';
import { call, choiceOf, type PersonEvent, text, valuesOf } from '../shared/chart.ts';
import { aboutLetter } from '../shared/letter-reminders.ts';
import { nirProblem } from '../shared/secrets.ts';

export interface CodeRequest {
  readonly nir: string;
  /** `letter`: the mail did not arrive (R09). */
  readonly want: 'any' | 'letter';
}

/** The same for everyone (X10): a number to ask after the letter with, and when one would be there at the latest. */
export interface CodeRequested {
  readonly followUp: string;
  readonly expectedBy: number;
}

interface Context extends ShownContext {
  /** What was typed, sealed with the session, for the second request (R09). */
  readonly nir?: string;
  readonly followUp?: string;
  readonly expectedBy?: number;
  readonly dueAt?: number;
  readonly lateAt?: number;
  readonly next?: string | undefined;
}

const requested = ['mail-code', 'letter-status', 'sign-in'] as const;

/**
 * A forgotten code and a code one never had are one request (R01). Only the NIR is asked (R03); what is sent
 * is decided by what the insurer knows (R10), and the answer is the same for everyone (X10, P07).
 */
export const codeResetChart = setup({
  types: {} as { meta: StateMeta; context: Context; input: unknown; events: PersonEvent; output: FlowOutput },
  actors: { requestCode: call<CodeRequest, CodeRequested>() },
  guards: {
    nirInvalid: ({ event }) => nirProblem(valuesOf(event)) !== undefined,
  },
  actions: {
    refuse: assign((_, error: Refusal) => ({ error })),
    keepNir: assign({ nir: ({ event }) => text(valuesOf(event), 'nir'), error: undefined }),
    noteRequested: assign((_, output: CodeRequested) => ({
      ...output,
      ...letterReminders(output.expectedBy),
      error: undefined,
    })),
    leave: assign({ next: ({ event }) => choiceOf(event) }),
  },
}).createMachine({
  id: 'code-reset',
  context: {},
  initial: 'awaiting-nir',
  states: {
    'awaiting-nir': {
      meta: {
        view: {
          messages: ['code-reset.ask', 'code-reset.at-hand'],
          fields: ['nir'],
          choices: ['mail-code', 'letter-status', 'sign-in'],
        },
      },
      on: {
        ANSWERED: [
          { guard: 'nirInvalid', actions: { type: 'refuse', params: { id: 'nir-invalid', field: 'nir' } } },
          { target: 'requesting', actions: 'keepNir' },
        ],
        'CHOSE.mail-code': { target: 'left', actions: 'leave' },
        'CHOSE.letter-status': { target: 'left', actions: 'leave' },
        'CHOSE.sign-in': { target: 'left', actions: 'leave' },
      },
    },
    requesting: {
      invoke: {
        id: 'request',
        src: 'requestCode',
        input: ({ context }) => ({ nir: context.nir!, want: 'any' as const }),
        onDone: {
          target: 'requested',
          actions: { type: 'noteRequested', params: ({ event }) => event.output },
        },
        onError: { target: 'awaiting-nir', actions: { type: 'refuse', params: { id: 'unavailable' } } },
      },
    },
    requested: {
      meta: {
        view: {
          messages: ['code-reset.requested', 'code-reset.follow-up'],
          choices: ['not-received', ...requested],
          outcome: 'code-requested',
          contacts: 'letter',
          reminders: aboutLetter,
        },
      },
      on: {
        'CHOSE.not-received': 'requesting-letter',
        'CHOSE.mail-code': { target: 'left', actions: 'leave' },
        'CHOSE.letter-status': { target: 'left', actions: 'leave' },
        'CHOSE.sign-in': { target: 'left', actions: 'leave' },
      },
    },
    'requesting-letter': {
      invoke: {
        id: 'letter',
        src: 'requestCode',
        input: ({ context }) => ({ nir: context.nir!, want: 'letter' as const }),
        onDone: {
          target: 'letter-requested',
          actions: { type: 'noteRequested', params: ({ event }) => event.output },
        },
        onError: { target: 'requested', actions: { type: 'refuse', params: { id: 'unavailable' } } },
      },
    },
    'letter-requested': {
      meta: {
        view: {
          messages: ['code-reset.letter-requested', 'code-reset.follow-up'],
          choices: ['letter-status', 'sign-in'],
          outcome: 'code-requested',
          contacts: 'letter',
          reminders: aboutLetter,
        },
      },
      on: {
        'CHOSE.letter-status': { target: 'left', actions: 'leave' },
        'CHOSE.sign-in': { target: 'left', actions: 'leave' },
      },
    },
    left: { type: 'final' },
  },
  output: ({ context: { next } }) => ({ ...(next && { next }) }),
});
