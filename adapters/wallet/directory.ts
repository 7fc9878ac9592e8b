import type { Clock } from '../../machines/ports/clock.ts';
import type { Vault } from '../../machines/ports/vault.ts';
import type { Update } from '../../machines/services/updating.ts';
import { cardInTheReader, type Holder, holderOf } from './holders.ts';

export const holderKind = 'wallet-holder';
export const readerKind = 'wallet-reader';

/** What is counted for a national id, whether or not anybody has it (P07). */
interface Counted {
  readonly mails: readonly { readonly at: number; readonly callId: string }[];
  /** The activation that is active now: a later one on another telephone takes its place. */
  readonly active?: string;
}

const dayMs = 86_400_000;
/** The agency's limit is its own (X22 is about members); this one keeps a loop from filling the outbox. */
const mailsPerDay = 50;

/** The agency's directory and the reader on the desk, as far as the simulator has them. */
export function createDirectory(vault: Vault, clock: Clock, update: Update) {
  const idOf = (nationalId: string) => vault.digest('wallet-holder', nationalId);

  return {
    /** Whom a mail goes to, or nobody: unknown, a card's holder only (E32), or too many today. Same work for all. */
    async mayMail(nationalId: string, callId: string): Promise<Holder | undefined> {
      const allowed = await update<Counted, boolean>(holderKind, idOf(nationalId), (document) => {
        const now = clock.now();
        const recent = (document?.body.mails ?? []).filter(({ at }) => at > now - dayMs);
        const again = recent.some((mail) => mail.callId === callId);
        const fits = again || recent.length < mailsPerDay;
        const mails = again || !fits ? recent : [...recent, { at: now, callId }];
        return { next: { body: { ...document?.body, mails } }, result: fits };
      });
      const holder = holderOf(nationalId);
      return allowed && holder && nationalId.startsWith('8') ? holder : undefined;
    },
    async activated(nationalId: string, activation: string): Promise<void> {
      await update<Counted, void>(holderKind, idOf(nationalId), (document) => ({
        next: { body: { mails: [], ...document?.body, active: activation } },
        result: undefined,
      }));
    },
    async cardInReader(): Promise<string> {
      return update<{ card: string }, string>(readerKind, 'desk', (document) => ({
        result: document?.body.card ?? cardInTheReader,
      }));
    },
    async insertCard(card: string): Promise<void> {
      await update<{ card: string }, void>(readerKind, 'desk', () => ({
        next: { body: { card } },
        result: undefined,
      }));
    },
  };
}
