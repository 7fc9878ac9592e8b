import type { FastifyRequest } from 'fastify';
import type { Insurer } from '../../machines/domain/insurer.ts';
import type { LetterStatus } from '../../machines/domain/member.ts';
import type { Engine, Reply } from '../../machines/engine/engine.ts';
import type { Registry } from '../../machines/engine/registry.ts';
import type { Locale } from '../../machines/envelope.ts';
import type { Origin } from '../../machines/flow.ts';
import type { Clock } from '../../machines/ports/clock.ts';
import type { PersonalRecord, Reimbursement } from '../../machines/ports/member-record.ts';

/** Who is signed in, as the login cookie proves it. */
export interface Login {
  readonly id: string;
  readonly tenant: string;
  readonly member: string;
  readonly epoch: number;
  readonly openedAt: number;
}

export interface Logins {
  /** A new login under a new secret (ASVS 7.2.4). */
  open(tenant: string, member: string, epoch: number): Promise<string>;
  /** The login, its idle time begun anew; undefined when it is unknown, idle too long, or of an older epoch. */
  check(token: string): Promise<Login | undefined>;
  close(token: string): Promise<void>;
  /** Ends every other login of the member; this one stays (X16). */
  closeOthers(token: string): Promise<void>;
}

/** What the member area shows of the member. The e-mail comes masked. */
export interface AreaView {
  readonly firstName: string;
  readonly lastName: string;
  readonly email?: string;
  readonly lastSignIn?: number;
  readonly terms: readonly { readonly version: string; readonly at: number }[];
  readonly letters: readonly {
    readonly id: string;
    readonly requestedAt: number;
    readonly expectedBy: number;
    readonly events: readonly { readonly status: LetterStatus; readonly at: number }[];
  }[];
  readonly mails: readonly { readonly template: string; readonly at: number }[];
}

export interface MemberArea {
  show(login: Login): Promise<AreaView>;
  reimbursements(login: Login): Promise<readonly Reimbursement[]>;
  personal(login: Login): Promise<PersonalRecord>;
}

export interface LinkView {
  readonly tenant: string;
  readonly kind: 'reset' | 'hand-over';
  /** Hand-over: where and when the session began (X20). */
  readonly channel?: string;
  readonly since?: number;
}

export interface Links {
  /** What the link is for. Consumes nothing (X09). */
  peek(token: string): Promise<LinkView | undefined>;
  /** Exchanges the link for a session under `sessionToken`; the same pair again finds the same session. */
  exchange(
    token: string,
    sessionToken: string,
    origin: Origin,
    locale: Locale,
  ): Promise<Reply & { readonly token: string }>;
}

export interface Devices {
  /** The device cookie after a sign-in; `present` is the browser's, so that others who use it keep theirs. */
  mint(tenant: string, member: string, present?: string): string | Promise<string>;
}

export interface OutboxView {
  readonly mails: readonly { id: string; to: string; subject: string; text: string; html: string }[];
  readonly letters: readonly {
    id: string;
    tenant: string;
    addressLines: readonly string[];
    pdf: string;
    text: string;
    code: string;
    status: string;
    requestedAt: string | number;
  }[];
  readonly sms: readonly { id: string; to: string; text: string }[];
  readonly checks: readonly { answer: string }[];
}

/** What only exists outside production. */
export interface DevTools {
  outbox(): Promise<OutboxView>;
  /** The PDF of a letter, if there is such a letter. */
  pdf(id: string): Promise<Uint8Array | undefined>;
  advance(seconds: number): Promise<unknown>;
  reset(): Promise<unknown>;
}

export interface WebOptions {
  readonly engine: Engine;
  readonly registry: Registry;
  readonly insurers: ReadonlyMap<string, Insurer>;
  readonly clock: Clock;
  readonly logins: Logins;
  readonly memberArea: MemberArea;
  readonly links: Links;
  readonly devices: Devices;
  readonly secureCookies: boolean;
  readonly publicUrl: string;
  /** The source of a request, as the server trusts it. Channel and device are added here. */
  readonly originOf: (request: FastifyRequest) => Origin;
  readonly devTools?: DevTools | undefined;
}
