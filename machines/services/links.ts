import { expectedBy } from '../domain/working-days.ts';
import type { BegunElsewhere, Engine, Reply } from '../engine/engine.ts';
import { type HandOver, parseToken, type Session, serves, sessionKind } from '../engine/session.ts';
import type { Locale } from '../envelope.ts';
import { Refused } from '../errors.ts';
import type { Origin } from '../flow.ts';
import type { Accounts } from './accounts.ts';
import type { EmailClaims } from './email-claims.ts';
import type { Lockouts } from './lockouts.ts';
import type { Found, Members } from './members.ts';
import type { ServicePorts } from './ports.ts';
import { createResumeCodes } from './resume-codes.ts';
import type { Update } from './updating.ts';

type FoundClaim = Awaited<ReturnType<EmailClaims['findByLink']>>;

type LinkKind = 'reset' | 'email' | 'hand-over';

export interface PeekedLink {
  readonly tenant: string;
  readonly kind: LinkKind;
  /** For a hand-over: the channel the session began on, and when (X20). */
  readonly begun?: BegunElsewhere;
}

/** A link that leads nowhere any more. One that another has replaced is no longer on record. */
export interface DeadLink {
  readonly tenant: string;
  readonly kind: LinkKind;
  readonly fate: 'used' | 'expired';
}

/**
 * What has become of the link and code of a hand-over: somebody has joined by it, its time is over, or its giver has
 * given another.
 */
export type HandOverFate = 'serves' | 'used' | 'expired' | 'replaced';

interface Parts {
  readonly members: Members;
  readonly accounts: Accounts;
  readonly lockouts: Lockouts;
  readonly emailClaims: EmailClaims;
  readonly update: Update;
}

/** Links of mails and hand-overs, `/l/{token}` (X08, X09, X20). Looking consumes nothing. */
export function createLinks(
  ports: ServicePorts,
  engine: Engine,
  { members, accounts, lockouts, emailClaims, update }: Parts,
) {
  const { vault, documents, clock, insurers } = ports;
  const resumeCodes = createResumeCodes(ports, engine, { lockouts, update });

  async function memberOf(token: string): Promise<Found | undefined> {
    for (const digest of vault.digests('link', token)) {
      const found = await members.findByKey(`link:${digest}`);
      if (found?.member.link?.tokenDigest === digest) return found;
    }
    return undefined;
  }

  async function handOverOf(
    token: string,
  ): Promise<{ readonly session: Session; readonly fate: HandOverFate } | undefined> {
    for (const digest of vault.digests('hand-over', token)) {
      const [document] = await documents.find<Session>(sessionKind, `hand-over:${digest}`, 1);
      const handOver = document?.body.handOvers?.find(({ tokenDigest }) => tokenDigest === digest);
      if (document && handOver) return { session: document.body, fate: fateOf(handOver, document.body) };
    }
    return undefined;
  }

  function fateOf(handOver: HandOver, session: Session): HandOverFate {
    if (handOver.used) return 'used';
    return serves(handOver, session, clock.now()) ? 'serves' : 'expired';
  }

  function mailedFate(used: boolean, until: number): HandOverFate {
    if (used) return 'used';
    return until > clock.now() ? 'serves' : 'expired';
  }

  async function onRecord(
    token: string,
  ): Promise<{ readonly link: PeekedLink; readonly fate: HandOverFate } | undefined> {
    const reset = (await memberOf(token))?.member;
    if (reset?.link) {
      const fate = mailedFate(reset.link.spentBy !== undefined, reset.link.expiresAt);
      return { link: { tenant: reset.tenant, kind: 'reset' }, fate };
    }
    const claim = (await emailClaims.findByLink(token))?.body;
    if (claim) {
      const { tenant, openedBy, registeredBy, mailboxAt, mailUntil } = claim;
      // The code of the same mail confirms the mailbox, too, and leaves the link good as long as it lasts.
      const confirmed = mailboxAt !== undefined && mailUntil <= clock.now();
      const used = openedBy !== undefined || registeredBy !== undefined || confirmed;
      return { link: { tenant, kind: 'email' }, fate: mailedFate(used, mailUntil) };
    }
    const handOver = await handOverOf(token);
    if (!handOver) return undefined;
    const { tenant, holders, startedAt } = handOver.session;
    const begun = { channel: holders[0]?.channel ?? '', since: startedAt };
    return { link: { tenant, kind: 'hand-over', begun }, fate: handOver.fate };
  }

  /** D04: the mailbox has answered. Who is there is still to be shown. */
  async function openClaim(
    { id, body: { tenant, address, requestedAt, mailUntil } }: NonNullable<FoundClaim>,
    sessionToken: string,
    { origin, locale }: { origin: Origin; locale: Locale },
  ): Promise<Reply & { readonly token: string }> {
    const opened = await emailClaims.confirmByLink(id, parseToken(sessionToken).id, clock.now());
    if (opened !== 'confirmed') throw new Refused(opened, 'this link has been used, or has expired');
    const { delay } = insurers.get(tenant)!.letter;
    const given = { claim: { claim: id, address, expectedBy: expectedBy(delay, requestedAt) } };
    const beginning = {
      tenant,
      flow: 'email-registration',
      locale,
      origin,
      given,
      proven: true,
      restUntil: mailUntil,
    } as const;
    return engine.start(beginning, sessionToken);
  }

  /** X20: who has joined by it finds the session again, nobody else does. */
  async function joinBy(
    token: string,
    sessionToken: string,
    origin: Origin,
  ): Promise<Reply & { readonly token: string }> {
    const fate = (await handOverOf(token))?.fate;
    if (fate === 'expired') throw new Refused('link-expired', 'this link has expired: ask for a new one');
    try {
      return await engine.join({ link: token }, origin, parseToken(sessionToken).secret);
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'code-unknown') throw error;
      throw new Refused('link-spent', 'this link is unknown or has been used: ask for a new one');
    }
  }

  return {
    /** What the link leads to, without using it; undefined when it is unknown, dead or spent. */
    async peek(token: string): Promise<PeekedLink | undefined> {
      const known = await onRecord(token);
      return known?.fate === 'serves' ? known.link : undefined;
    },

    /** What has become of one that `peek` does not know, for whoever holds it. */
    async dead(token: string): Promise<DeadLink | undefined> {
      const known = await onRecord(token);
      if (known?.fate !== 'used' && known?.fate !== 'expired') return undefined;
      const { tenant, kind } = known.link;
      return { tenant, kind, fate: known.fate };
    },

    /** For whoever gave it: only another of theirs takes a link off the record while the session is read. */
    async handOverFate(token: string): Promise<HandOverFate> {
      return (await handOverOf(token))?.fate ?? 'replaced';
    },

    /**
     * Exchanges the link for one session, once (P04). With the same `sessionToken` again (the answer of the
     * first exchange was lost) it is the same session. That of a hand-over has an id of its own: whoever joins holds
     * it by the secret of `sessionToken`. Throws `Refused('link-spent' | 'link-expired')`.
     */
    async exchange(
      token: string,
      sessionToken: string,
      origin: Origin,
      locale: Locale,
    ): Promise<Reply & { readonly token: string }> {
      const found = await memberOf(token);
      if (!found?.member.link) {
        const claim = await emailClaims.findByLink(token);
        if (claim) return openClaim(claim, sessionToken, { origin, locale });
        return joinBy(token, sessionToken, origin);
      }
      const { id, member } = found;
      const { tokenDigest, expiresAt } = found.member.link;
      const spent = await accounts.spendLink(id, tokenDigest, parseToken(sessionToken).id);
      if (spent !== 'spent')
        throw new Refused(
          spent,
          spent === 'link-expired'
            ? 'this link has expired: ask for a new one'
            : 'this link has been used: ask for a new one',
        );
      const right = { kind: 'link', member: id, tokenDigest };
      const beginning = {
        tenant: member.tenant,
        flow: 'new-code',
        locale,
        origin,
        given: { right },
        restUntil: expiresAt,
      };
      return engine.start(beginning, sessionToken);
    },

    /** Resume codes (X11). */
    resume: resumeCodes.resume,
    resumeNeeds: resumeCodes.needs,
  };
}

export type Links = ReturnType<typeof createLinks>;
