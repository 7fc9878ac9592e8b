import type { Member } from '../domain/member.ts';
import type { Doc } from '../engine/documents.ts';
import { earliestEntry, type OutboxEntry, outboxKeys } from '../engine/outbox.ts';
import type { Scope } from '../flow.ts';
import type { MessagesOut } from './messages-out.ts';
import type { OutboxKind } from './outbox-kind.ts';
import type { ServicePorts } from './ports.ts';
import type { Update } from './updating.ts';

export const emailClaimKind = 'email-claim';

/**
 * D04: an address somebody asked for, whether or not the NIR beside it is anybody's: the same document and the
 * same mail (P07). Holds nothing of who asked, and of the NIR a digest that fits no other claim: only its person may
 * register the address by signing in. Who it may be for stands in the member's own document.
 */
export interface EmailClaimBody {
  readonly tenant: string;
  readonly address: string;
  readonly requestedAt: number;
  /** Of the NIR typed. */
  readonly nirDigest: string;
  readonly tokenDigest: string;
  readonly mailCodeDigest: string;
  /** The link and the code of the mail are good until then. */
  readonly mailUntil: number;
  /** Wrong mail codes typed, each by the call that typed it. */
  readonly wrong: readonly string[];
  readonly mailboxAt?: number;
  /** The session the link was exchanged for (X09). */
  readonly openedBy?: string;
  /** The call that used it up, by registering the address or by a refusal: the same again finds its own work done. */
  readonly registeredBy?: string;
  readonly outbox: readonly OutboxEntry[];
}

export type MailboxResult = 'confirmed' | 'wrong' | 'dead';

/** The worker delivers what they hold, like a member's messages. */
export const emailClaimOutbox: OutboxKind = {
  tenantOf: (body) => (body as unknown as EmailClaimBody).tenant,
  indexed: (body) =>
    indexed(body as unknown as EmailClaimBody) as unknown as ReturnType<OutboxKind['indexed']>,
};

function indexed(body: EmailClaimBody): Pick<Doc<EmailClaimBody>, 'keys' | 'dueAt' | 'body'> {
  const { outbox, tokenDigest } = body;
  return {
    keys: [`email-link:${tokenDigest}`, ...outboxKeys(outbox)],
    dueAt: earliestEntry(outbox) ?? null,
    body,
  };
}

/** Claims on an address: made, confirmed from its mailbox, used up. Each change is one compare-and-set. */
export function createEmailClaims(ports: ServicePorts, update: Update, messages: MessagesOut) {
  const { documents, vault, randomness, publicUrl } = ports;

  /** The same call made again after a crash finds the claim it made. */
  const idOf = ({ callId }: Scope) => vault.digest('email-claim', callId).replace(/^.*\./, '').slice(0, 22);

  /** `mailed`: over a cap the claim is made all the same and no mail leaves (X22). */
  async function make(
    { address, nir, mailed }: { address: string; nir: string; mailed: boolean },
    scope: Scope,
  ): Promise<string> {
    const { insurer, now, locale } = scope;
    const id = idOf(scope);
    const token = randomness.token(32);
    const mailCode = randomness.digits(8);
    const mailUntil = now + insurer.policies.link.validMs;
    const mail = messages.mail({
      template: 'email-confirm',
      to: { name: address, address },
      locale,
      args: {
        link: `${publicUrl}/l/${token}`,
        mailCode: `${mailCode.slice(0, 4)} ${mailCode.slice(4)}`,
        expiresAt: mailUntil,
      },
    });
    const body: EmailClaimBody = {
      tenant: insurer.id,
      address,
      requestedAt: now,
      nirDigest: vault.digest('email-nir', `${id}|${nir}`),
      tokenDigest: vault.digest('email-link', token),
      mailCodeDigest: vault.digest('email-code', mailCode),
      mailUntil,
      wrong: [],
      outbox: mailed ? [mail] : [],
    };
    await update<EmailClaimBody, void>(emailClaimKind, id, (document) =>
      document
        ? { result: undefined }
        : {
            next: { ...indexed(body), expiresAt: now + insurer.policies.email.claimMs },
            result: undefined,
          },
    );
    return id;
  }

  const change = <Result>(
    id: string,
    decide: (body: EmailClaimBody) => { readonly body?: EmailClaimBody; readonly result: Result },
  ): Promise<Result | undefined> =>
    update<EmailClaimBody, Result | undefined>(emailClaimKind, id, (document) => {
      if (!document) return { result: undefined };
      const { body, result } = decide(document.body);
      return body ? { next: indexed(body), result } : { result };
    });

  /** X11: the short code of the mail. So many wrong ones and the claim is dead; a right one may be typed again. */
  async function confirmByCode(id: string, typed: string, scope: Scope): Promise<MailboxResult> {
    const { insurer, callId, now } = scope;
    const result = await change<MailboxResult>(id, (body) => {
      if (body.tenant !== insurer.id || body.registeredBy !== undefined) return { result: 'dead' };
      if (body.wrong.includes(callId)) return { result: 'wrong' };
      if (body.wrong.length >= insurer.policies.shortCode.deadAfterFailures) return { result: 'dead' };
      if (body.mailUntil <= now) return { result: 'dead' };
      if (vault.matches('email-code', typed, body.mailCodeDigest))
        return { body: { ...body, mailboxAt: body.mailboxAt ?? now }, result: 'confirmed' };
      return { body: { ...body, wrong: [...body.wrong, callId] }, result: 'wrong' };
    });
    return result ?? 'dead';
  }

  async function findByLink(token: string): Promise<{ id: string; body: EmailClaimBody } | undefined> {
    for (const digest of vault.digests('email-link', token)) {
      const [found] = await documents.find<EmailClaimBody>(emailClaimKind, `email-link:${digest}`, 1);
      if (found) return found;
    }
    return undefined;
  }

  /** X09: the link becomes this session's, once, and confirms the mailbox. The same session again finds its own. */
  async function confirmByLink(id: string, session: string, now: number) {
    const result = await change<'confirmed' | 'link-spent' | 'link-expired'>(id, (body) => {
      if (body.openedBy !== undefined || body.registeredBy !== undefined)
        return { result: body.openedBy === session ? 'confirmed' : 'link-spent' };
      if (body.mailUntil <= now) return { result: 'link-expired' };
      return {
        body: { ...body, openedBy: session, mailboxAt: body.mailboxAt ?? now },
        result: 'confirmed',
      };
    });
    return result ?? 'link-spent';
  }

  /**
   * Uses the claim up, if its mailbox was confirmed: once, for whoever proved who they are (P04). When somebody signed
   * in who is not the person of the NIR typed, it is used up all the same and its address forgotten.
   */
  async function useUp(
    id: string,
    { insurer, callId }: Scope,
    signedIn?: Member,
  ): Promise<EmailClaimBody | 'other-account' | undefined> {
    return change<EmailClaimBody | 'other-account' | undefined>(id, (body) => {
      if (body.tenant !== insurer.id || body.mailboxAt === undefined) return { result: undefined };
      if (body.registeredBy !== undefined && body.registeredBy !== callId) return { result: undefined };
      const used = { ...body, registeredBy: callId };
      if (signedIn && !isFor(id, body, signedIn))
        return { body: { ...used, address: '', outbox: [] }, result: 'other-account' };
      return body.registeredBy === callId ? { result: body } : { body: used, result: used };
    });
  }

  const isFor = (id: string, { nirDigest }: EmailClaimBody, { nir }: Member): boolean =>
    vault.matches('email-nir', `${id}|${nir}`, nirDigest);

  const load = async (id: string): Promise<EmailClaimBody | undefined> =>
    (await documents.load<EmailClaimBody>(emailClaimKind, id))?.body;

  return { make, load, confirmByCode, findByLink, confirmByLink, useUp };
}

export type EmailClaims = ReturnType<typeof createEmailClaims>;
