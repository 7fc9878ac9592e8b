import { assign, setup } from 'xstate';
import type { FlowOutput, Refusal, ShownContext, StateMeta } from '../../flow.ts';
import { call, type PersonEvent, type Right, type Verified } from '../shared/chart.ts';

export interface FirstConnectionInput {
  readonly verified?: Verified;
}

interface Context extends ShownContext {
  readonly verified?: Verified | undefined;
  readonly refused?: Refusal | undefined;
  readonly login?: FlowOutput['login'];
  readonly next?: string | undefined;
}

/**
 * The first connection in four steps (F01-F05): the received code, a personal one, signing in again with it
 * (the change opens no session: F04), the terms. Signing in with a temporary code leads here too.
 */
export const firstConnectionChart = setup({
  types: {} as {
    meta: StateMeta;
    context: Context;
    input: FirstConnectionInput;
    events: PersonEvent;
    output: FlowOutput;
  },
  actors: {
    credentials: call<
      { notices?: readonly string[]; error?: Refusal },
      { accepted?: Verified; next?: string }
    >(),
    'choose-code': call<{ right: Right; notices: readonly string[] }, { set: boolean }>(),
    'sign-in': call<{ notices?: readonly string[]; verified?: Verified }, FlowOutput>(),
  },
  guards: {
    verified: ({ context }) => context.verified !== undefined,
    temporary: ({ context }) => context.verified?.standing === 'temporary',
  },
}).createMachine({
  id: 'first-connection',
  context: ({ input }) => ({ ...input }),
  initial: 'deciding',
  states: {
    deciding: { always: [{ guard: 'verified', target: 'routing' }, { target: 'identifying' }] },
    identifying: {
      invoke: {
        id: 'identification',
        src: 'credentials',
        input: ({ context }) => ({
          notices: ['first-connection.intro', 'first-connection.where'],
          ...(context.refused && { error: context.refused }),
        }),
        onDone: [
          {
            guard: ({ event }) => event.output.accepted !== undefined,
            target: 'routing',
            actions: assign(({ event }) => ({ verified: event.output.accepted, refused: undefined })),
          },
          { target: 'left', actions: assign({ next: ({ event }) => event.output.next }) },
        ],
      },
    },
    routing: {
      always: [{ guard: 'temporary', target: 'choosing-code' }, { target: 'signing-in' }],
    },
    'choosing-code': {
      invoke: {
        id: 'choice',
        src: 'choose-code',
        input: ({ context: { verified } }) => ({
          right: { kind: 'temporary' as const, member: verified!.member, epoch: verified!.epoch },
          notices: ['first-connection.step-2'],
        }),
        onDone: [
          {
            guard: ({ event }) => event.output.set,
            target: 'signing-in',
            actions: assign({ verified: undefined }),
          },
          {
            target: 'identifying',
            actions: assign({ verified: undefined, refused: { id: 'wrong-credentials' } }),
          },
        ],
      },
    },
    /** With the new code (F04); whoever has a personal one already is known and goes straight on. */
    'signing-in': {
      invoke: {
        id: 'signing-in',
        src: 'sign-in',
        input: ({ context: { verified } }) =>
          verified ? { verified } : { notices: ['first-connection.code-saved'] },
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
    connected: { type: 'final', meta: { view: { messages: ['sign-in.connected'], outcome: 'connected' } } },
    'terms-refused': {
      type: 'final',
      meta: { view: { messages: ['sign-in.terms-refused'], outcome: 'abandoned' } },
    },
    left: { type: 'final' },
  },
  output: ({ context: { login, next } }) => ({ ...(login && { login }), ...(next && { next }) }),
});
