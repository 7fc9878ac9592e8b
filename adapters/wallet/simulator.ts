import { pinProblem } from '../../machines/domain/wallet-pin.ts';
import type { OutboxEntry } from '../../machines/engine/outbox.ts';
import type {
  ActivationFor,
  AddCodeResult,
  IssuedQr,
  PasswordResult,
  Requested,
  SmsCodeResult,
  SmsResult,
  WalletEventType,
} from '../../machines/ports/wallet.ts';
import {
  type Activation,
  type ActivationBody,
  codeLifeMs,
  indexed,
  mailLifeMs,
  qrLifeMs,
  sameCode,
  smsPerActivation,
  voided,
  walletKind,
} from './activation.ts';
import { createActivations, type Drawn, type WalletParts } from './activations.ts';
import { createDirectory } from './directory.ts';
import { type Holder, holderOf } from './holders.ts';
import { createPhone, type ToldWallet } from './phone.ts';
import { codeOnPhone, counted } from './short-codes.ts';
import { createSite } from './site.ts';
import { smsText } from './words.ts';

/**
 * The wallet as a simulator with real parts: QR codes that are good once and for 90 seconds, a mail, an SMS,
 * codes and a password under the rules of the guide. State is in the store, time is the product's clock, and
 * messages leave by the outbox of the write that decided them. Outside production only.
 */
export function createWalletSimulator(parts: WalletParts) {
  const { vault, clock, hasher, phoneUrl } = parts;
  const activations = createActivations(parts);
  const { begin, change, draw, messages, tell, update } = activations;
  const directory = createDirectory(vault, clock, update);

  const blank = (who: ActivationFor, method: Activation['method'], nationalId: string, now: number) =>
    voided({
      ...who,
      method,
      nationalId,
      stage: 'ended',
      startedAt: now,
      smsSent: 0,
      answered: [],
    });

  const withQr = (activation: Activation, payload: string, expiresAt: number): Activation => ({
    ...activation,
    qr: { payload, expiresAt },
  });

  function mailTo(
    holder: Holder,
    { locale }: Pick<Activation, 'locale'>,
    qr: string,
    expiresAt: number,
  ): OutboxEntry {
    return messages.mail({
      template: 'ecps-activation',
      to: { name: holder.name, address: holder.email },
      locale,
      args: { qr, phoneUrl, expiresAt },
    });
  }

  /** The QR of a mail, and the mail; nothing at all where nobody may get one. */
  function mailed(activation: Activation, holder: Holder | undefined, { qr }: Drawn, now: number) {
    const expiresAt = now + mailLifeMs;
    if (!holder) return { next: activation, send: [], expiresAt };
    return {
      next: withQr(activation, qr, expiresAt),
      send: [mailTo(holder, activation, qr, expiresAt)],
      expiresAt,
    };
  }

  const wallet: ToldWallet = {
    async startWithCard(who, card, callId) {
      const drawn = draw();
      const nationalId = card ?? (await directory.cardInReader());
      const { id, result } = await begin(who, callId, (now) => {
        const expiresAt = now + qrLifeMs;
        return {
          activation: withQr(blank(who, 'card', nationalId, now), drawn.qr, expiresAt),
          send: [],
          result: { qr: drawn.qr, expiresAt },
        };
      });
      return { activation: id, ...result };
    },

    async requestByNationalId(who, nationalId, callId) {
      const drawn = draw();
      const holder = await directory.mayMail(nationalId, callId);
      const { id, result } = await begin(who, callId, (now) => {
        const { next, send, expiresAt } = mailed(blank(who, 'mail', nationalId, now), holder, drawn, now);
        return { activation: next, send, result: { expiresAt } };
      });
      return { activation: id, ...result };
    },

    async restart(id, callId) {
      const drawn = draw();
      const before = await activations.load(id);
      const holder =
        before?.method === 'mail' ? await directory.mayMail(before.nationalId, callId) : undefined;
      const gone: IssuedQr | Requested = { activation: id, expiresAt: clock.now() };
      return change<IssuedQr | Requested>(id, callId, gone, (activation, now) => {
        const fresh = { ...voided(activation), smsSent: 0 };
        if (activation.method === 'mail') {
          const { next, send, expiresAt } = mailed(fresh, holder, drawn, now);
          return { next, send, result: { activation: id, expiresAt } };
        }
        const expiresAt = now + qrLifeMs;
        return {
          next: withQr(fresh, drawn.qr, expiresAt),
          result: { activation: id, qr: drawn.qr, expiresAt },
        };
      });
    },

    typeAddCode: (id, code, callId, told = false) =>
      change<AddCodeResult>(id, callId, 'void', (activation, now) => {
        const { addCode, ...rest } = activation;
        if (activation.stage !== 'phone-scanned' || !addCode) return { result: 'void' };
        if (addCode.expiresAt > now && sameCode(code, addCode.code))
          return {
            next: { ...rest, stage: 'phone-added' },
            send: told ? [tell(activation, id, 'WALLET.PHONE_ADDED')] : [],
            result: 'added',
          };
        return { next: { ...rest, ...counted('addCode', addCode) }, result: 'wrong' };
      }),

    async sendSms(id, callId, told = false) {
      const { smsCode } = draw();
      return change<SmsResult>(id, callId, { sent: false }, (activation, now) => {
        const ready = activation.stage === 'phone-scanned' || activation.stage === 'sms-sent';
        if (activation.method !== 'mail' || !ready || activation.smsSent >= smsPerActivation)
          return { result: { sent: false } };
        const expiresAt = now + codeLifeMs;
        const { garbleNextSms, ...rest } = activation;
        const sms = { code: smsCode, expiresAt, ...(garbleNextSms && { garbled: true as const }) };
        const next: Activation = { ...rest, stage: 'sms-sent', sms, smsSent: activation.smsSent + 1 };
        const note = told ? [tell(next, id, 'WALLET.SMS_SENT', expiresAt)] : [];
        return { next, send: [...smsTo(next), ...note], result: { sent: true, expiresAt } };
      });
    },

    typeSmsCode: (id, code, callId, told = false) =>
      change<SmsCodeResult>(id, callId, 'void', (activation, now) => {
        const { sms, ...rest } = activation;
        const note = (type: WalletEventType) => (told ? [tell(activation, id, type)] : []);
        if (activation.stage !== 'sms-sent' || !sms) return { result: 'void' };
        if (sms.expiresAt <= now) return { send: note('WALLET.SMS_EXPIRED'), result: 'expired' };
        if (!sms.garbled && sameCode(code, sms.code))
          return {
            next: { ...rest, stage: 'phone-added' },
            send: note('WALLET.SMS_ACCEPTED'),
            result: 'accepted',
          };
        return { next: { ...rest, ...counted('sms', sms) }, send: note('WALLET.SMS_WRONG'), result: 'wrong' };
      }),

    async setPassword(id, pin, callId, told = false) {
      if (pinProblem(pin)) return 'too-easy';
      const passwordHash = await hasher.hash(pin);
      const result = await change<PasswordResult>(id, callId, 'void', (activation) =>
        activation.stage === 'phone-added'
          ? {
              next: { ...activation, stage: 'active', passwordHash },
              send: told ? [tell(activation, id, 'WALLET.ACTIVATED')] : [],
              result: 'active',
            }
          : { result: 'void' },
      );
      const activation = result === 'active' ? await activations.load(id) : undefined;
      if (activation) await directory.activated(activation.nationalId, id);
      return result;
    },
  };

  /** To whom the directory says; for one of the demo's holders it never arrives. */
  function smsTo(activation: Activation): readonly OutboxEntry[] {
    const holder = holderOf(activation.nationalId);
    const code = codeOnPhone(activation);
    return holder && code
      ? [messages.sms({ to: holder.mobile, text: smsText[activation.locale](code) })]
      : [];
  }

  return {
    ...wallet,
    phone: createPhone(wallet, activations, parts.randomness),
    site: createSite(wallet, parts.randomness),
    list: activations.list,
    load: activations.load,
    insertCard: directory.insertCard,
    cardInReader: directory.cardInReader,
    now: () => clock.now(),
    /** For the worker: whose messages to deliver. */
    outbox: {
      kind: walletKind,
      tenantOf: (body: unknown) => (body as ActivationBody).activation.tenant,
      indexed: (body: unknown) =>
        indexed(body as ActivationBody, (payload) => vault.digest('wallet-qr', payload)),
    },
  };
}

export type WalletSimulator = ReturnType<typeof createWalletSimulator>;
