import type { Letter, Member, SentMail } from '../domain/member.ts';
import { confirmedEmail } from '../domain/member-email.ts';
import type { Clock } from '../ports/clock.ts';
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
  /** The address that serves today, masked. */
  readonly email?: string;
  /** One given and never confirmed, masked: it serves for nothing (D04). */
  readonly emailPending?: string;
  /** One registered lately that does not serve yet (D04), masked. */
  readonly emailWaiting?: { readonly address: string; readonly usableFrom: number };
  readonly terms: Member['terms'];
  /** Real print events: shown here and to agents only (X12). */
  readonly letters: readonly Letter[];
  readonly mails: readonly SentMail[];
}

export function createMemberArea(members: Members, record: MemberRecord, clock: Clock) {
  const of = async ({ member }: Login): Promise<Member> => {
    const found = await members.load(member);
    if (!found) throw new Error('a login outlived its member');
    return found.member;
  };
  return {
    async show(login: Login): Promise<MemberSummary> {
      const member = await of(login);
      const { firstName, lastName, nir, signIns, emailWaiting, terms, letters, mails } = member;
      const now = clock.now();
      const email = confirmedEmail(member, now);
      const pending = member.emailState === 'pending' && !email ? member.email : undefined;
      const waits = emailWaiting && emailWaiting.usableFrom > now ? emailWaiting : undefined;
      const lastSignIn = signIns.at(-2);
      return {
        firstName,
        lastName,
        nirLast3: nir.slice(10, 13),
        ...(lastSignIn !== undefined && { lastSignIn }),
        ...(email && { email: masked(email) }),
        ...(pending && { emailPending: masked(pending) }),
        ...(waits && {
          emailWaiting: { address: masked(waits.address), usableFrom: waits.usableFrom },
        }),
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
