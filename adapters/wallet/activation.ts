import type { Doc } from '../../machines/engine/documents.ts';
import { earliestEntry, type OutboxEntry, outboxKeys } from '../../machines/engine/outbox.ts';
import type { Locale } from '../../machines/envelope.ts';

export const walletKind = 'wallet-activation';

/**
 * Where an activation stands. `ended`: the telephone was lost or cannot run the app, or its session has begun another; a
 * restart begins anew.
 */
export type Stage =
  | 'qr-shown'
  | 'mail-sent'
  | 'phone-scanned'
  | 'sms-sent'
  | 'phone-added'
  | 'active'
  | 'ended';

/** A code to type: dead when it expires, when it served, or after too many wrong ones. */
export interface ShortCode {
  readonly code: string;
  readonly expiresAt: number;
  readonly wrong?: number;
}

export interface Activation {
  readonly session: string;
  readonly tenant: string;
  readonly locale: Locale;
  readonly method: 'card' | 'mail';
  readonly nationalId: string;
  readonly stage: Stage;
  readonly startedAt: number;
  /** Absent when no mail left: nobody has that id, or too many were asked for. */
  readonly qr?: { readonly payload: string; readonly expiresAt: number; readonly spent?: true };
  readonly addCode?: ShortCode;
  readonly sms?: ShortCode & { readonly garbled?: true };
  /** A switch of the simulator: the next SMS will hold a code that does not fit. */
  readonly garbleNextSms?: true;
  readonly smsSent: number;
  readonly passwordHash?: string;
  /** What was answered to which call, the latest few: the same call again gets the same (`Wallet`). */
  readonly answered: readonly { readonly callId: string; readonly result: unknown }[];
}

/** An activation and the messages decided for it, in one document. Sealed like every other (P13). */
export interface ActivationBody {
  readonly activation: Activation;
  readonly outbox: readonly OutboxEntry[];
}

export const qrLifeMs = 90_000;
export const mailLifeMs = 24 * 3_600_000;
export const codeLifeMs = 10 * 60_000;
export const smsPerActivation = 5;
export const wrongCodesAllowed = 5;
export const keptMs = 8 * 24 * 3_600_000;

/** What an activation that nobody's guide has begun is kept under. */
export const nobodysSession = '';

/** Nothing that was issued for it counts any more, nor will: only a restart goes on with it. */
export const isOver = ({ stage }: Activation): boolean => stage === 'active' || stage === 'ended';

/** Keys and due time follow from the content. `digest` of the QR: the payload itself is in no key (P13). */
export function indexed(
  body: ActivationBody,
  digest: (payload: string) => string,
): Pick<Doc<ActivationBody>, 'keys' | 'dueAt' | 'body'> {
  const { qr, session } = body.activation;
  const isSomebodys = session !== nobodysSession && !isOver(body.activation);
  return {
    keys: [
      ...(qr ? [`qr:${digest(qr.payload)}`] : []),
      ...(isSomebodys ? [`session:${session}`] : []),
      ...outboxKeys(body.outbox),
    ],
    dueAt: earliestEntry(body.outbox) ?? null,
    body,
  };
}

/** E18 and E38: what is typed counts without case and spaces. */
export const sameCode = (typed: string, code: string): boolean =>
  typed.replaceAll(/\s/g, '').toUpperCase() === code.toUpperCase();

/** The activation as at its beginning, everything issued before gone (P16). */
export function voided(activation: Activation): Activation {
  const { qr: _qr, addCode: _add, sms: _sms, passwordHash: _password, ...rest } = activation;
  return { ...rest, stage: activation.method === 'card' ? 'qr-shown' : 'mail-sent' };
}
