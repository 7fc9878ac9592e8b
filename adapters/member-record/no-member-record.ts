import type { MemberRecord } from '../../machines/ports/member-record.ts';

/** For an installation without the insurer's own system behind it: nothing is shown rather than anything invented. */
export const noMemberRecord: MemberRecord = {
  reimbursements: async () => [],
  personal: async () => undefined,
};
