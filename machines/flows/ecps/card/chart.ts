import { assign, setup } from 'xstate';
import type { Refusal, ShownContext } from '../../../flow.ts';
import type { AddCodeResult } from '../../../ports/wallet.ts';
import { call, text, valuesOf } from '../../shared/chart.ts';
import type { PasswordInput, PasswordOutput } from '../password/chart.ts';
import {
  type Issued,
  type MethodEvent,
  type MethodOutput,
  step,
  type TroubleInput,
  type TroubleOutput,
  trouble,
  type WalletHeard,
} from '../shared.ts';

export interface CardInput {
  readonly connected: boolean;
  readonly card?: string | undefined;
}

interface Context extends ShownContext {
  /** Whether the wallet tells us what happens; else the person does. */
  readonly connected: boolean;
  readonly card?: string | undefined;
  readonly activation?: string;
  readonly qr?: string | undefined;
  readonly qrExpiresAt: number;
  readonly qrLifeMs: number;
  readonly activated: boolean;
}

const addCodeMs = 10 * 60_000;
const scanProblems = ['qr-expired', 'app-problem', 'phone-incompatible', 'phone-lost'] as const;
const addProblems = ['add-code-wrong', 'app-problem', 'phone-lost'] as const;
const lateProblems = ['app-problem', 'phone-lost'] as const;
const again = { 'CHOSE.restart': { target: '#ecps-card.restarting', actions: 'calm' } } as const;

/** An error exit of E65: what it means, whom to call, and the beginning again (E15). */
const exit = (name: string, outcome?: 'to-a-person') => ({
  meta: {
    view: {
      messages: [`ecps.${name}`],
      choices: ['restart'],
      contacts: 'ecps-app',
      ...(outcome && { outcome }),
    },
  },
  on: again,
}) as const;

/**
 * Method A (E10-E20): with the card and a reader. The first steps are the person's; from the QR code on the chart
 * follows the wallet's own events where it is connected, and asks what is seen where it is not.
 */
export const cardChart = setup({
  types: {} as { context: Context; input: CardInput; events: MethodEvent; output: MethodOutput },
  actors: {
    'ecps-trouble': call<TroubleInput, TroubleOutput>(),
    'ecps-password': call<PasswordInput, PasswordOutput>(),
    walletStart: call<{ card?: string | undefined }, Issued>(),
    walletRestart: call<{ activation: string }, Issued>(),
    walletTypeAddCode: call<{ activation: string; code: string }, AddCodeResult>(),
  },
  guards: {
    connected: ({ context }) => context.connected,
    begun: ({ context }) => context.activation !== undefined,
    ours: ({ context, event }) => (event as WalletHeard).activation === context.activation,
    thisQr: ({ context, event }) =>
      (event as WalletHeard).activation === context.activation &&
      (event as WalletHeard).expiresAt === context.qrExpiresAt,
    empty: ({ event }) => text(valuesOf(event), 'addCode') === '',
  },
  actions: {
    calm: assign({ error: undefined, notices: undefined }),
    refuse: assign((_, error: Refusal) => ({ error, notices: undefined })),
    keepIssued: assign((_, { activation, qr, expiresAt, lifeMs }: Issued) => ({
      activation,
      qr,
      qrExpiresAt: expiresAt,
      qrLifeMs: lifeMs,
      error: undefined,
    })),
    note: assign((_, id: string) => ({ notices: [id], error: undefined })),
    noteActivated: assign({ activated: true }),
  },
  delays: { qrLife: ({ context }) => context.qrLifeMs, addCodeLife: addCodeMs },
}).createMachine({
  id: 'ecps-card',
  context: ({ input }) => ({
    connected: input.connected,
    card: input.card,
    qrExpiresAt: 0,
    qrLifeMs: 0,
    activated: false,
  }),
  initial: 'installing-app',
  on: {
    'WALLET.PHONE_LOST': { guard: 'ours', target: '.phone-lost', actions: 'calm' },
    'WALLET.PHONE_INCOMPATIBLE': { guard: 'ours', target: '.phone-incompatible', actions: 'calm' },
  },
  states: {
    'installing-app': step('ecps-card', 'installing-app', {
      next: 'opening-site',
      problems: ['app-problem', 'phone-incompatible'],
      drawing: 'ecps-install',
    }),
    'opening-site': step('ecps-card', 'opening-site', {
      next: 'reading-card',
      problems: ['app-problem'],
      drawing: 'ecps-site',
      links: ['ecps-wallet'],
    }),
    'reading-card': step('ecps-card', 'reading-card', {
      next: 'accepting-conditions',
      problems: ['card-problem'],
      drawing: 'ecps-reader',
    }),
    'accepting-conditions': step('ecps-card', 'accepting-conditions', {
      next: 'opening-app',
      problems: ['card-problem', 'app-problem'],
      drawing: 'ecps-conditions',
    }),
    'opening-app': step('ecps-card', 'opening-app', {
      next: 'restarting',
      problems: ['app-problem', 'phone-incompatible'],
      drawing: 'ecps-open-app',
    }),
    restarting: {
      always: [
        { guard: ({ context }) => !context.connected, target: 'scanning' },
        { guard: 'begun', target: 'reissuing' },
        { target: 'issuing' },
      ],
    },
    issuing: {
      invoke: {
        id: 'issue',
        src: 'walletStart',
        input: ({ context }) => ({ card: context.card }),
        onDone: { target: 'showing-qr', actions: { type: 'keepIssued', params: ({ event }) => event.output } },
        onError: { target: 'opening-app', actions: { type: 'refuse', params: { id: 'unavailable' } } },
      },
    },
    reissuing: {
      invoke: {
        id: 'reissue',
        src: 'walletRestart',
        input: ({ context }) => ({ activation: context.activation! }),
        onDone: { target: 'showing-qr', actions: { type: 'keepIssued', params: ({ event }) => event.output } },
        onError: { target: 'opening-app', actions: { type: 'refuse', params: { id: 'unavailable' } } },
      },
    },
    'showing-qr': {
      initial: 'waiting',
      after: { qrLife: { target: 'qr-expired', actions: 'calm' } },
      on: {
        'WALLET.SCANNED': { guard: 'thisQr', target: 'adding-phone', actions: 'calm' },
        'WALLET.QR_EXPIRED': { guard: 'thisQr', target: 'qr-expired', actions: 'calm' },
      },
      states: {
        waiting: {
          meta: {
            view: {
              messages: ['ecps-card.showing-qr'],
              choices: ['failed', 'restart'],
              qrIn: 'qr',
              drawing: 'ecps-scan',
              awaitsEvent: true,
            },
          },
          on: { 'CHOSE.failed': 'trouble', ...again },
        },
        trouble: trouble('ecps-card', 'waiting', { problems: scanProblems, restart: true }),
      },
    },
    'adding-phone': {
      initial: 'awaiting-add-code',
      after: { addCodeLife: { target: 'add-code-expired', actions: 'calm' } },
      on: { 'WALLET.ADD_CODE_EXPIRED': { guard: 'ours', target: 'add-code-expired', actions: 'calm' } },
      states: {
        'awaiting-add-code': {
          meta: {
            view: {
              messages: ['ecps-card.add-code.ask'],
              fields: ['addCode'],
              choices: ['failed', 'restart'],
              drawing: 'ecps-add-code',
            },
          },
          on: {
            ANSWERED: { target: 'typing' },
            'CHOSE.failed': { target: 'trouble', actions: 'calm' },
            ...again,
          },
        },
        typing: {
          invoke: {
            id: 'add',
            src: 'walletTypeAddCode',
            input: ({ context, event }) => ({
              activation: context.activation!,
              code: text(valuesOf(event), 'addCode'),
            }),
            onDone: [
              {
                guard: ({ event }) => event.output === 'added',
                target: '#ecps-card.choosing-pin',
                actions: 'calm',
              },
              {
                guard: ({ event }) => event.output === 'wrong',
                target: 'add-code-wrong',
                actions: { type: 'refuse', params: { id: 'add-code-wrong', field: 'addCode' } },
              },
              { target: '#ecps-card.add-code-expired', actions: 'calm' },
            ],
            onError: {
              target: 'awaiting-add-code',
              actions: { type: 'refuse', params: { id: 'unavailable' } },
            },
          },
        },
        'add-code-wrong': {
          meta: {
            view: {
              messages: ['ecps.add-code-wrong'],
              fields: ['addCode'],
              choices: ['restart'],
              contacts: 'ecps-app',
              drawing: 'ecps-add-code',
            },
          },
          on: { ANSWERED: { target: 'typing' }, ...again },
        },
        trouble: trouble('ecps-card', 'awaiting-add-code', { problems: addProblems, restart: true }),
      },
    },
    'choosing-pin': {
      initial: 'choosing',
      states: {
        choosing: {
          invoke: {
            id: 'password',
            src: 'ecps-password',
            input: ({ context }) => ({ activation: context.activation! }),
            onDone: [
              {
                guard: ({ event }) => event.output.end === 'active',
                target: '#ecps-card.activated',
                actions: 'noteActivated',
              },
              { guard: ({ event }) => event.output.end === 'failed', target: 'trouble' },
              { guard: ({ event }) => event.output.end === 'restart', target: '#ecps-card.restarting' },
              { target: '#ecps-card.add-code-expired' },
            ],
          },
        },
        trouble: trouble('ecps-card', 'choosing', { problems: lateProblems, restart: true }),
      },
    },
    scanning: step('ecps-card', 'scanning', {
      next: 'typing-add-code',
      problems: scanProblems,
      restart: true,
      drawing: 'ecps-scan',
    }),
    'typing-add-code': step('ecps-card', 'typing-add-code', {
      next: 'creating-password',
      problems: addProblems,
      restart: true,
      drawing: 'ecps-add-code',
    }),
    'creating-password': step('ecps-card', 'creating-password', {
      next: 'said-active',
      problems: lateProblems,
      restart: true,
      drawing: 'ecps-password',
      notes: ['ecps.password-rules'],
    }),
    'said-active': { always: { target: 'activated', actions: 'noteActivated' } },
    'qr-expired': exit('qr-expired'),
    'add-code-expired': exit('add-code-expired'),
    'phone-lost': exit('phone-lost', 'to-a-person'),
    'phone-incompatible': exit('phone-incompatible', 'to-a-person'),
    activated: { type: 'final' },
    /** Over to method B. */
    left: { type: 'final' },
  },
  output: ({ context }) => ({ activated: context.activated }),
});
