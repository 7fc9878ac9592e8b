import type { Scope, Service } from '../flow.ts';
import type { Issued, SmsSent } from '../flows/ecps/shared.ts';
import type { IssuedQr, Requested, Wallet } from '../ports/wallet.ts';

/**
 * What the e-CPS charts ask of the wallet. Without one they are told so and guide instead (real life); every
 * call carries its `callId`, by which the wallet knows a repeat, so all of them are safe to repeat.
 */
export function createEcps(wallet: Wallet | undefined) {
  const connected = (): Wallet => {
    if (!wallet) throw new Error('no wallet is connected: the chart must guide');
    return wallet;
  };
  const whose = ({ sessionId, insurer, locale }: Scope) => ({
    session: sessionId,
    tenant: insurer.id,
    locale,
  });
  const issued = ({ activation, expiresAt, ...more }: IssuedQr | Requested, { now }: Scope): Issued => ({
    activation,
    expiresAt,
    lifeMs: Math.max(0, expiresAt - now),
    ...('qr' in more && { qr: more.qr }),
  });

  const safe = <Input>(run: (input: Input, scope: Scope) => Promise<unknown>): Service => ({
    repeat: 'safe',
    run: run as Service['run'],
  });

  return {
    services: {
      walletStatus: safe(async () => ({ connected: wallet !== undefined })),
      walletStart: safe(async ({ card }: { card?: string }, scope) =>
        issued(await connected().startWithCard(whose(scope), card, scope.callId), scope),
      ),
      walletRequest: safe(async ({ nationalId }: { nationalId: string }, scope) =>
        issued(await connected().requestByNationalId(whose(scope), nationalId, scope.callId), scope),
      ),
      walletRestart: safe(async ({ activation }: { activation: string }, scope) =>
        issued(await connected().restart(activation, scope.callId), scope),
      ),
      walletTypeAddCode: safe(({ activation, code }: { activation: string; code: string }, scope) =>
        connected().typeAddCode(activation, code, scope.callId),
      ),
      walletSendSms: safe(async ({ activation }: { activation: string }, scope): Promise<SmsSent> => {
        const sms = await connected().sendSms(activation, scope.callId);
        return sms.sent ? { sent: true, lifeMs: Math.max(0, sms.expiresAt - scope.now) } : { sent: false };
      }),
      walletTypeSmsCode: safe(({ activation, code }: { activation: string; code: string }, scope) =>
        connected().typeSmsCode(activation, code, scope.callId),
      ),
      walletSetPassword: safe(({ activation, pin }: { activation: string; pin: string }, scope) =>
        connected().setPassword(activation, pin, scope.callId),
      ),
    },
  };
}
