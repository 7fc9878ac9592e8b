import { assign, setup } from 'xstate';
import type { Refusal, ShownContext } from '../../../flow.ts';
import type { AddCodeResult } from '../../../ports/wallet.ts';
import { call } from '../../shared/chart.ts';
import type { PasswordInput, PasswordOutput } from '../password/chart.ts';
import type {
  Issued,
  MethodEvent,
  MethodOutput,
  TroubleInput,
  TroubleOutput,
  WalletHeard,
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
export const scanProblems = ['qr-expired', 'app-problem', 'phone-incompatible', 'phone-lost'] as const;
export const addProblems = ['add-code-wrong', 'app-problem', 'phone-lost'] as const;
export const lateProblems = ['app-problem', 'phone-lost'] as const;
export const again = { 'CHOSE.restart': { target: '#ecps-card.restarting', actions: 'calm' } } as const;

/** An error exit of E65: what it means, whom to call, and the beginning again (E15). */
export const exit = (name: string, outcome?: 'to-a-person') =>
  ({
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

/** What the states of method A are written with. */
export const method = setup({
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
});
