import { type DeliveryWanted, decideDelivery, standingReplacement } from '../domain/code-delivery.ts';
import type { Insurer } from '../domain/insurer.ts';
import type { Member } from '../domain/member.ts';
import { parseNir } from '../domain/nir.ts';
import { saltedLike, withTemporaryCode } from '../domain/temporary-codes.ts';
import { expectedBy } from '../domain/working-days.ts';
import type { OutboxEntry } from '../engine/outbox.ts';
import type { Scope, Service } from '../flow.ts';
import type { CodeRequest, CodeRequested } from '../flows/code-reset/chart.ts';
import type { LetterQuestion, LetterTimeline } from '../flows/letter-status/chart.ts';
import type { Caps } from './caps.ts';
import { createFollowUps } from './follow-ups.ts';
import type { Lockouts } from './lockouts.ts';
import type { Members } from './members.ts';
import type { MessagesOut } from './messages-out.ts';
import type { ServicePorts } from './ports.ts';
import type { Update } from './updating.ts';

/** What a mail or letter needs that is random or slow, made before the decision so that the decision is pure. */
interface Ready {
  readonly token: string;
  readonly mailCode: string;
  readonly letterId: string;
  readonly code: string;
  readonly codeHash: string;
  /** The hash whose salt `codeHash` shares. */
  readonly like: string | undefined;
}

/** Requests for a code and questions about its letter (R01-R13, X10, X12, X22). */
export function createCodeRequests(
  ports: ServicePorts,
  update: Update,
  parts: { members: Members; lockouts: Lockouts; messages: MessagesOut; caps: Caps },
) {
  const { members, lockouts, messages, caps } = parts;
  const { vault, randomness, hasher, publicUrl } = ports;
  const followUps = createFollowUps(ports, update);

  async function requestCode({ nir: typed, want }: CodeRequest, scope: Scope): Promise<CodeRequested> {
    const nir = normalised(typed);
    const allowed = await withinSourceCap(nir, scope);
    await deliver(scope.insurer, nir, want, { allowed, mailId: mailIdOf(scope, nir, want) });
    return followUps.issue(nir, scope);
  }

  /**
   * The same reads, hash and commits whoever it is for (P07): unknown members get a write of their own. From a source
   * over its cap nobody’s request is hashed, so that none of them keeps the processor from those who sign in.
   */
  async function deliver(
    insurer: Insurer,
    nir: string,
    want: DeliveryWanted,
    { allowed, mailId }: { allowed: boolean; mailId: string },
  ): Promise<void> {
    const found = await members.findByNir(insurer.id, nir);
    const ready = allowed ? await prepare(found?.member) : undefined;
    const written =
      found &&
      (await members.change(found.id, async (member, now) => {
        if (!ready)
          return { member: requested({ ...member, codeAskedAt: now }, 'source-capped'), result: true };
        return decided(member, insurer, now, want, { ...(await fitting(ready, member)), mailId });
      }));
    if (!written) await members.changeDecoy(insurer.id, nir);
  }

  const requested = (member: Member, why: string): Member => members.withAudit(member, 'code-requested', why);

  async function prepare(member: Member | undefined): Promise<Ready> {
    const code = randomness.digits(6);
    const like = member && saltedLike(member);
    return {
      token: randomness.token(32),
      mailCode: randomness.digits(8),
      letterId: letterId(randomness.token(12)),
      code,
      like,
      codeHash: await hasher.hash(code, like),
    };
  }

  /** Codes of one member share their salt: made again if that changed meanwhile. */
  const fitting = async (ready: Ready, member: Member): Promise<Ready> =>
    ready.like === saltedLike(member) ? ready : prepare(member);

  /** The same call made again after a crash or a lost race sends the same mail, not a second one. */
  const mailIdOf = ({ callId }: Scope, nir: string, want: DeliveryWanted) =>
    vault.digest('mail-id', `${callId}|${nir}|${want}`).replace(/^.*\./, '');

  /** True if something was written for the member. */
  function decided(
    before: Member,
    insurer: Insurer,
    now: number,
    want: DeliveryWanted,
    ready: Ready & { readonly mailId: string },
  ) {
    if (before.mails.some(({ id }) => id === ready.mailId)) return { member: before, result: true };
    const member: Member = { ...before, codeAskedAt: now };
    const decision = decideDelivery(member, insurer, now, want);
    switch (decision.send) {
      case 'mail':
        return { ...byMail(member, insurer, now, ready), result: true };
      case 'letter':
        return { ...byLetter(member, insurer, now, ready), result: true };
      default:
        return { member: requested(member, decision.why), result: true };
    }
  }

  /** R04, R05, X08, X11: one live link; a newer one kills it. */
  function byMail(member: Member, insurer: Insurer, now: number, ready: Ready & { readonly mailId: string }) {
    const { token, mailCode, mailId } = ready;
    const expiresAt = now + insurer.policies.link.validMs;
    const mail = messages.mailTo(member, 'reset', {
      link: `${publicUrl}/l/${token}`,
      mailCode: `${mailCode.slice(0, 4)} ${mailCode.slice(4)}`,
      expiresAt,
    });
    const send = mail.map((entry) => ({ ...entry, id: mailId }));
    const link = {
      tokenDigest: vault.digest('link', token),
      mailCodeDigest: vault.digest('mail-code', mailCode),
      issuedAt: now,
      expiresAt,
    };
    return { member: requested({ ...member, link }, 'mail'), send };
  }

  /** R07-R09, X07: personal and printed codes stay good beside the posted one. Kills the link. */
  function byLetter(
    member: Member,
    insurer: Insurer,
    now: number,
    { letterId: id, code, codeHash, replaces }: Ready & { readonly replaces?: string },
  ) {
    const expiresAt = now + insurer.policies.temporaryCode.postedMs;
    const letter = {
      id,
      requestedAt: now,
      expectedBy: expectedBy(insurer.letter.delay, now),
      ...(replaces && { replaces }),
      events: [{ status: 'requested' as const, at: now }],
    };
    const { link: _dead, ...rest } = member;
    const posted = { hash: codeHash, kind: 'posted' as const, issuedAt: now, expiresAt };
    const changed: Member = {
      ...withTemporaryCode(rest, posted),
      codeAskedAt: now,
      letters: [...member.letters, letter].slice(-20),
    };
    const send = messages.letterTo(member, { letter: id, requestedAt: now, code, codeExpiresAt: expiresAt });
    return { member: members.withAudit(changed, 'letter-requested'), send: [send] };
  }

  /**
   * An agent's letter in the place of another (X13): not subject to the caps, the older letter's code dies. Asked for
   * again while it is unspent and has not come back, it is that one and no other. Its id, or undefined when the
   * member is gone.
   */
  async function replaceLetter(member: string, replaces: string): Promise<string | undefined> {
    const found = await members.load(member);
    const ready = await prepare(found?.member);
    return members.change<string>(member, async (current, now) => {
      const standing = standingReplacement(current, replaces, now);
      if (standing) return { result: standing };
      const fit = await fitting(ready, current);
      const insurer = ports.insurers.get(current.tenant)!;
      return { ...byLetter(current, insurer, now, { ...fit, replaces }), result: fit.letterId };
    });
  }

  /**
   * R09: a reset mail that bounced or could not be sent becomes a letter, in the write that notes it. Only the one whose
   * link stands unused: after a newer request, an opened link or a new code, nobody waits for an older mail (X08, X21).
   */
  async function afterUndelivered(member: Member, entry: OutboxEntry, now: number) {
    const noted = members.withAudit(member, 'mail-failed', entry.dead?.reason);
    const insurer = ports.insurers.get(member.tenant)!;
    if (!holdsUnusedLink(entry, member) || decideDelivery(noted, insurer, now, 'letter').send !== 'letter')
      return { member: noted, send: [] };
    return byLetter(noted, insurer, now, await prepare(noted));
  }

  function holdsUnusedLink({ kind, payload }: OutboxEntry, { link }: Member): boolean {
    if (kind !== 'mail' || payload.template !== 'reset' || !link || link.spentBy) return false;
    const mailed = (payload.args as { readonly link: string }).link;
    return vault.matches('link', mailed.slice(mailed.lastIndexOf('/') + 1), link.tokenDigest);
  }

  async function findLetter({ nir, followUp }: LetterQuestion, scope: Scope): Promise<LetterTimeline> {
    const source = lockouts.sourceCounter(scope);
    const attempt = vault.digest('attempt', `${scope.callId}|${nir}|${followUp}`);
    if (source) await lockouts.attempt(source, attempt, true);
    const record = await followUps.find(scope.insurer, normalised(nir), followUp);
    if (source && record) await lockouts.tell(source, { type: 'SUCCEEDED', id: attempt });
    if (!record) return { found: false };
    return { found: true, ...record, late: scope.now > record.expectedBy };
  }

  /** X12: one resend a request. */
  async function resendLetter({ nir: typed, followUp }: LetterQuestion, scope: Scope) {
    const nir = normalised(typed);
    const { insurer } = scope;
    const record = await followUps.resend(nir, followUp, scope);
    const mailId = mailIdOf(scope, nir, 'resend-letter');
    const allowed = await withinSourceCap(nir, scope);
    await deliver(insurer, nir, 'resend-letter', { allowed, mailId });
    return { requestedAt: record.requestedAt, expectedBy: record.expectedBy };
  }

  /** X22: over the cap the answer is the same and nothing is sent. The same call again for a number is one. */
  const withinSourceCap = (nir: string, scope: Scope): Promise<boolean> =>
    caps.within(
      { ...scope, callId: `${scope.callId}|${nir}` },
      `codes|${scope.origin.source}`,
      scope.insurer.policies.caps.requestsPerSourcePerDay,
    );

  const safe = <Input>(run: (input: Input, scope: Scope) => Promise<unknown>): Service => ({
    repeat: 'safe',
    run: run as Service['run'],
  });

  return {
    replaceLetter,
    afterUndelivered,
    services: {
      requestCode: safe(requestCode),
      findLetter: safe(findLetter),
      resendLetter: safe(resendLetter),
    },
  };
}

export type CodeRequests = ReturnType<typeof createCodeRequests>;

function normalised(typed: string): string {
  const parsed = parseNir(typed);
  if (!parsed.ok) throw new Error('the chart lets no malformed NIR through');
  return parsed.nir;
}

/** Letters only: a letter's text holds no other group of six digits than its code (contract). */
export function letterId(token: string): string {
  return token.replaceAll(/[\d_-]/g, (char) => 'ABCDEFGHJKLM'['0123456789_-'.indexOf(char)]!).toUpperCase();
}
