import { currentTerms, type Insurer } from '../domain/insurer.ts';
import { liveLink, type Member } from '../domain/member.ts';
import { confirmedEmail } from '../domain/member-email.ts';
import { parseNir } from '../domain/nir.ts';
import { liveTemporaryCodes } from '../domain/temporary-codes.ts';
import type { Scope, Service } from '../flow.ts';
import type { Setting } from '../flows/choose-code/chart.ts';
import { type Right, text, type Verified } from '../flows/shared/chart.ts';
import type { Attempt, AttemptResult } from '../flows/shared/guarded-question.ts';
import type { PasswordHasher } from '../ports/password-hasher.ts';
import type { Attempts } from './attempts.ts';
import { createCodeSetting, type Shown } from './code-setting.ts';
import type { Devices } from './devices.ts';
import type { Lockouts } from './lockouts.ts';
import type { Found, Members } from './members.ts';
import type { MessagesOut } from './messages-out.ts';
import type { ServicePorts } from './ports.ts';

interface Parts {
  readonly ports: ServicePorts;
  readonly members: Members;
  readonly lockouts: Lockouts;
  readonly attempts: Attempts;
  readonly devices: Devices;
  readonly messages: MessagesOut;
}

/** Everything a chart asks about a member's code: verify it, change it, set it, open the area. */
export function createAccounts({ ports, members, lockouts, attempts, devices, messages }: Parts) {
  const { hasher, vault } = ports;
  const { set, setAlready } = createCodeSetting({ ports, members, lockouts, messages });

  /** One argon2 run for everyone: active, deactivated, unknown, with any number of codes (P07, X15). */
  async function codeShown(
    which: PasswordHasher['which'],
    found: Found | undefined,
    code: string,
    now: number,
  ): Promise<Shown | undefined> {
    const codes = found ? codesOf(found.member, now) : [];
    const fits = await which(codes.length ? codes.map(({ hash }) => hash) : [hasher.decoy], code);
    return found?.member.active ? codes[fits]?.shown : undefined;
  }

  /** Who is meant is looked up once the attempt is admitted: a refusal takes as long for everyone (P07). */
  async function begin(scope: Scope, nir: string, attempt: Attempt) {
    const find = () => members.findByNir(scope.insurer.id, nir);
    const device = devices.of(scope, vault.digests('member', `${scope.insurer.id}|${nir}`));
    const known = device ? await find() : undefined;
    const counted = known ? `${device}|${lockoutEra(known.member)}` : device;
    const admittance = await attempts.begin(scope, lockouts.nirCounter(scope, nir, counted), attempt);
    if (admittance.refused) return { found: known, admittance };
    return { found: known ?? (await find()), admittance };
  }

  const verifyCredentials = (attempt: Attempt, scope: Scope): Promise<AttemptResult<Verified>> =>
    hasher.holdingPlace(async (which) => {
      const { found, admittance } = await begin(scope, typedNir(attempt), attempt);
      if (admittance.refused) return admittance;
      const shown = await codeShown(which, found, text(attempt.values, 'code'), scope.now);
      if (!found || !shown) return admittance.failed({ id: 'wrong-credentials' });
      await admittance.succeeded();
      const standing =
        shown === 'temporary' ? 'temporary' : termsAccepted(found.member, scope) ? 'ready' : 'terms-due';
      return { accepted: { member: found.id, epoch: found.member.epoch, standing } };
    });

  const changeCode = (attempt: Attempt, scope: Scope): Promise<AttemptResult<true>> =>
    hasher.holdingPlace(async (which) => {
      const nir = typedNir(attempt);
      const { found, admittance } = await begin(scope, nir, attempt);
      if (admittance.refused) return admittance;
      const newCode = text(attempt.values, 'newCode');
      if (found && (await setAlready(found.member, newCode, scope))) {
        await admittance.succeeded();
        await lockouts.tell(lockouts.nirCounter(scope, nir), { type: 'RESET' });
        return { accepted: true };
      }
      const shown = await codeShown(which, found, text(attempt.values, 'currentCode'), scope.now);
      if (!found || !shown) return admittance.failed({ id: 'current-wrong', field: 'currentCode' });
      await admittance.succeeded();
      const { epoch } = found.member;
      const setting = await set(found.id, newCode, scope, {
        entitled: (member) => member.active && member.epoch === epoch,
        by: shown,
      });
      if (setting.set) return { accepted: true };
      return {
        refused: 'refused' in setting ? setting.refused : { id: 'current-wrong', field: 'currentCode' },
      };
    });

  /** R06, F03, X07: by a temporary code just shown or by a link opened in this session; each is used up by it. */
  async function setCode(
    { right, newCode }: { right: Right; newCode: string },
    scope: Scope,
  ): Promise<Setting> {
    return set(right.member, newCode, scope, {
      entitled: (member, now) => stillHolds(right, member, now, scope.sessionId),
      by: right.kind,
    });
  }

  async function acceptTerms(
    { member: id, epoch }: Verified,
    { insurer }: Scope,
  ): Promise<{ recorded: boolean }> {
    const recorded = await members.change<boolean>(id, (member, now) => {
      if (!member.active || member.epoch !== epoch) return { result: false };
      const { version } = currentTerms(insurer, now);
      if (member.terms.some((accepted) => accepted.version === version)) return { result: true };
      const accepted = { ...member, terms: [...member.terms, { version, at: now }] };
      return { member: members.withAudit(accepted, 'terms-accepted', version), result: true };
    });
    return { recorded: recorded ?? false };
  }

  /** The last look before the area opens: active, the same code, a personal one, the terms in force (P01, P02, P05). */
  async function openSession({ member: id, epoch }: Verified, scope: Scope) {
    type Opening = { standing: 'open'; newBrowser: boolean } | { standing: 'terms-due' | 'gone' };
    const opening = await members.change<Opening>(id, (member, now) => {
      if (!member.active || member.epoch !== epoch || !member.personalCode)
        return { result: { standing: 'gone' } };
      if (!termsAccepted(member, { ...scope, now })) return { result: { standing: 'terms-due' } };
      if (member.opened?.by === scope.callId)
        return { result: { standing: 'open', newBrowser: member.opened.newBrowser } };
      const known = devices.of(scope, [id]) !== undefined;
      const reachable = confirmedEmail(member, now) !== undefined;
      const { tellNewBrowser, caps } = scope.insurer.policies;
      const strange = tellNewBrowser && reachable && !known && member.signIns.length > 0;
      const newBrowser = strange && warnings(member, now) < caps.mailsPerDay;
      const opened = { by: scope.callId, newBrowser };
      const warned = { id: opened.by, template: 'new-browser', at: now };
      const mails = newBrowser ? [...member.mails, warned].slice(-100) : member.mails;
      // A browser that they are to be warned of does not choose the language of the warning.
      const locale = strange ? member.locale : scope.locale;
      const signIns = [...member.signIns, now].slice(-10);
      const signedIn = { ...member, mails, signIns, opened, locale };
      return {
        member: members.withAudit(signedIn, 'signed-in', scope.origin.channel),
        result: { standing: 'open', newBrowser },
      };
    });
    return opening ?? { standing: 'gone' };
  }

  async function verifyMailCode(attempt: Attempt, scope: Scope): Promise<AttemptResult<Right>> {
    const nir = typedNir(attempt);
    const admittance = await attempts.begin(scope, lockouts.shortCodeCounter(scope, nir), attempt);
    if (admittance.refused) return admittance;
    const found = await members.findByNir(scope.insurer.id, nir);
    const code = text(attempt.values, 'mailCode');
    const link = found?.member.active ? liveLink(found.member, scope.now) : undefined;
    const fits = vault.matches('mail-code', code, link?.mailCodeDigest ?? vault.digest('mail-code', 'decoy'));
    if (!found || !link || !fits) return admittance.failed({ id: 'wrong-credentials' });
    await admittance.succeeded();
    const spent = await spendLink(found.id, link.tokenDigest, scope.sessionId);
    if (spent !== 'spent') return { refused: { id: spent } };
    return { accepted: { kind: 'link', member: found.id, tokenDigest: link.tokenDigest } };
  }

  /** P04, X09: the link becomes this session's, once; the same session again finds its own. */
  async function spendLink(id: string, tokenDigest: string, sessionId: string) {
    const result = await members.change<'spent' | 'link-spent' | 'link-expired'>(id, (member, now) => {
      const { link } = member;
      if (!member.active || !link || link.tokenDigest !== tokenDigest) return { result: 'link-spent' };
      if (link.expiresAt <= now) return { result: 'link-expired' };
      if (link.spentBy) return { result: link.spentBy === sessionId ? 'spent' : 'link-spent' };
      return {
        member: members.withAudit({ ...member, link: { ...link, spentBy: sessionId } }, 'link-opened'),
        result: 'spent',
      };
    });
    return result ?? 'link-spent';
  }

  const safe = <Input>(run: (input: Input, scope: Scope) => Promise<unknown>): Service => ({
    repeat: 'safe',
    run: run as Service['run'],
  });

  return {
    spendLink,
    services: {
      verifyCredentials: safe(verifyCredentials),
      changeCode: safe(changeCode),
      setCode: safe(setCode),
      acceptTerms: safe(acceptTerms),
      openSession: safe(openSession),
      verifyMailCode: safe(verifyMailCode),
      issueCheck: safe(attempts.issueCheck.run),
    },
  };
}

export type Accounts = ReturnType<typeof createAccounts>;

function typedNir({ values }: Attempt): string {
  const parsed = parseNir(text(values, 'nir'));
  if (!parsed.ok) throw new Error('the chart lets no malformed NIR through');
  return parsed.nir;
}

/**
 * A browser's own count begins anew when a code is set (the epoch grows) or an agent unblocks: whoever clears
 * the NIR's count knows nothing of the browsers that have one (X04, X21).
 */
function lockoutEra({ epoch, unblockedAt = 0 }: Member): string {
  return `${epoch}.${unblockedAt}`;
}

/** The codes that open something today; they share a salt (see `PasswordHasher.which`). */
function codesOf(member: Member, now: number) {
  const { personalCode } = member;
  const codes: { readonly hash: string; readonly shown: Shown }[] = [];
  if (personalCode) codes.push({ hash: personalCode.hash, shown: 'personal' });
  for (const { hash } of liveTemporaryCodes(member, now)) codes.push({ hash, shown: 'temporary' });
  return codes;
}

/** X22: how often the member was told of a new browser in the last 24 h. Counted apart from the mails of a reset. */
function warnings({ mails }: Member, now: number): number {
  return mails.filter(({ template, at }) => template === 'new-browser' && at > now - 86_400_000).length;
}

function termsAccepted(member: Member, { insurer, now }: { insurer: Insurer; now: number }): boolean {
  const { version } = currentTerms(insurer, now);
  return member.terms.some((accepted) => accepted.version === version);
}

function stillHolds(right: Right, member: Member, now: number, sessionId: string): boolean {
  if (!member.active) return false;
  if (right.kind === 'temporary')
    return member.epoch === right.epoch && liveTemporaryCodes(member, now).length > 0;
  const link = liveLink(member, now);
  return link?.tokenDigest === right.tokenDigest && link.spentBy === sessionId;
}
