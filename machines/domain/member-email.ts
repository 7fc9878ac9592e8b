/**
 * A member's e-mail address and how it changes (D04). Whoever knows a NIR and a name may ask for another one; only
 * two confirmations make it the member's, and then it waits, so that whoever was robbed has time to say so.
 */
import type { Insurer } from './insurer.ts';
import type { EmailClaim, Member, WaitingEmail } from './member.ts';

const DAY = 24 * 3_600_000;

/** Where mails go: the address on file, or the newer one once its time has come. Never a claimed one. */
export function confirmedEmail(
  { email, emailState, emailWaiting }: Pick<Member, 'email' | 'emailState' | 'emailWaiting'>,
  now: number,
): string | undefined {
  if (emailWaiting && emailWaiting.usableFrom <= now) return emailWaiting.address;
  return emailState === 'confirmed' ? email : undefined;
}

/** The member with a waiting address: the one on file stays beside it until then. */
export function withWaitingEmail(member: Member, waiting: WaitingEmail, now: number): Member {
  const { emailClaims = [], emailWaiting: _replaced, ...rest } = settled(member, now);
  const claims = emailClaims.filter(({ id }) => id !== waiting.claim);
  const kept = rest.emailState === 'pending' ? withoutEmail(rest) : rest;
  return { ...kept, emailWaiting: waiting, ...(claims.length > 0 && { emailClaims: claims }) };
}

/**
 * Whether a code set by `by` while an address waits says that somebody else may have put it there. It does: whoever was
 * told of an address that is not theirs asks for a new code, as the letter advises, or changes the one that was stolen.
 * A first connection does not, unless a code was asked for since the address was: before one there is no personal code
 * that could have been stolen to prove the address with.
 */
export function dropsWaitingEmail(
  { emailWaiting, personalCode, codeAskedAt = 0 }: Member,
  by: 'personal' | 'temporary' | 'link',
  now: number,
): boolean {
  if (!emailWaiting || emailWaiting.usableFrom <= now) return false;
  const firstConnection = by === 'temporary' && personalCode === undefined;
  return !firstConnection || codeAskedAt >= (emailWaiting.askedAt ?? emailWaiting.since);
}

/** The one on file stays. One whose time has come is the member's own and stays. */
export function withoutWaitingEmail(member: Member, now: number): Member {
  const { emailWaiting: _dropped, ...rest } = settled(member, now);
  return rest;
}

/** Whether another claim may be told by letter: few at a time, few a year, and not to an address that is wrong. */
export function letterForClaim(member: Member, { policies }: Insurer, now: number): boolean {
  const told = member.letters.filter(
    ({ purpose, requestedAt }) => purpose === 'email' && requestedAt > now - 365 * DAY,
  );
  const returned = member.letters.at(-1)?.events.some(({ status }) => status === 'returned') ?? false;
  return (
    !returned &&
    told.length < policies.caps.emailLettersPerYear &&
    liveClaims(member, now).length < policies.email.openClaims
  );
}

export const liveClaims = ({ emailClaims = [] }: Member, now: number): readonly EmailClaim[] =>
  emailClaims.filter(({ expiresAt }) => expiresAt > now);

/** « Éléonore d’Arc » and « eleonore darc » are one person: accents, case and marks do not count. */
export function sameName(typed: string, known: string): boolean {
  return plain(typed) !== '' && plain(typed) === plain(known);
}

const plain = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll('Œ', 'OE')
    .replaceAll('Æ', 'AE')
    .replaceAll(/[^A-Z]/g, '');

/** A waiting address whose time has come takes the place of the one on file. */
function settled(member: Member, now: number): Member {
  const { emailWaiting, ...rest } = member;
  if (!emailWaiting || emailWaiting.usableFrom > now) return member;
  return { ...rest, email: emailWaiting.address, emailState: 'confirmed' };
}

function withoutEmail({ email: _e, emailState: _s, ...rest }: Member): Member {
  return rest;
}
