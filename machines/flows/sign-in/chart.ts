import { assign, setup } from 'xstate';
import type { FlowOutput, Refusal, ShownContext, StateMeta } from '../../flow.ts';
import { call, type PersonEvent, type Verified, valuesOf } from '../shared/chart.ts';

export interface SignInInput {
  readonly notices?: readonly string[];
  /** Set when who it is has been verified already, by the flow that leads here. */
  readonly verified?: Verified;
}

interface Context extends ShownContext {
  readonly verified?: Verified | undefined;
  /** A refusal to be shown with the credentials question. */
  readonly refused?: Refusal | undefined;
  readonly login?: FlowOutput['login'];
  readonly next?: string | undefined;
}

type Opening = { standing: 'open'; newBrowser: boolean } | { standing: 'terms-due' } | { standing: 'gone' };

/**
 * Signing in: credentials, then the first connection while the code is temporary (P01, F02-F04), then the terms
 * in force (P02, T05), then the area. The member is looked at again at the last moment (P05).
 */
export const signInChart = setup({
  types: {} as {
    meta: StateMeta;
    context: Context;
    input: SignInInput;
    events: PersonEvent;
    output: FlowOutput;
  },
  actors: {
    credentials: call<
      { notices?: readonly string[]; error?: Refusal },
      { accepted?: Verified; next?: string }
    >(),
    'first-connection': call<{ verified: Verified }, FlowOutput>(),
    acceptTerms: call<Verified, { recorded: boolean }>(),
    openSession: call<Verified, Opening>(),
  },
  guards: {
    verified: ({ context }) => context.verified !== undefined,
    temporary: ({ context }) => context.verified?.standing === 'temporary',
    termsDue: ({ context }) => context.verified?.standing === 'terms-due',
    termsUnticked: ({ event }) => valuesOf(event).acceptTerms !== true,
  },
  actions: {
    sendBack: assign((_, id: string) => ({
      verified: undefined,
      refused: { id },
      notices: undefined,
      error: undefined,
    })),
    rememberLogin: assign({
      login: ({ context: { verified } }) => ({ member: verified!.member, epoch: verified!.epoch }),
    }),
    /** X16: an effect, delivered from the outbox. */
    tellNewBrowser: (_, _params: { member: string }) => {},
  },
}).createMachine({
  id: 'sign-in',
  context: ({ input }) => ({ ...input }),
  initial: 'deciding',
  states: {
    deciding: { always: [{ guard: 'verified', target: 'routing' }, { target: 'identifying' }] },
    identifying: {
      invoke: {
        id: 'identification',
        src: 'credentials',
        input: ({ context }) => ({
          ...(context.notices && { notices: context.notices }),
          ...(context.refused && { error: context.refused }),
        }),
        onDone: [
          {
            guard: ({ event }) => event.output.accepted !== undefined,
            target: 'routing',
            actions: assign(({ event }) => ({
              verified: event.output.accepted,
              notices: undefined,
              refused: undefined,
            })),
          },
          { target: 'left', actions: assign({ next: ({ event }) => event.output.next }) },
        ],
      },
    },
    routing: {
      always: [
        { guard: 'temporary', target: 'personalising' },
        { guard: 'termsDue', target: 'awaiting-terms' },
        { target: 'opening' },
      ],
    },
    personalising: {
      invoke: {
        id: 'personalisation',
        src: 'first-connection',
        input: ({ context }) => ({ verified: context.verified! }),
        onDone: [
          {
            guard: ({ event }) => event.output.login !== undefined,
            target: 'connected',
            actions: assign({ login: ({ event }) => event.output.login }),
          },
          {
            guard: ({ event }) => event.output.next !== undefined,
            target: 'left',
            actions: assign({ next: ({ event }) => event.output.next }),
          },
          { target: 'terms-refused' },
        ],
      },
    },
    'awaiting-terms': {
      meta: {
        view: {
          messages: ['sign-in.terms', 'sign-in.terms-text'],
          fields: ['acceptTerms'],
          choices: ['refuse'],
        },
      },
      on: {
        ANSWERED: [
          {
            guard: 'termsUnticked',
            actions: assign({ error: { id: 'terms-needed', field: 'acceptTerms' } }),
          },
          { target: 'recording-terms', actions: assign({ error: undefined }) },
        ],
        'CHOSE.refuse': { target: 'terms-refused', actions: assign({ error: undefined }) },
      },
    },
    'recording-terms': {
      invoke: {
        id: 'terms',
        src: 'acceptTerms',
        input: ({ context }) => context.verified!,
        onDone: [
          { guard: ({ event }) => event.output.recorded, target: 'opening' },
          { target: 'identifying', actions: { type: 'sendBack', params: 'wrong-credentials' } },
        ],
        onError: { target: 'awaiting-terms', actions: assign({ error: { id: 'unavailable' } }) },
      },
    },
    opening: {
      invoke: {
        id: 'opening',
        src: 'openSession',
        input: ({ context }) => context.verified!,
        onDone: [
          {
            guard: ({ event }) => event.output.standing === 'open' && event.output.newBrowser,
            target: 'connected',
            actions: [
              'rememberLogin',
              { type: 'tellNewBrowser', params: ({ context }) => ({ member: context.verified!.member }) },
            ],
          },
          {
            guard: ({ event }) => event.output.standing === 'open',
            target: 'connected',
            actions: 'rememberLogin',
          },
          { guard: ({ event }) => event.output.standing === 'terms-due', target: 'awaiting-terms' },
          { target: 'identifying', actions: { type: 'sendBack', params: 'wrong-credentials' } },
        ],
        onError: { target: 'identifying', actions: { type: 'sendBack', params: 'unavailable' } },
      },
    },
    connected: {
      type: 'final',
      meta: { view: { messages: ['sign-in.connected'], outcome: 'connected' } },
    },
    'terms-refused': {
      type: 'final',
      meta: { view: { messages: ['sign-in.terms-refused'], outcome: 'abandoned' } },
    },
    left: { type: 'final' },
  },
  output: ({ context: { login, next } }) => ({ ...(login && { login }), ...(next && { next }) }),
});
