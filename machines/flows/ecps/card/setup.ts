import { assign, setup } from 'xstate';
import type { Refusal, StateMeta } from '../../../flow.ts';
import type { AddCodeResult } from '../../../ports/wallet.ts';
import { call } from '../../shared/chart.ts';
import type { PasswordInput, PasswordOutput } from '../password/chart.ts';
import {
  type Issued,
  type MethodContext,
  type MethodEvent,
  type MethodOutput,
  methodGuards,
  type TroubleInput,
  type TroubleOutput,
} from '../shared.ts';

export interface CardInput {
  readonly connected: boolean;
  readonly card?: string | undefined;
}

interface Context extends MethodContext {
  readonly card?: string | undefined;
  readonly qr?: string | undefined;
  readonly qrLifeMs: number;
}

const addCodeMs = 10 * 60_000;
export const scanProblems = ['qr-expired', 'app-problem', 'phone-incompatible', 'phone-lost'] as const;
export const addProblems = ['add-code-wrong', 'app-problem', 'phone-lost'] as const;

/** What the states of method A are written with. */
export const method = setup({
  types: {} as {
    meta: StateMeta;
    context: Context;
    input: CardInput;
    events: MethodEvent;
    output: MethodOutput;
  },
  actors: {
    'ecps-trouble': call<TroubleInput, TroubleOutput>(),
    'ecps-password': call<PasswordInput, PasswordOutput>(),
    walletStart: call<{ card?: string | undefined }, Issued>(),
    walletRestart: call<{ activation: string }, Issued>(),
    walletTypeAddCode: call<{ activation: string; code: string }, AddCodeResult>(),
  },
  guards: methodGuards,
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
    noteActivated: assign({ activated: true }),
    turnBack: assign({ turnedBack: true }),
  },
  delays: { qrLife: ({ context }) => context.qrLifeMs, addCodeLife: addCodeMs },
});
