/** What the product knows of a member. Stored sealed, one document a member, one atomic write a change. */
import type { Locale } from '../envelope.ts';

interface PersonalCode {
  readonly hash: string;
  readonly setAt: number;
  /** The call that set it: the same call made again after a crash finds its own work done. */
  readonly setBy?: string;
}

/** X07: printed ones die 12 months after issue, posted ones after 21 days, both at the first personalisation. */
export interface TemporaryCode {
  readonly hash: string;
  readonly kind: 'printed' | 'posted';
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** The one live link of a member (P08), with the short code that stands beside it in the mail (X11). */
export interface ResetLink {
  readonly tokenDigest: string;
  readonly mailCodeDigest: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** The session the link was exchanged for (X09); a second exchange finds the link spent. */
  readonly spentBy?: string;
}

/** In the order in which a letter comes to them; reports of them may come in any. */
export const letterStatuses = ['requested', 'printed', 'posted', 'returned'] as const;
export type LetterStatus = (typeof letterStatuses)[number];

export interface Letter {
  readonly id: string;
  readonly requestedAt: number;
  readonly expectedBy: number;
  /** Tells of an e-mail address asked for (D04); without it, the letter holds an access code. */
  readonly purpose?: 'email';
  /** The letter that a person had sent again by this one (X13). */
  readonly replaces?: string;
  readonly events: readonly { readonly status: LetterStatus; readonly at: number }[];
}

export interface SentMail {
  readonly id: string;
  readonly template: string;
  readonly at: number;
}

export type AuditEvent =
  | 'signed-in'
  | 'code-requested'
  | 'mail-failed'
  | 'letter-requested'
  | 'letter-status'
  | 'link-opened'
  | 'email-asked'
  | 'email-registered'
  | 'email-dropped'
  | 'code-set'
  | 'terms-accepted'
  | 'deactivated'
  | 'reactivated'
  | 'unblocked'
  | 'hand-over-sent'
  | 'hand-over-withheld'
  | 'imported';

/** An address somebody asked for. Serves for nothing but its own confirmation; dies unproven at `expiresAt`. */
export interface EmailClaim {
  readonly id: string;
  readonly requestedAt: number;
  readonly expiresAt: number;
  /** Of the code on the letter that told the postal address. */
  readonly letterCodeDigest: string;
  /** Wrong letter codes typed for this member since. */
  readonly wrong: number;
  /** The calls that typed them. Claims made before they were kept have none. */
  readonly wrongBy?: readonly string[];
}

/** Confirmed twice, and not yet old enough for a reset. */
export interface WaitingEmail {
  readonly address: string;
  /** The claim it comes from: registering it again changes nothing. */
  readonly claim: string;
  /** When it was asked for, which those concerned were told of at once. */
  readonly askedAt?: number;
  readonly since: number;
  readonly usableFrom: number;
}

export interface Member {
  readonly tenant: string;
  /** 13 characters, upper case, without key. */
  readonly nir: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly addressLines: readonly string[];
  readonly email?: string;
  /** D04: only a confirmed e-mail serves for a reset. */
  readonly emailState?: 'confirmed' | 'pending';
  readonly emailWaiting?: WaitingEmail;
  readonly emailClaims?: readonly EmailClaim[];
  readonly mobile?: string;
  readonly client?: string;
  /** What is sent to them speaks it: of their last sign-in by a browser they know, or of the choice of their code. */
  readonly locale: Locale;
  readonly active: boolean;
  /** The client without the right of use whose staff lost theirs (T03): with it they come back. */
  readonly lostWith?: string;
  /** Grows whenever every open session of the member must end (X16, T06): a login of an older epoch is dead. */
  readonly epoch: number;
  readonly personalCode?: PersonalCode;
  /** The posted one when there are two. */
  readonly temporaryCode?: TemporaryCode;
  /** X07: the printed code that a posted one has joined. Both are good. */
  readonly printedBeside?: TemporaryCode;
  readonly link?: ResetLink;
  /** When an agent last unblocked the member: the counts of their browsers begin anew (X21). */
  readonly unblockedAt?: number;
  /** The last request for a code, whatever came of it: somebody may be taking the account back (D04). */
  readonly codeAskedAt?: number;
  readonly letters: readonly Letter[];
  readonly mails: readonly SentMail[];
  readonly terms: readonly { readonly version: string; readonly at: number }[];
  readonly signIns: readonly number[];
  /** The call that noted the last of them, and what it found: made again after a crash it finds its own (P12). */
  readonly opened?: { readonly by: string; readonly newBrowser: boolean };
  readonly audit: readonly { readonly at: number; readonly event: AuditEvent; readonly detail?: string }[];
}

/** As on the envelope, and in a greeting. */
export const fullName = ({ firstName, lastName }: Pick<Member, 'firstName' | 'lastName'>): string =>
  `${firstName} ${lastName}`;

/** A member of whom nothing but the number is known yet. */
export function newMember(tenant: string, nir: string): Member {
  return {
    tenant,
    nir,
    lastName: '',
    firstName: '',
    addressLines: [],
    locale: 'fr',
    active: true,
    epoch: 1,
    letters: [],
    mails: [],
    terms: [],
    signIns: [],
    audit: [],
  };
}

/** The posted code is unspent while it stands as the temporary code and has not expired (P08, X22). */
export function unspentLetter(member: Member, now: number): boolean {
  return member.temporaryCode?.kind === 'posted' && member.temporaryCode.expiresAt > now;
}

export function liveLink(member: Member, now: number): ResetLink | undefined {
  return member.link && member.link.expiresAt > now ? member.link : undefined;
}
