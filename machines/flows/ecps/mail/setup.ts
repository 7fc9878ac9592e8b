import { assign, setup } from 'xstate';
import { parseNationalId } from '../../../domain/national-id.ts';
import type { Refusal, StateMeta } from '../../../flow.ts';
import type { SmsCodeResult } from '../../../ports/wallet.ts';
import { call, text, valuesOf } from '../../shared/chart.ts';
import type { PasswordInput, PasswordOutput } from '../password/chart.ts';
import {
  type Issued,
  type MethodContext,
  type MethodEvent,
  type MethodOutput,
  methodGuards,
  type SmsSent,
  type TroubleInput,
  type TroubleOutput,
} from '../shared.ts';

export interface MailInput {
  readonly connected: boolean;
}

interface Context extends MethodContext {
  /** What the wallet is asked for; kept sealed with the session. */
  readonly nationalId?: string;
  /** Words of the refusal (E32): what is wrong, and how many digits stand after the first. */
  readonly idProblem?: string | undefined;
  readonly idAfter?: number | undefined;
  readonly mailLifeMs: number;
  readonly smsLifeMs: number;
  /** Set when an ADELI holder goes over to the card. */
  readonly card?: string;
}

export const dayMs = 24 * 3_600_000;
export const smsMs = 10 * 60_000;
export const mailProblems = [
  'mail-not-received',
  'qr-expired',
  'app-problem',
  'phone-incompatible',
  'phone-lost',
] as const;
export const smsProblems = [
  'sms-not-received',
  'sms-expired',
  'sms-wrong',
  'app-problem',
  'phone-lost',
] as const;
/** « Demander un autre SMS », where the wallet sends it. */
export const resend = { 'CHOSE.resend': { target: '#ecps-mail.sending-sms', actions: 'calm' } } as const;
/** The same where it may have been said by the person only that one was sent. */
export const askAgain = {
  'CHOSE.resend': [
    { guard: 'connected', target: '#ecps-mail.sending-sms', actions: 'calm' },
    { target: '#ecps-mail.choosing-sms', actions: 'calm' },
  ],
} as const;

const parsedFrom = (event: { type: string }) => parseNationalId(text(valuesOf(event), 'nationalId'));

/** What the states of method B are written with. */
export const method = setup({
  types: {} as {
    meta: StateMeta;
    context: Context;
    input: MailInput;
    events: MethodEvent;
    output: MethodOutput;
  },
  actors: {
    'ecps-trouble': call<TroubleInput, TroubleOutput>(),
    'ecps-password': call<PasswordInput, PasswordOutput>(),
    walletRequest: call<{ nationalId: string }, Issued>(),
    walletRestart: call<{ activation: string }, Issued>(),
    walletSendSms: call<{ activation: string }, SmsSent>(),
    walletTypeSmsCode: call<{ activation: string; code: string }, SmsCodeResult>(),
  },
  guards: {
    ...methodGuards,
    malformed: ({ event }) => !parsedFrom(event).ok,
    adeli: ({ event }) => {
      const parsed = parsedFrom(event);
      return parsed.ok && parsed.kind === 'adeli';
    },
  },
  actions: {
    calm: assign({ error: undefined, notices: undefined }),
    refuse: assign((_, error: Refusal) => ({ error, notices: undefined })),
    refuseId: assign(({ event }) => {
      const parsed = parsedFrom(event);
      if (parsed.ok) return {};
      return {
        error: { id: 'id-invalid', field: 'nationalId' },
        // Selectors of the message take no hyphen.
        idProblem: parsed.problem.replaceAll('-', '_'),
        idAfter: parsed.after,
        notices: undefined,
      };
    }),
    keepId: assign(({ context, event }) => {
      const parsed = parsedFrom(event);
      if (!parsed.ok) return {};
      return {
        // What was begun for another is not begun again for this one.
        ...(parsed.id !== context.nationalId && { activation: undefined }),
        nationalId: parsed.id,
        idProblem: undefined,
        idAfter: undefined,
        notices: parsed.doubtful ? ['ecps-mail.check-digit-odd'] : undefined,
        error: undefined,
      };
    }),
    keepIssued: assign((_, { activation, expiresAt, lifeMs }: Issued) => ({
      activation,
      qrExpiresAt: expiresAt,
      mailLifeMs: lifeMs,
      error: undefined,
    })),
    keepSmsLife: assign((_, smsLifeMs: number) => ({ smsLifeMs, error: undefined, notices: undefined })),
    noteActivated: assign({ activated: true }),
    turnBack: assign({ turnedBack: true }),
    takeCard: assign({ card: ({ context }) => context.nationalId! }),
  },
  delays: { mailLife: ({ context }) => context.mailLifeMs, smsLife: ({ context }) => context.smsLifeMs },
});
