import type { Insurer } from '../domain/insurer.ts';
import { expectedBy } from '../domain/working-days.ts';
import type { Scope } from '../flow.ts';
import type { Vault } from '../ports/vault.ts';
import type { ServicePorts } from './ports.ts';
import type { Update } from './updating.ts';

export const followUpKind = 'follow-up';

/** X12: what a follow-up number stands for. Written for every request, whether or not the NIR exists (P07). */
export interface FollowUp {
  readonly requestedAt: number;
  readonly expectedBy: number;
  readonly resent: boolean;
}

/** The follow-up numbers of requests for a code (X12), each found by the NIR typed and its six digits. */
export function createFollowUps({ documents, vault }: ServicePorts, update: Update) {
  const idsOf = (insurer: Insurer, nir: string, followUp: string) =>
    vault.digests('follow-up', `${insurer.id}|${nir}|${followUp}`);

  async function load(insurer: Insurer, nir: string, followUp: string) {
    const ids = idsOf(insurer, nir, followUp);
    const found = await Promise.all(ids.map((id) => documents.load<FollowUp>(followUpKind, id)));
    return found.find((document) => document !== undefined);
  }

  return {
    /** The same call made again has the same number, so that no second one is kept. */
    async issue(nir: string, { insurer, now, callId }: Scope) {
      const followUp = sixDigits(vault.digest('follow-up-number', `${callId}|${nir}`));
      const record = begun(insurer, now);
      const keys = [followUpKeys(vault, insurer.id, nir)[0]!];
      await update<FollowUp, void>(followUpKind, idsOf(insurer, nir, followUp)[0]!, () => ({
        next: { body: record, keys, expiresAt: now + insurer.policies.lifetimes.followUpMs },
        result: undefined,
      }));
      return { followUp, expectedBy: record.expectedBy };
    },

    find: async (insurer: Insurer, nir: string, followUp: string): Promise<FollowUp | undefined> =>
      (await load(insurer, nir, followUp))?.body,

    /** The letter is sent again, once: asked for again, it is the first's dates that are found. */
    async resend(nir: string, followUp: string, { insurer, now }: Scope): Promise<FollowUp> {
      const { id } = (await load(insurer, nir, followUp))!;
      return update<FollowUp, FollowUp>(followUpKind, id, (document) => {
        if (!document || document.body.resent) return { result: document?.body ?? begun(insurer, now) };
        const body = { ...begun(insurer, now), resent: true };
        return { next: { body, expiresAt: now + insurer.policies.lifetimes.followUpMs }, result: body };
      });
    },
  };
}

const begun = (insurer: Insurer, now: number): FollowUp => ({
  requestedAt: now,
  expectedBy: expectedBy(insurer.letter.delay, now),
  resent: false,
});

/** Out of a keyed digest: as likely as any other six. */
function sixDigits(digest: string): string {
  const bytes = Buffer.from(digest.replace(/^.*\./, ''), 'base64url');
  return String(bytes.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
}

/**
 * The key that all follow-up numbers of one typed NIR carry, under every key version: by it they are exported and
 * erased, without trying a million numbers. A digest of its own, so that no stored key tells which of them are members'.
 */
export function followUpKeys(vault: Vault, tenant: string, nir: string): readonly string[] {
  return vault.digests('follow-ups', `${tenant}|${nir}`).map((digest) => `of:${digest}`);
}
