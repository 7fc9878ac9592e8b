import type { Locale } from '../../machines/envelope.ts';
import type { Randomness } from '../../machines/ports/vault.ts';
import { nobodysSession } from './activation.ts';
import type { ToldWallet } from './phone.ts';

/**
 * The computer of the simulator: the wallet's own site (E11-E20). An activation begun there is nobody's; what is
 * done there for one that a guide has begun is told to the guide, by the outbox of the same write.
 */
export function createSite(wallet: ToldWallet, randomness: Randomness) {
  const callId = () => `site.${randomness.token(12)}`;
  return {
    /** E13, E14: the card in the reader has authenticated its holder, the conditions are accepted. */
    start: (tenant: string, locale: Locale) =>
      wallet.startWithCard({ session: nobodysSession, tenant, locale }, undefined, callId()),
    restart: (id: string) => wallet.restart(id, callId()),
    typeAddCode: (id: string, code: string) => wallet.typeAddCode(id, code, callId(), true),
    setPassword: (id: string, pin: string) => wallet.setPassword(id, pin, callId(), true),
  };
}
