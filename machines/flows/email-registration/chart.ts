import { assign, setup } from 'xstate';
import { parseEmail } from '../../domain/email.ts';
import type { FlowOutput, Refusal, ShownContext, StateMeta } from '../../flow.ts';
import { call, choiceOf, hasLength, type PersonEvent, text, valuesOf } from '../shared/chart.ts';
import { nirProblem } from '../shared/secrets.ts';

type Login = NonNullable<FlowOutput['login']>;

export interface EmailQuestion {
  readonly lastName: string;
  readonly firstName: string;
  readonly nir: string;
  readonly email: string;
}

/** The same whoever was named (P07). */
export interface EmailAsked {
  readonly claim: string;
  /** As it is registered: without spaces, domain in lower case. */
  readonly address: string;
  /** When a letter is due, if one leaves. */
  readonly expectedBy: number;
}

/** The letter's code was typed: whose it is, and which address it tells of. */
export interface LetterProof {
  readonly claim: string;
  readonly address: string;
  readonly member: string;
}

export interface EmailRegistration {
  readonly claim: string;
  readonly proof: { readonly login: Login } | { readonly letter: string };
}

/**
 * `gone`: who proved themself is not who they were any more. `dead`: the claim was used, or has expired.
 * `other-account`: who signed in is not the person of the number that was typed.
 */
export type EmailRegistered =
  | { readonly registered: { readonly usableFrom: number } }
  | { readonly refused: 'gone' | 'dead' | 'other-account' };

export interface EmailRegistrationInput {
  /** The mail's link was opened: its mailbox has answered. */
  readonly claim?: EmailAsked;
}

interface Context extends ShownContext {
  readonly claim?: EmailAsked | undefined;
  /** Of the claim, for messages. */
  readonly address?: string | undefined;
  readonly expectedBy?: number | undefined;
  readonly proof?: EmailRegistration['proof'] | undefined;
  readonly usableFrom?: number;
  readonly next?: string | undefined;
}

function problemOf(event: PersonEvent): Refusal | undefined {
  const values = valuesOf(event);
  const missing = ['lastName', 'firstName'].find((field) => text(values, field) === '');
  if (missing) return { id: 'field-missing', field: missing };
  const nir = nirProblem(values);
  if (nir) return nir;
  return parseEmail(text(values, 'email')) ? undefined : { id: 'email-invalid', field: 'email' };
}

const claimed = ({ claim, address, expectedBy }: EmailAsked) => ({
  claim: { claim, address, expectedBy },
  address,
  expectedBy,
  error: undefined,
});

/**
 * Registering an e-mail address (D02-D04). Twice confirmed: from its mailbox, and by signing in or by the code of a
 * letter to the address on file, both for the person of the number typed. Whoever proves who they are reads the
 * whole address first and may say no: a stranger may have begun this.
 */
export const emailRegistrationChart = setup({
  types: {} as {
    meta: StateMeta;
    context: Context;
    input: EmailRegistrationInput;
    events: PersonEvent;
    output: FlowOutput;
  },
  actors: {
    requestEmail: call<EmailQuestion, EmailAsked>(),
    confirmMailbox: call<
      { claim: string; mailCode: string },
      { readonly mailbox: 'confirmed' | 'wrong' | 'dead' }
    >(),
    'sign-in': call<{ notices: readonly string[] }, FlowOutput>(),
    'letter-proof': call<unknown, { accepted?: LetterProof; next?: string }>(),
    registerEmail: call<EmailRegistration, EmailRegistered>(),
  },
  guards: {
    mailboxConfirmed: ({ context }) => context.claim !== undefined,
    malformed: ({ event }) => problemOf(event) !== undefined,
    codeMalformed: ({ event }) => !hasLength(text(valuesOf(event), 'mailCode'), 8),
  },
  actions: {
    refuse: assign((_, error: Refusal) => ({ error })),
    refuseMalformed: assign(({ event }) => ({ error: problemOf(event) })),
    noteClaim: assign((_, asked: EmailAsked) => claimed(asked)),
    noteLogin: assign((_, login: Login) => ({ proof: { login }, error: undefined })),
    noteLetter: assign(({ context }, { claim, address, member }: LetterProof) => ({
      ...claimed({ claim, address, expectedBy: context.expectedBy ?? 0 }),
      proof: { letter: member },
    })),
    forgetProof: assign({ proof: undefined }),
    forgetClaim: assign({
      claim: undefined,
      address: undefined,
      expectedBy: undefined,
      proof: undefined,
      error: { id: 'claim-dead' },
    }),
    dropClaim: assign({ claim: undefined, address: undefined, expectedBy: undefined, error: undefined }),
    clear: assign({ error: undefined }),
    noteRegistered: assign((_, usableFrom: number) => ({ usableFrom, error: undefined })),
    leave: assign((_, next: string) => ({ next })),
    leaveAsChosen: assign({ next: ({ event }) => choiceOf(event) }),
  },
}).createMachine({
  id: 'email-registration',
  context: ({ input: { claim } }) => (claim ? claimed(claim) : {}),
  initial: 'deciding',
  states: {
    deciding: {
      always: [{ guard: 'mailboxConfirmed', target: 'choosing-proof' }, { target: 'awaiting-details' }],
    },
    'awaiting-details': {
      meta: {
        view: {
          messages: ['email-registration.ask', 'email-registration.why'],
          fields: ['company', 'lastName', 'firstName', 'nir', 'email'],
          comesBack: true,
          choices: ['letter-code'],
          contacts: 'email-registration',
        },
      },
      on: {
        ANSWERED: [{ guard: 'malformed', actions: 'refuseMalformed' }, { target: 'asking' }],
        'CHOSE.letter-code': { target: 'proving-by-letter', actions: 'clear' },
      },
    },
    asking: {
      invoke: {
        id: 'asking',
        src: 'requestEmail',
        input: ({ event }) => ({
          lastName: text(valuesOf(event), 'lastName'),
          firstName: text(valuesOf(event), 'firstName'),
          nir: text(valuesOf(event), 'nir'),
          email: text(valuesOf(event), 'email'),
        }),
        onDone: {
          target: 'awaiting-mail-code',
          actions: { type: 'noteClaim', params: ({ event }) => event.output },
        },
        onError: { target: 'awaiting-details', actions: { type: 'refuse', params: { id: 'unavailable' } } },
      },
    },
    'awaiting-mail-code': {
      meta: { view: { messages: ['email-registration.asked'], fields: ['mailCode'], choices: ['back'] } },
      on: {
        // What was asked for has not been confirmed: nothing of it counts any more.
        'CHOSE.back': { target: 'awaiting-details', actions: 'dropClaim' },
        ANSWERED: [
          {
            guard: 'codeMalformed',
            actions: { type: 'refuse', params: { id: 'mail-code-length', field: 'mailCode' } },
          },
          { target: 'confirming-mailbox' },
        ],
      },
    },
    'confirming-mailbox': {
      invoke: {
        id: 'mailbox',
        src: 'confirmMailbox',
        input: ({ context, event }) => ({
          claim: context.claim!.claim,
          mailCode: text(valuesOf(event), 'mailCode'),
        }),
        onDone: [
          {
            guard: ({ event }) => event.output.mailbox === 'confirmed',
            target: 'choosing-proof',
            actions: 'clear',
          },
          {
            guard: ({ event }) => event.output.mailbox === 'wrong',
            target: 'awaiting-mail-code',
            actions: { type: 'refuse', params: { id: 'mail-code-wrong', field: 'mailCode' } },
          },
          { target: 'awaiting-details', actions: 'forgetClaim' },
        ],
        onError: { target: 'awaiting-mail-code', actions: { type: 'refuse', params: { id: 'unavailable' } } },
      },
    },
    'choosing-proof': {
      meta: {
        view: {
          messages: ['email-registration.mailbox-confirmed', 'email-registration.prove'],
          choices: ['sign-in', 'letter-code', 'letter-later'],
        },
      },
      on: {
        'CHOSE.sign-in': { target: 'proving', actions: 'clear' },
        'CHOSE.letter-code': { target: 'proving-by-letter', actions: 'clear' },
        'CHOSE.letter-later': { target: 'letter-under-way', actions: 'clear' },
      },
    },
    'letter-under-way': {
      meta: {
        view: {
          messages: ['email-registration.letter-under-way'],
          choices: ['letter-code', 'sign-in'],
          outcome: 'requested',
        },
      },
      on: { 'CHOSE.sign-in': 'proving', 'CHOSE.letter-code': 'proving-by-letter' },
    },
    proving: {
      invoke: {
        id: 'login',
        src: 'sign-in',
        input: { notices: ['email-registration.sign-in-to-prove'] },
        onDone: [
          {
            guard: ({ event }) => event.output.login !== undefined,
            target: 'confirming-address',
            actions: { type: 'noteLogin', params: ({ event }) => event.output.login! },
          },
          {
            guard: ({ event }) => event.output.next !== undefined,
            target: 'left',
            actions: { type: 'leave', params: ({ event }) => event.output.next! },
          },
          { target: 'choosing-proof' },
        ],
      },
    },
    'proving-by-letter': {
      invoke: {
        id: 'letter',
        src: 'letter-proof',
        onDone: [
          {
            guard: ({ event }) => event.output.accepted !== undefined,
            target: 'confirming-address',
            actions: { type: 'noteLetter', params: ({ event }) => event.output.accepted! },
          },
          // The mailbox has answered: what is left is to prove who it belongs to.
          {
            guard: ({ context, event }) => context.claim !== undefined && event.output.next === 'sign-in',
            target: 'proving',
          },
          { target: 'left', actions: { type: 'leave', params: ({ event }) => event.output.next! } },
        ],
      },
    },
    'confirming-address': {
      meta: { view: { messages: ['email-registration.is-it-yours'], choices: ['yes', 'no'] } },
      on: {
        'CHOSE.yes': { target: 'registering', actions: 'clear' },
        'CHOSE.no': { target: 'declined', actions: 'clear' },
      },
    },
    registering: {
      invoke: {
        id: 'registration',
        src: 'registerEmail',
        input: ({ context }) => ({ claim: context.claim!.claim, proof: context.proof! }),
        onDone: [
          {
            guard: ({ event }) => 'registered' in event.output,
            target: 'registered',
            actions: {
              type: 'noteRegistered',
              params: ({ event }) =>
                (event.output as { registered: { usableFrom: number } }).registered.usableFrom,
            },
          },
          {
            guard: ({ event }) => (event.output as { refused?: string }).refused === 'gone',
            target: 'choosing-proof',
            actions: ['forgetProof', { type: 'refuse', params: { id: 'proof-gone' } }],
          },
          {
            guard: ({ event }) => (event.output as { refused?: string }).refused === 'other-account',
            target: 'awaiting-details',
            actions: ['forgetClaim', { type: 'refuse', params: { id: 'other-account', field: 'nir' } }],
          },
          { target: 'awaiting-details', actions: 'forgetClaim' },
        ],
        onError: { target: 'confirming-address', actions: { type: 'refuse', params: { id: 'unavailable' } } },
      },
    },
    registered: {
      meta: {
        view: {
          messages: ['email-registration.registered'],
          choices: ['information', 'sign-in'],
          outcome: 'registered',
        },
      },
      on: {
        'CHOSE.information': { target: 'left', actions: 'leaveAsChosen' },
        'CHOSE.sign-in': { target: 'left', actions: 'leaveAsChosen' },
      },
    },
    declined: {
      type: 'final',
      meta: {
        view: { messages: ['email-registration.declined'], contacts: 'person', outcome: 'abandoned' },
      },
    },
    left: { type: 'final' },
  },
  output: ({ context: { next } }) => ({ ...(next && { next }) }),
});
