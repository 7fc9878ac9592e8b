import { assign, setup } from 'xstate';
import type { FlowOutput, ShownContext, StateMeta } from '../../flow.ts';
import { call, type PersonEvent } from '../shared/chart.ts';
import type { CardInput } from './card/setup.ts';
import type { MailInput } from './mail/setup.ts';
import type { MethodOutput } from './shared.ts';

interface Context extends ShownContext {
  readonly method: 'card' | 'mail';
  readonly connected: boolean;
  readonly card?: string | undefined;
}

/**
 * From « I have no idea how to activate it » to an active e-CPS (E01-E03): with the card, else by the contact
 * details the agency knows. Where the wallet is connected both methods follow its events; else they guide.
 */
export const ecpsChart = setup({
  types: {} as { meta: StateMeta; context: Context; input: unknown; events: PersonEvent; output: FlowOutput },
  actors: {
    'ecps-card': call<CardInput, MethodOutput>(),
    'ecps-mail': call<MailInput, MethodOutput>(),
    walletStatus: call<object, { readonly connected: boolean }>(),
  },
  actions: {
    choose: assign((_, method: Context['method']) => ({ method })),
    noteConnected: assign((_, connected: boolean) => ({ connected })),
    keepCard: assign((_, card: string | undefined) => ({ card })),
  },
}).createMachine({
  id: 'ecps',
  context: { method: 'card', connected: false },
  initial: 'asking-card',
  states: {
    'asking-card': {
      meta: {
        view: {
          messages: ['ecps.goal', 'ecps.ask'],
          choices: ['card-yes', 'card-no'],
          links: ['ecps-video'],
          drawing: 'ecps-goal',
        },
      },
      on: {
        'CHOSE.card-yes': { target: 'looking-at-wallet', actions: { type: 'choose', params: 'card' } },
        'CHOSE.card-no': { target: 'looking-at-wallet', actions: { type: 'choose', params: 'mail' } },
      },
    },
    'looking-at-wallet': {
      invoke: {
        id: 'wallet',
        src: 'walletStatus',
        input: () => ({}),
        onDone: {
          target: 'choosing-method',
          actions: { type: 'noteConnected', params: ({ event }) => event.output.connected },
        },
        onError: 'choosing-method',
      },
    },
    'choosing-method': {
      always: [
        { guard: ({ context }) => context.method === 'card', target: 'with-card' },
        { target: 'by-mail' },
      ],
    },
    'with-card': {
      invoke: {
        id: 'card',
        src: 'ecps-card',
        input: ({ context }) => ({ connected: context.connected, card: context.card }),
        onDone: [
          { guard: ({ event }) => event.output.activated, target: 'activated' },
          { guard: ({ event }) => event.output.turnedBack === true, target: 'asking-card' },
          { target: 'by-mail' },
        ],
      },
    },
    'by-mail': {
      invoke: {
        id: 'mail',
        src: 'ecps-mail',
        input: ({ context }) => ({ connected: context.connected }),
        onDone: [
          { guard: ({ event }) => event.output.activated, target: 'activated' },
          { guard: ({ event }) => event.output.turnedBack === true, target: 'asking-card' },
          { target: 'with-card', actions: { type: 'keepCard', params: ({ event }) => event.output.card } },
        ],
      },
    },
    activated: {
      meta: {
        view: {
          messages: ['ecps.activated', 'ecps.every-opening'],
          drawing: 'ecps-activated',
          outcome: 'activated',
        },
      },
    },
  },
  output: {},
});
