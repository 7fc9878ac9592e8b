export interface Reimbursement {
  readonly id: string;
  readonly date: string;
  readonly beneficiary: string;
  readonly act: string;
  readonly spentCents: number;
  readonly socialSecurityCents: number;
  readonly insurerCents: number;
  readonly paidOn: string;
}

export interface PersonalRecord {
  readonly contract: string;
  readonly rightsFrom: string;
  readonly rightsUntil: string;
  readonly beneficiaries: readonly {
    readonly name: string;
    readonly relation: string;
    readonly birthYear: number;
  }[];
}

/** The insurer's own system, asked for what the member area shows (L13). Reading only; reading again is harmless. */
export interface MemberRecord {
  reimbursements(tenant: string, memberId: string): Promise<readonly Reimbursement[]>;
  /** Undefined where no such system is connected: the page says so. */
  personal(tenant: string, memberId: string): Promise<PersonalRecord | undefined>;
}
