/**
 * What a request for a code sends (R04, R07-R10). The insurer's own knowledge decides, never what was typed, and
 * the answer on screen is the same whatever this says (X10): `why` is for the member's history and for agents.
 */
import type { Insurer } from './insurer.ts';
import { type Letter, type Member, unspentLetter } from './member.ts';
import { confirmedEmail } from './member-email.ts';

const DAY = 24 * 3_600_000;
const YEAR = 365 * DAY;

/** `any`: first request. `letter`: the mail did not come (R09). `resend-letter`: the letter did not come (X12). */
export type DeliveryWanted = 'any' | 'letter' | 'resend-letter';

export type Delivery =
  | { readonly send: 'mail' }
  | { readonly send: 'letter' }
  | {
      readonly send: 'nothing';
      readonly why:
        | 'unknown'
        | 'deactivated'
        | 'letter-unspent'
        | 'letters-capped'
        | 'mails-capped'
        | 'address-wrong';
    };

/**
 * Unknown and deactivated members get nothing (X10, X15). With a letter unspent nothing follows (X08, P08) but the
 * one resend of a letter that is late (X12); it counts toward the cap like any other. A member whose mails are
 * capped gets no letter instead (X22). After a letter came back no other leaves until a person has corrected the
 * address and posted one (X13): the letter of an agent does not pass here.
 */
export function decideDelivery(
  member: Member | undefined,
  insurer: Insurer,
  now: number,
  want: DeliveryWanted,
): Delivery {
  if (!member) return nothing('unknown');
  if (!member.active) return nothing('deactivated');
  if (unspentLetter(member, now)) {
    if (returned(member.letters.at(-1))) return nothing('address-wrong');
    const resend = want === 'resend-letter' && late(member, now) && !alreadyResent(member, insurer);
    return resend ? byLetter(member, insurer, now) : nothing('letter-unspent');
  }
  const byMailFirst = want === 'any' && confirmedEmail(member, now) !== undefined;
  return byMailFirst ? byMail(member, insurer, now) : byLetter(member, insurer, now);
}

/** The letter that stands for another one by now, if its code still works and it has not come back (P08, X13). */
export function standingReplacement(member: Member, letter: string, now: number): string | undefined {
  const replaced = (id: string): Letter | undefined =>
    member.letters.findLast(({ replaces }) => replaces === id);
  let last = replaced(letter);
  for (let next = last; next; next = replaced(next.id)) last = next;
  const standing = last?.id === codeLetters(member).at(-1)?.id && unspentLetter(member, now);
  return standing && !returned(last) ? last?.id : undefined;
}

/** What whoever knows a member's number may have sent to them. */
const sentOnRequest: readonly string[] = ['reset', 'hand-over'];

/**
 * X22: whether one more mail may be sent today that somebody asked for. Warnings of what was done or asked in a member's name
 * are not counted with them, or a stranger could use them up first (D04, X16).
 */
export function mayMail(member: Member, insurer: Insurer, now: number): boolean {
  const recent = member.mails.filter(
    ({ template, at }) => sentOnRequest.includes(template) && at > now - DAY,
  );
  return recent.length < insurer.policies.caps.mailsPerDay;
}

const byMail = (member: Member, insurer: Insurer, now: number): Delivery =>
  mayMail(member, insurer, now) ? { send: 'mail' } : nothing('mails-capped');

function byLetter(member: Member, insurer: Insurer, now: number): Delivery {
  if (returned(member.letters.at(-1))) return nothing('address-wrong');
  const recent = codeLetters(member).filter((letter) => letter.requestedAt > now - YEAR);
  return recent.length < insurer.policies.caps.lettersPerYear
    ? { send: 'letter' }
    : nothing('letters-capped');
}

function nothing(why: Extract<Delivery, { send: 'nothing' }>['why']): Delivery {
  return { send: 'nothing', why };
}

/** Once returned, a letter stays so: print houses report late and out of order (P11). */
function returned(letter: Letter | undefined): boolean {
  return letter?.events.some((event) => event.status === 'returned') ?? false;
}

/** Letters about an e-mail address hold no access code (D04). */
const codeLetters = ({ letters }: Member): readonly Letter[] =>
  letters.filter(({ purpose }) => purpose === undefined);

function late(member: Member, now: number): boolean {
  const last = codeLetters(member).at(-1);
  return last !== undefined && now > last.expectedBy;
}

/**
 * Whether the last letter was itself the resend (X12: one, then a person). Only a resend is requested while the
 * letter before it still holds a code that is neither expired nor consumed by setting a personal one (P08, X07).
 */
function alreadyResent(member: Member, insurer: Insurer): boolean {
  const [before, last] = codeLetters(member).slice(-2);
  if (!before || !last) return false;
  const expired = last.requestedAt >= before.requestedAt + insurer.policies.temporaryCode.postedMs;
  const consumed = member.personalCode !== undefined && member.personalCode.setAt > before.requestedAt;
  return !expired && !consumed;
}
