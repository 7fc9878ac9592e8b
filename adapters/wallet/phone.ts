import type { Randomness } from '../../machines/ports/vault.ts';
import type {
  AddCodeResult,
  PasswordResult,
  SmsCodeResult,
  SmsResult,
  Wallet,
} from '../../machines/ports/wallet.ts';
import { type Activation, codeLifeMs, isOver } from './activation.ts';
import type { Activations } from './activations.ts';

export type ScanResult =
  | { readonly scanned: true; readonly activation: string }
  | { readonly scanned: false; readonly why: 'unknown' | 'used' | 'expired' };

/** The verbs, which also tell the session when it happened on the telephone or on the wallet's site (`told`). */
export interface ToldWallet extends Wallet {
  typeAddCode(activation: string, code: string, callId: string, told?: boolean): Promise<AddCodeResult>;
  sendSms(activation: string, callId: string, told?: boolean): Promise<SmsResult>;
  typeSmsCode(activation: string, code: string, callId: string, told?: boolean): Promise<SmsCodeResult>;
  setPassword(activation: string, pin: string, callId: string, told?: boolean): Promise<PasswordResult>;
}

/** What the switches of `/dev/wallet` make happen (E65). */
export const faults = ['expire', 'wrong-sms', 'lost', 'incompatible'] as const;
export type Fault = (typeof faults)[number];

/**
 * The telephone of the simulator: what happens on it is told to the session that waits for it, by the outbox of
 * the same write. The faults are the same kind of thing: they happen to the telephone.
 */
export function createPhone(wallet: ToldWallet, activations: Activations, randomness: Randomness) {
  const { change, tell, draw, findByQr } = activations;
  const callId = () => `phone.${randomness.token(12)}`;

  /** E17, E36: the app reads the code. Good once, before it expires, and not after a restart (P04, P16). */
  async function scan(payload: string): Promise<ScanResult> {
    const unknown: ScanResult = { scanned: false, why: 'unknown' };
    const id = await findByQr(payload.trim());
    if (id === undefined) return unknown;
    const { addCode } = draw();
    return change<ScanResult>(id, undefined, unknown, (activation, now) => {
      const { qr } = activation;
      if (qr?.payload !== payload.trim()) return { result: unknown };
      if (qr.spent) return { result: { scanned: false, why: 'used' } };
      if (qr.expiresAt <= now || activation.stage === 'ended')
        return { result: { scanned: false, why: 'expired' } };
      const next: Activation = {
        ...activation,
        stage: 'phone-scanned',
        qr: { ...qr, spent: true },
        ...(activation.method === 'card' && { addCode: { code: addCode, expiresAt: now + codeLifeMs } }),
      };
      return {
        next,
        send: [tell(next, id, 'WALLET.SCANNED', qr.expiresAt)],
        result: { scanned: true, activation: id },
      };
    });
  }

  /** True if there was anything for the fault to happen to. */
  async function happen(id: string, fault: Fault): Promise<boolean> {
    return change(id, undefined, false, (activation, now) => {
      if (isOver(activation)) return { result: false };
      if (fault === 'expire') return expire(id, activation, now);
      if (fault === 'wrong-sms') return garble(id, activation);
      const type = fault === 'lost' ? 'WALLET.PHONE_LOST' : 'WALLET.PHONE_INCOMPATIBLE';
      const { qr: _qr, addCode: _add, sms: _sms, ...rest } = activation;
      return { next: { ...rest, stage: 'ended' }, send: [tell(activation, id, type)], result: true };
    });
  }

  /** Whatever is alive now expires: the QR, the add code or the SMS code. */
  function expire(id: string, activation: Activation, now: number) {
    const { stage, qr, addCode, sms } = activation;
    if ((stage === 'qr-shown' || stage === 'mail-sent') && qr)
      return {
        next: { ...activation, qr: { ...qr, expiresAt: now } },
        send: [tell(activation, id, 'WALLET.QR_EXPIRED', qr.expiresAt)],
        result: true,
      };
    if (stage === 'phone-scanned' && addCode)
      return {
        next: { ...activation, addCode: { ...addCode, expiresAt: now } },
        send: [tell(activation, id, 'WALLET.ADD_CODE_EXPIRED')],
        result: true,
      };
    if (stage === 'sms-sent' && sms)
      return {
        next: { ...activation, sms: { ...sms, expiresAt: now } },
        send: [tell(activation, id, 'WALLET.SMS_EXPIRED')],
        result: true,
      };
    return { result: false };
  }

  /** The SMS that was sent does not fit; before one was sent, the next will not. */
  function garble(id: string, activation: Activation) {
    const { stage, sms } = activation;
    if (stage === 'sms-sent' && sms)
      return {
        next: { ...activation, sms: { ...sms, garbled: true as const } },
        send: [tell(activation, id, 'WALLET.SMS_WRONG')],
        result: true,
      };
    if (activation.method !== 'mail' || stage === 'phone-added') return { result: false };
    return { next: { ...activation, garbleNextSms: true as const }, result: true };
  }

  return {
    scan,
    happen,
    /** E37: « Par SMS » pressed in the app. */
    askSms: (id: string): Promise<SmsResult> => wallet.sendSms(id, callId(), true),
    /** E38, E39: read automatically or typed in the app. */
    typeSmsCode: (id: string, code: string): Promise<SmsCodeResult> =>
      wallet.typeSmsCode(id, code, callId(), true),
    /** E40: on the telephone, in method B. */
    setPassword: (id: string, pin: string): Promise<PasswordResult> =>
      wallet.setPassword(id, pin, callId(), true),
  };
}
