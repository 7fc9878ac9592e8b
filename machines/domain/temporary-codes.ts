/**
 * The codes that lead to a first connection or a repair (X07). At most one of each kind: a newer letter replaces the
 * older one (P08), and takes nothing away from a printed code, since anybody who knows a NIR can ask for a letter.
 */
import type { Member, TemporaryCode } from './member.ts';

type Holder = Pick<Member, 'temporaryCode' | 'printedBeside'>;

export const temporaryCodes = ({ temporaryCode, printedBeside }: Holder): readonly TemporaryCode[] =>
  [temporaryCode, printedBeside].filter((code) => code !== undefined);

export const liveTemporaryCodes = (member: Holder, now: number): readonly TemporaryCode[] =>
  temporaryCodes(member).filter(({ expiresAt }) => expiresAt > now);

/** The member with this code in the place of one of its kind; the other kind stays good beside it. */
export function withTemporaryCode(member: Member, code: TemporaryCode): Member {
  const other = temporaryCodes(member).find(({ kind }) => kind !== code.kind);
  const rest = withoutTemporaryCodes(member);
  if (!other) return { ...rest, temporaryCode: code };
  const [posted, printed] = code.kind === 'posted' ? [code, other] : [other, code];
  return { ...rest, temporaryCode: posted, printedBeside: printed };
}

/** Consumed, all of them, when a personal code is set (X07). */
export function withoutTemporaryCodes(member: Member): Member {
  const { temporaryCode: _newer, printedBeside: _older, ...rest } = member;
  return rest;
}

/** A hash of this member’s whose salt any further one must share, so that one run compares them all (P07). */
export const saltedLike = (member: Pick<Member, 'personalCode'> & Holder): string | undefined =>
  member.personalCode?.hash ?? temporaryCodes(member)[0]?.hash;
