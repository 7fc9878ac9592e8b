import type { Locale } from '../envelope.ts';

/** Whose session an activation belongs to: it is told what happens on the telephone (`WalletEvent`). */
export interface ActivationFor {
  readonly session: string;
  readonly tenant: string;
  readonly locale: Locale;
}

/** A QR code as it may be scanned: once, before `expiresAt`, and not after a restart (P16). */
export interface IssuedQr {
  readonly activation: string;
  readonly qr: string;
  readonly expiresAt: number;
}

/** An activation asked for by national id. Says the same whether or not anybody has that id (P07). */
export interface Requested {
  readonly activation: string;
  /** Until when the QR of the mail is good, if a mail leaves. */
  readonly expiresAt: number;
}

/** `void`: the activation was restarted, lost or replaced; nothing typed for it counts any more. */
export type AddCodeResult = 'added' | 'wrong' | 'void';
export type SmsResult = { readonly sent: true; readonly expiresAt: number } | { readonly sent: false };
export type SmsCodeResult = 'accepted' | 'wrong' | 'expired' | 'void';
export type PasswordResult = 'active' | 'too-easy' | 'void';

/** What happens on the telephone or by time, as the session hears it. At least once each. */
export type WalletEventType =
  | 'WALLET.SCANNED'
  | 'WALLET.QR_EXPIRED'
  | 'WALLET.PHONE_ADDED'
  | 'WALLET.ADD_CODE_EXPIRED'
  | 'WALLET.SMS_SENT'
  | 'WALLET.SMS_EXPIRED'
  | 'WALLET.SMS_WRONG'
  | 'WALLET.SMS_ACCEPTED'
  | 'WALLET.ACTIVATED'
  | 'WALLET.PHONE_LOST'
  | 'WALLET.PHONE_INCOMPATIBLE';

/**
 * The wallet of the agency, as far as an activation needs it. The real one has no public interface (facts); the
 * simulator is the only implementation and does not exist in production, so no real password ever gets here.
 *
 * Races: every verb decides on one activation in one compare-and-set, so that of two verbs at once one sees what
 * the other did. A verb with the same `callId` again gets the first answer and does nothing a second time: no
 * second mail, no second wrong try. Scanning consumes the QR: of two telephones one is told « used » (P04).
 * A restart voids the QR, the add code and the SMS code before it in the same write that issues the new QR (P16). A new
 * activation of a session ends the one it had under way first; killed between the two, the session has none.
 */
export interface Wallet {
  /** Method A: the card in the reader has authenticated its holder, the conditions are accepted (E13). */
  startWithCard(who: ActivationFor, card: string | undefined, callId: string): Promise<IssuedQr>;
  /** Method B: a mail with a QR leaves for the holder, if there is one (E33). */
  requestByNationalId(who: ActivationFor, nationalId: string, callId: string): Promise<Requested>;
  /** E15: from the beginning of the same method; method B gets a new mail. */
  restart(activation: string, callId: string): Promise<IssuedQr | Requested>;
  /** E18: case and spaces do not matter. */
  typeAddCode(activation: string, code: string, callId: string): Promise<AddCodeResult>;
  /** E37: the older SMS code is dead. */
  sendSms(activation: string, callId: string): Promise<SmsResult>;
  /** E38, E39. */
  typeSmsCode(activation: string, code: string, callId: string): Promise<SmsCodeResult>;
  /** E20, E40: the confirmation has been compared before. Refuses what E51-E53 refuse (P06). */
  setPassword(activation: string, pin: string, callId: string): Promise<PasswordResult>;
}
