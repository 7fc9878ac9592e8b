import { assign, setup } from 'xstate';
import type { FlowOutput, Refusal, ShownContext, StateMeta } from '../../flow.ts';
import { call, choiceOf, type DeskAnswer, type PersonEvent, text, valuesOf } from '../shared/chart.ts';

/** `id`: the login of the member area that began the request, and without which it does not leave. */
type Login = NonNullable<FlowOutput['login']> & { readonly id?: string };

export interface CareRequestInput {
  /** Set where somebody is signed in already: the member area (D14). */
  readonly login?: Login;
}

export interface CareRequest {
  readonly login: Login;
  readonly kind: string;
  readonly said: Readonly<Record<string, string>>;
}

/** `gone`: whoever signed in is not who they were any more, or has signed out (P05, X16). */
export type CareAnswer = DeskAnswer & { readonly gone?: true };

interface Context extends ShownContext {
  readonly login?: Login | undefined;
  /** Whoever had signed in was signed out before the request could leave. */
  readonly signedOut?: boolean;
  /** Who that was. */
  readonly whose?: string | undefined;
  readonly kind?: string;
  readonly beneficiary?: string | undefined;
  readonly provider?: string | undefined;
  readonly careDate?: string | undefined;
  readonly details?: string | undefined;
  /** Messages choose by it. */
  readonly hasDetails: 'yes' | 'no';
  readonly requestId?: string;
  readonly next?: string | undefined;
}

/** D12-D13, and the two other forms of the member area (L13). */
const kinds = ['hospital', 'practitioner', 'optician', 'quote', 'teletransmission'] as const;
const longest = { line: 200, details: 1_000 };

/** What a step was answered with that will not do. */
function problemOf(event: PersonEvent, fields: readonly string[]): Refusal | undefined {
  const values = valuesOf(event);
  const missing = fields.find((field) => text(values, field) === '');
  if (missing) return { id: 'field-missing', field: missing };
  const long = Object.keys(values).find(
    (field) => text(values, field).length > (field === 'details' ? longest.details : longest.line),
  );
  return long === undefined ? undefined : { id: 'text-too-long', field: long };
}

const unsaid = {
  beneficiary: undefined,
  provider: undefined,
  careDate: undefined,
  details: undefined,
  hasDetails: 'no',
} as const;
const shown = { contacts: 'care' } as const;
const urgent = 'care-request.emergency';

/**
 * Prise en charge, quote, télétransmission (D12-D14). The desk's number comes first, in every step: it answers
 * day and night. Who asks has signed in, here or before; what is sent goes to the desk's mailbox once.
 */
export const careRequestChart = setup({
  types: {} as {
    meta: StateMeta;
    context: Context;
    input: CareRequestInput;
    events: PersonEvent;
    output: FlowOutput;
  },
  actors: {
    'sign-in': call<{ notices: readonly string[] }, FlowOutput>(),
    requestCare: call<CareRequest, CareAnswer>(),
  },
  guards: {
    unknown: ({ context }) => context.login === undefined,
    told: ({ context }) => context.beneficiary !== undefined,
    byForm: ({ context }) => context.kind === 'teletransmission',
    whoWrong: ({ event }) => problemOf(event, ['beneficiary', 'provider']) !== undefined,
    whenWrong: ({ event }) => problemOf(event, ['careDate']) !== undefined,
    agreementWrong: ({ event }) => problemOf(event, ['beneficiary']) !== undefined,
    notAgreed: ({ event }) => valuesOf(event).acceptTeletransmission !== true,
  },
  actions: {
    refuse: assign((_, error: Refusal) => ({ error })),
    refuseWho: assign(({ event }) => ({ error: problemOf(event, ['beneficiary', 'provider']) })),
    refuseWhen: assign(({ event }) => ({ error: problemOf(event, ['careDate']) })),
    refuseAgreement: assign(({ event }) => ({ error: problemOf(event, ['beneficiary']) })),
    clear: assign({ error: undefined, notices: undefined }),
    noteKind: assign({
      ...unsaid,
      kind: ({ event }) => choiceOf(event),
      error: undefined,
      notices: undefined,
    }),
    noteWho: assign({
      beneficiary: ({ event }) => text(valuesOf(event), 'beneficiary'),
      provider: ({ event }) => text(valuesOf(event), 'provider'),
      error: undefined,
    }),
    noteWhen: assign({
      careDate: ({ event }) => text(valuesOf(event), 'careDate'),
      details: ({ event }) => text(valuesOf(event), 'details'),
      hasDetails: ({ event }) => (text(valuesOf(event), 'details') === '' ? 'no' : 'yes'),
      error: undefined,
    }),
    // What somebody else had written here goes with them.
    noteLogin: assign(({ context }, login: Login) => ({
      ...(context.whose !== undefined && context.whose !== login.member && unsaid),
      login,
      whose: undefined,
      signedOut: false,
    })),
    forgetLogin: assign(({ context }) => ({
      login: undefined,
      whose: context.login?.member,
      signedOut: true,
      error: undefined,
    })),
    noteSent: assign((_, requestId: string) => ({ requestId, error: undefined })),
    leave: assign((_, next: string) => ({ next })),
    /** An effect, delivered from the outbox. */
    tellDesk: (_, _mail: Readonly<Record<string, unknown>>) => {},
  },
}).createMachine({
  id: 'care-request',
  context: ({ input }) => ({ ...input, hasDetails: 'no' }),
  initial: 'choosing-request',
  states: {
    'choosing-request': {
      meta: { view: { messages: [urgent, 'care-request.ask'], choices: kinds, ...shown } },
      on: {
        'CHOSE.hospital': { target: 'deciding', actions: 'noteKind' },
        'CHOSE.practitioner': { target: 'deciding', actions: 'noteKind' },
        'CHOSE.optician': { target: 'deciding', actions: 'noteKind' },
        'CHOSE.quote': { target: 'deciding', actions: 'noteKind' },
        'CHOSE.teletransmission': { target: 'deciding', actions: 'noteKind' },
      },
    },
    deciding: {
      always: [
        { guard: 'unknown', target: 'proving' },
        // Proof had run out: what was said is still there.
        { guard: 'told', target: 'confirming' },
        { guard: 'byForm', target: 'awaiting-agreement' },
        { target: 'awaiting-who' },
      ],
    },
    proving: {
      meta: { ahead: ['beneficiary'] },
      invoke: {
        id: 'proof',
        src: 'sign-in',
        input: ({ context: { signedOut } }) => ({
          notices: [signedOut ? 'care-request.signed-out' : 'care-request.sign-in-first'],
        }),
        onDone: [
          {
            guard: ({ event }) => event.output.login !== undefined,
            target: 'deciding',
            actions: { type: 'noteLogin', params: ({ event }) => event.output.login! },
          },
          {
            guard: ({ event }) => event.output.next !== undefined,
            target: 'left',
            actions: { type: 'leave', params: ({ event }) => event.output.next! },
          },
          {
            target: 'choosing-request',
            actions: assign({ notices: ['care-request.not-signed-in'] }),
          },
        ],
      },
    },
    'awaiting-who': {
      meta: {
        view: {
          messages: [urgent, 'care-request.who'],
          fields: ['beneficiary', 'provider'],
          comesBack: true,
          choices: ['back'],
          ...shown,
        },
      },
      on: {
        ANSWERED: [
          { guard: 'whoWrong', actions: 'refuseWho' },
          { target: 'awaiting-when', actions: 'noteWho' },
        ],
        'CHOSE.back': { target: 'choosing-request', actions: 'clear' },
      },
    },
    'awaiting-when': {
      meta: {
        view: {
          messages: [urgent, 'care-request.when'],
          fields: ['careDate', 'details'],
          comesBack: true,
          choices: ['back'],
          ...shown,
        },
      },
      on: {
        ANSWERED: [
          { guard: 'whenWrong', actions: 'refuseWhen' },
          { target: 'confirming', actions: 'noteWhen' },
        ],
        'CHOSE.back': { target: 'awaiting-who', actions: 'clear' },
      },
    },
    'awaiting-agreement': {
      meta: {
        view: {
          messages: [urgent, 'care-request.agreement'],
          fields: ['beneficiary', 'acceptTeletransmission'],
          comesBack: true,
          choices: ['back'],
          ...shown,
        },
      },
      on: {
        ANSWERED: [
          { guard: 'agreementWrong', actions: 'refuseAgreement' },
          {
            guard: 'notAgreed',
            actions: {
              type: 'refuse',
              params: { id: 'agreement-needed', field: 'acceptTeletransmission' },
            },
          },
          { target: 'confirming', actions: 'noteWho' },
        ],
        'CHOSE.back': { target: 'choosing-request', actions: 'clear' },
      },
    },
    confirming: {
      meta: {
        view: {
          messages: [urgent, 'care-request.summary', 'care-request.confirm'],
          choices: ['send', 'correct'],
          ...shown,
        },
      },
      on: {
        'CHOSE.send': { target: 'sending', actions: 'clear' },
        'CHOSE.correct': [
          { guard: 'byForm', target: 'awaiting-agreement', actions: 'clear' },
          { target: 'awaiting-who', actions: 'clear' },
        ],
      },
    },
    sending: {
      invoke: {
        id: 'request',
        src: 'requestCare',
        input: ({ context: { login, kind, beneficiary, provider, careDate, details } }) => ({
          login: login!,
          kind: kind!,
          said: {
            beneficiary: beneficiary!,
            ...(provider && { provider }),
            ...(careDate && { careDate }),
            ...(details && { details }),
          },
        }),
        onDone: [
          { guard: ({ event }) => event.output.gone === true, target: 'deciding', actions: 'forgetLogin' },
          {
            guard: ({ event }) => event.output.refused !== undefined,
            target: 'confirming',
            actions: { type: 'refuse', params: ({ event }) => event.output.refused! },
          },
          {
            target: 'requested',
            actions: [
              { type: 'noteSent', params: ({ event }) => event.output.accepted!.requestId },
              { type: 'tellDesk', params: ({ event }) => event.output.accepted!.mail },
            ],
          },
        ],
        onError: { target: 'confirming', actions: { type: 'refuse', params: { id: 'unavailable' } } },
      },
    },
    requested: {
      meta: {
        view: {
          messages: ['care-request.requested', urgent],
          choices: ['another', 'information'],
          outcome: 'requested',
          ...shown,
        },
      },
      on: {
        'CHOSE.another': { target: 'choosing-request', actions: 'clear' },
        'CHOSE.information': { target: 'left', actions: { type: 'leave', params: 'information' } },
      },
    },
    left: { type: 'final' },
  },
  output: ({ context: { next } }) => ({ ...(next && { next }) }),
});
