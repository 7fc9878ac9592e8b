import type { Letter, Member, SentMail } from '../domain/member.ts';
import type { MemberRecord, PersonalRecord, Reimbursement } from '../ports/member-record.ts';
import type { Login } from './logins.ts';
import type { Members } from './members.ts';

/** What a member sees of themselves (L13). The NIR at most by its last three (X18). */
export interface MemberSummary {
  readonly firstName: string;
  readonly lastName: string;
  readonly nirLast3: string;
  /** The sign-in before this one. */
  readonly lastSignIn?: number;
  readonly email?: string;
  readonly terms: Member['terms'];
  /** Real print events: shown here and to agents only (X12). */
  readonly letters: readonly Letter[];
  readonly mails: readonly SentMail[];
}

export function createMemberArea(members: Members, record: MemberRecord) {
  const of = async ({ member }: Login): Promise<Member> => {
    const found = await members.load(member);
    if (!found) throw new Error('a login outlived its member');
    return found.member;
  };
  return {
    async show(login: Login): Promise<MemberSummary> {
      const { firstName, lastName, nir, signIns, email, terms, letters, mails } = await of(login);
      const lastSignIn = signIns.at(-2);
      return {
        firstName,
        lastName,
        nirLast3: nir.slice(10, 13),
        ...(lastSignIn !== undefined && { lastSignIn }),
        ...(email && { email: masked(email) }),
        terms,
        letters,
        mails,
      };
    },
    reimbursements: ({ tenant, member }: Login): Promise<readonly Reimbursement[]> =>
      record.reimbursements(tenant, member),
    personal: ({ tenant, member }: Login): Promise<PersonalRecord | undefined> =>
      record.personal(tenant, member),
  };
}

export type MemberArea = ReturnType<typeof createMemberArea>;

function masked(email: string): string {
  return email.replace(/^(.).*(@.*)$/, '$1…$2');
}
