import { parseEmail } from '../domain/email.ts';
import type { Insurer } from '../domain/insurer.ts';
import { type EmailClaim, fullName, type Member } from '../domain/member.ts';
import { letterForClaim, liveClaims, sameName, withWaitingEmail } from '../domain/member-email.ts';
import { parseNir } from '../domain/nir.ts';
import { expectedBy } from '../domain/working-days.ts';
import type { OutboxEntry } from '../engine/outbox.ts';
import type { Scope, Service } from '../flow.ts';
import type {
  EmailAsked,
  EmailQuestion,
  EmailRegistered,
  EmailRegistration,
  LetterProof,
} from '../flows/email-registration/chart.ts';
import { text } from '../flows/shared/chart.ts';
import type { Attempt, AttemptResult } from '../flows/shared/guarded-question.ts';
import type { Attempts } from './attempts.ts';
import type { Caps } from './caps.ts';
import { letterId } from './code-requests.ts';
import type { EmailClaimBody, EmailClaims } from './email-claims.ts';
import type { Lockouts } from './lockouts.ts';
import type { Members } from './members.ts';
import type { MessagesOut } from './messages-out.ts';
import type { ServicePorts } from './ports.ts';

interface Parts {
  readonly ports: ServicePorts;
  readonly members: Members;
  readonly claims: EmailClaims;
  readonly caps: Caps;
  readonly attempts: Attempts;
  readonly lockouts: Lockouts;
  readonly messages: MessagesOut;
}

const dayMs = 86_400_000;

/** What a request needs that is drawn by lot, made before the decision so that the decision is pure. */
interface Ready {
  readonly id: string;
  readonly address: string;
  readonly letterId: string;
  readonly letterCode: string;
}

/**
 * Registering an e-mail address (D02-D04). Asking for one proves nothing: the same documents are written and the
 * same mail leaves whoever the NIR is (P07). It becomes the member's only when its mailbox has answered **and** the
 * member has signed in or typed the code of the letter, and serves for a reset three days later.
 */
export function createEmailRegistration({
  ports,
  members,
  claims,
  caps,
  attempts,
  lockouts,
  messages,
}: Parts) {
  const { vault, randomness } = ports;

  async function requestEmail(asked: EmailQuestion, scope: Scope): Promise<EmailAsked> {
    const { insurer, now } = scope;
    const nir = normalised(asked.nir);
    const address = parseEmail(asked.email);
    if (!address) throw new Error('the chart lets no malformed address through');
    const { requestsPerSourcePerDay, mailsPerDay } = insurer.policies.caps;
    const fromHere = await caps.within(
      scope,
      `requests|email|${scope.origin.source}`,
      requestsPerSourcePerDay,
    );
    const toThere = await caps.within(scope, `mails|${address.toLowerCase()}`, mailsPerDay);
    const id = await claims.make({ address, nir, mailed: fromHere && toThere }, scope);
    const ready: Ready = {
      id,
      address,
      letterId: letterId(randomness.token(12)),
      letterCode: randomness.digits(6),
    };
    const found = await members.findByNir(insurer.id, nir);
    const theirs = found?.member.active && isNamed(found.member, asked);
    if (!found || !theirs || !fromHere) await members.changeDecoy(insurer.id, nir);
    else if (!(await members.change(found.id, (member) => told(member, ready, { insurer, now }))))
      await members.changeDecoy(insurer.id, nir);
    return { claim: id, address, expectedBy: expectedBy(insurer.letter.delay, now) };
  }

  /** D04: the old address is told at once, the postal address by letter, with a code that proves. */
  function told(member: Member, ready: Ready, { insurer, now }: { insurer: Insurer; now: number }) {
    const { emailClaims = [] } = member;
    if (!member.active) return { result: false };
    if (emailClaims.some(({ id }) => id === ready.id)) return { result: true };
    const warned = member.mails.filter(({ template, at }) => template === 'email-asked' && at > now - dayMs);
    const mail =
      warned.length < insurer.policies.caps.mailsPerDay
        ? messages.mailTo(member, 'email-asked', { at: now })
        : [];
    const noted = members.withAudit(member, 'email-asked');
    if (!letterForClaim(member, insurer, now)) return { member: noted, send: mail, result: true };
    const claim: EmailClaim = {
      id: ready.id,
      requestedAt: now,
      expiresAt: now + insurer.policies.email.claimMs,
      letterCodeDigest: vault.digest('letter-code', `${ready.id}|${ready.letterCode}`),
      wrong: 0,
    };
    const letter = byLetter(noted, ready, { insurer, now, code: ready.letterCode, until: claim.expiresAt });
    return {
      member: { ...letter.member, emailClaims: [...liveClaims(member, now), claim] },
      send: [...mail, letter.entry],
      result: true,
    };
  }

  function byLetter(
    member: Member,
    { letterId: id, address }: Pick<Ready, 'letterId' | 'address'>,
    { insurer, now, code, until }: { insurer: Insurer; now: number; code: string; until: number },
  ): { readonly member: Member; readonly entry: OutboxEntry } {
    const entry = messages.letterTo(member, {
      letter: id,
      requestedAt: now,
      code,
      codeExpiresAt: until,
      email: { address, registered: code === '' },
    });
    const letter = {
      id,
      requestedAt: now,
      expectedBy: expectedBy(insurer.letter.delay, now),
      purpose: 'email' as const,
      events: [{ status: 'requested' as const, at: now }],
    };
    return { member: { ...member, letters: [...member.letters, letter].slice(-20) }, entry };
  }

  async function confirmMailbox({ claim, mailCode }: { claim: string; mailCode: string }, scope: Scope) {
    return { mailbox: await claims.confirmByCode(claim, mailCode, scope) };
  }

  /** The code of the letter proves who types it, for one claim. Counted like every short code (X11). */
  async function verifyLetterCode(attempt: Attempt, scope: Scope): Promise<AttemptResult<LetterProof>> {
    const nir = normalised(text(attempt.values, 'nir'));
    const counter = lockouts.shortCodeCounter(scope, nir, 'letter-code');
    const admittance = await attempts.begin(scope, counter, attempt);
    if (admittance.refused) return admittance;
    const found = await members.findByNir(scope.insurer.id, nir);
    const typed = text(attempt.values, 'letterCode');
    const { wrongCodes } = scope.insurer.policies.email;
    const open = found?.member.active
      ? liveClaims(found.member, scope.now).filter(({ wrong }) => wrong < wrongCodes)
      : [];
    const fitting = open.find(({ id, letterCodeDigest }) =>
      vault.matches('letter-code', `${id}|${typed}`, letterCodeDigest),
    );
    if (!found || !fitting) {
      await noteWrong(found?.id, nir, scope);
      return admittance.failed({ id: 'letter-code-wrong' });
    }
    await admittance.succeeded();
    const claim = await claims.load(fitting.id);
    if (!claim || claim.mailboxAt === undefined) return { refused: { id: 'email-not-confirmed' } };
    if (claim.registeredBy !== undefined) return { refused: { id: 'claim-dead' } };
    return { accepted: { claim: fitting.id, address: claim.address, member: found.id } };
  }

  /**
   * One write whoever it is (P07). Enough wrong codes kill the letter's, however slowly they are tried; the same call
   * made again is the same wrong code (P12).
   */
  async function noteWrong(id: string | undefined, nir: string, { insurer, callId }: Scope): Promise<void> {
    const { wrongCodes } = insurer.policies.email;
    const written =
      id !== undefined &&
      (await members.change<boolean>(id, (member) => {
        if (!member.emailClaims?.length) return { result: false };
        const emailClaims = member.emailClaims.map((claim) => {
          const { wrong, wrongBy = [] } = claim;
          if (wrong >= wrongCodes || wrongBy.includes(callId)) return claim;
          return { ...claim, wrong: wrong + 1, wrongBy: [...wrongBy, callId] };
        });
        return { member: { ...member, emailClaims }, result: true };
      }));
    if (!written) await members.changeDecoy(insurer.id, nir);
  }

  /**
   * Both confirmations are there: the address waits its three days. The claim is used up first; the same call made
   * again finds both done. Who signs in must be the person of the NIR typed: nothing is registered, kept or mailed
   * otherwise.
   */
  async function registerEmail(
    { claim: id, proof }: EmailRegistration,
    scope: Scope,
  ): Promise<EmailRegistered> {
    const memberId = 'login' in proof ? proof.login.member : proof.letter;
    const before = await members.load(memberId);
    const entitled = (member: Member) =>
      member.active &&
      member.tenant === scope.insurer.id &&
      ('login' in proof ? member.epoch === proof.login.epoch : true);
    if (!before || !entitled(before.member)) return { refused: 'gone' };
    if ('letter' in proof && !before.member.emailClaims?.some((claim) => claim.id === id)) {
      // Done by this very call before a crash, or taken away since.
      if (before.member.emailWaiting?.claim !== id) return { refused: 'dead' };
    }
    const claim = await claims.useUp(id, scope, 'login' in proof ? before.member : undefined);
    if (!claim) return { refused: 'dead' };
    if (claim === 'other-account') return { refused: 'other-account' };
    const fresh = letterId(randomness.token(12));
    const usableFrom = await members.change<number | undefined>(memberId, (member, now) => {
      const { emailWaiting } = member;
      if (emailWaiting?.claim === id) return { result: emailWaiting.usableFrom };
      if (!entitled(member)) return { result: undefined };
      return registered(member, { id, claim, letterId: fresh }, { insurer: scope.insurer, now });
    });
    return usableFrom === undefined ? { refused: 'gone' } : { registered: { usableFrom } };
  }

  /** The old address and the new one are told; the postal address too, unless the request's letter has told it. */
  function registered(
    member: Member,
    { id, claim, letterId: letter }: { id: string; claim: EmailClaimBody; letterId: string },
    { insurer, now }: { insurer: Insurer; now: number },
  ) {
    const usableFrom = now + insurer.policies.email.quarantineMs;
    const { address } = claim;
    const toldBefore = member.emailClaims?.some((one) => one.id === id) ?? false;
    const waiting = { address, claim: id, askedAt: claim.requestedAt, since: now, usableFrom };
    const next = members.withAudit(withWaitingEmail(member, waiting, now), 'email-registered');
    const name = fullName(member);
    const args = { at: now, usableFrom };
    const { locale } = member;
    const mails = [
      ...messages.mailTo(member, 'email-registered', { ...args, to: 'old' }),
      messages.mail({
        template: 'email-registered',
        to: { name, address },
        locale,
        args: { ...args, to: 'new' },
      }),
    ];
    if (toldBefore || member.addressLines.length === 0)
      return { member: next, send: mails, result: usableFrom };
    const post = byLetter(next, { letterId: letter, address }, { insurer, now, code: '', until: usableFrom });
    return { member: post.member, send: [...mails, post.entry], result: usableFrom };
  }

  const safe = <Input>(run: (input: Input, scope: Scope) => Promise<unknown>): Service => ({
    repeat: 'safe',
    run: run as Service['run'],
  });

  return {
    services: {
      requestEmail: safe(requestEmail),
      confirmMailbox: safe(confirmMailbox),
      verifyLetterCode: safe(verifyLetterCode),
      registerEmail: safe(registerEmail),
    },
  };
}

const isNamed = (member: Member, { lastName, firstName }: EmailQuestion): boolean =>
  sameName(lastName, member.lastName) && sameName(firstName, member.firstName);

function normalised(typed: string): string {
  const parsed = parseNir(typed);
  if (!parsed.ok) throw new Error('the chart lets no malformed NIR through');
  return parsed.nir;
}
