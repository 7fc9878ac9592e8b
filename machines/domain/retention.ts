import type { Member } from './member.ts';
import type { Policies } from './policies.ts';

/** Rows need not go on the day: spread over so long, a day's import of millions does not come due as one. */
const spreadMs = 30 * 86_400_000;

type Kept = Pick<Policies['lifetimes'], 'auditMs' | 'letterMs'>;

/** The member without the rows that are older than the insurer keeps them: audit trail, letters, mails (X23). */
export function retained(member: Member, { auditMs, letterMs }: Kept, now: number): Member {
  const audit = member.audit.filter(({ at }) => at > now - auditMs);
  const letters = member.letters.filter(({ requestedAt }) => requestedAt > now - letterMs);
  const mails = member.mails.filter(({ at }) => at > now - letterMs);
  const all = audit.length + letters.length + mails.length;
  if (all === member.audit.length + member.letters.length + member.mails.length) return member;
  return { ...member, audit, letters, mails };
}

/** When rows of this member will have to go although nobody touches them; undefined when there are none. */
export function rowsDueAt(member: Member, { auditMs, letterMs }: Kept): number | undefined {
  const ends = [
    ...member.audit.slice(0, 1).map(({ at }) => at + auditMs),
    ...member.letters.slice(0, 1).map(({ requestedAt }) => requestedAt + letterMs),
    ...member.mails.slice(0, 1).map(({ at }) => at + letterMs),
  ];
  if (ends.length === 0) return undefined;
  const first = Math.min(...ends);
  // The same for the same rows, so that a due time stays where it is, and different for rows of one second.
  return first + Math.round(((first % 1000) / 1000) * spreadMs);
}
