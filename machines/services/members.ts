import type { AuditEvent, Member } from '../domain/member.ts';
import { retained, rowsDueAt } from '../domain/retention.ts';
import type { Doc } from '../engine/documents.ts';
import { earliestEntry, type OutboxEntry, outboxKeys } from '../engine/outbox.ts';
import type { ServicePorts } from './ports.ts';
import type { Change, Update } from './updating.ts';

export const memberKind = 'member';
export const decoyKind = 'decoy';

/** A member and the messages decided for them, in one document, so that neither exists without the other. */
export interface MemberBody {
  readonly member: Member;
  readonly outbox: readonly OutboxEntry[];
}

export interface Found {
  readonly id: string;
  readonly member: Member;
}

/** What a decision about a member answers: the member as it will be, messages to add, and the result. */
export interface MemberChange<Result> {
  readonly member?: Member;
  readonly send?: readonly OutboxEntry[];
  readonly result: Result;
}

/** Rows of one event: who asks for a code a thousand times drives nothing else out of the trail (X23). */
const rowsOfOneEvent = 200;

/** The members of all insurers, found by the keyed digest of their NIR (P13). Changes are compare-and-set. */
export function createMembers({ documents, vault, clock, insurers }: ServicePorts, update: Update) {
  const idsOf = (tenant: string, nir: string) => vault.digests('member', `${tenant}|${nir}`);

  async function load(id: string): Promise<Found | undefined> {
    const document = await documents.load<MemberBody>(memberKind, id);
    return document && { id, member: document.body.member };
  }

  /** Looks under every key version, known or not, so that the same work is done (P07). */
  async function findByNir(tenant: string, nir: string): Promise<Found | undefined> {
    const found = await Promise.all(idsOf(tenant, nir).map(load));
    return found.find((member) => member !== undefined);
  }

  async function findByKey(key: string): Promise<Found | undefined> {
    const [document] = await documents.find<MemberBody>(memberKind, key, 1);
    return document && { id: document.id, member: document.body.member };
  }

  /** Reads, decides, writes; `decide` runs again on a lost race. Undefined when there is no such member. */
  async function change<Result>(
    id: string,
    decide: (member: Member, now: number) => MemberChange<Result> | Promise<MemberChange<Result>>,
  ): Promise<Result | undefined> {
    return update<MemberBody, Result | undefined>(memberKind, id, async (document) => {
      if (!document) return { result: undefined };
      const now = clock.now();
      const { member, send = [], result } = await decide(document.body.member, now);
      if (!member && send.length === 0) return { result };
      const body = {
        member: withMails(member ?? document.body.member, send, now),
        outbox: [...document.body.outbox, ...send],
      };
      return { next: indexed(body, insurers, now), result };
    });
  }

  /** Inserts, or replaces what is there: import and demo data. Undefined from `decide` leaves things as they are. */
  async function put(
    tenant: string,
    nir: string,
    decide: (existing: Member | undefined) => Member | undefined,
  ): Promise<string> {
    const existing = await findByNir(tenant, nir);
    const id = existing?.id ?? idsOf(tenant, nir)[0]!;
    await update<MemberBody, void>(memberKind, id, (document): Change<MemberBody, void> => {
      const member = decide(document?.body.member);
      return member
        ? {
            next: indexed({ member, outbox: document?.body.outbox ?? [] }, insurers, clock.now()),
            result: undefined,
          }
        : { result: undefined };
    });
    return id;
  }

  /** The same write for a NIR nobody has: one commit like the other, on a document that is swept in a day (P07). */
  async function changeDecoy(tenant: string, nir: string): Promise<void> {
    await update<{ n: number }, void>(decoyKind, idsOf(tenant, nir)[0]!, (document) => ({
      next: { body: { n: (document?.body.n ?? 0) + 1 }, expiresAt: clock.now() + 86_400_000 },
      result: undefined,
    }));
  }

  const withAudit = (member: Member, event: AuditEvent, detail?: string): Member => {
    const now = clock.now();
    const { auditMs } = insurers.get(member.tenant)!.policies.lifetimes;
    const young = member.audit.filter(({ at }) => at > now - auditMs);
    let tooMany = young.filter((row) => row.event === event).length + 1 - rowsOfOneEvent;
    const kept = young.filter((row) => row.event !== event || tooMany-- <= 0);
    return { ...member, audit: [...kept, { at: now, event, ...(detail && { detail }) }] };
  };

  return { load, findByNir, findByKey, change, put, changeDecoy, withAudit, indexed };
}

export type Members = ReturnType<typeof createMembers>;

/** By which all the staff of an employer are found (T03). */
export const staffKey = (tenant: string, client: string): string => `client:${tenant}|${client}`;

/** Every mail decided for a member is in their history: shown in their area, counted by the caps (X22). */
function withMails(member: Member, send: readonly OutboxEntry[], at: number): Member {
  const mails = send
    .filter(({ kind }) => kind === 'mail')
    .map(({ id, payload }) => ({ id, template: String(payload.template), at }));
  return mails.length ? { ...member, mails: [...member.mails, ...mails].slice(-100) } : member;
}

/**
 * Keys and due time follow from the content: due for the next message, or for rows that grow too old. Those that are
 * leave with this write (X23).
 */
export function indexed(
  { member: full, outbox }: MemberBody,
  insurers: ServicePorts['insurers'],
  now: number,
): Pick<Doc<MemberBody>, 'keys' | 'dueAt' | 'body'> {
  const lifetimes = insurers.get(full.tenant)?.policies.lifetimes;
  const member = lifetimes ? retained(full, lifetimes, now) : full;
  const due = [earliestEntry(outbox), lifetimes && rowsDueAt(member, lifetimes)];
  const dueAt = Math.min(...due.filter((at) => at !== undefined));
  return {
    keys: [
      `tenant:${member.tenant}`,
      ...(member.link ? [`link:${member.link.tokenDigest}`] : []),
      ...member.letters.map((letter) => `letter:${letter.id}`),
      ...(member.client ? [staffKey(member.tenant, member.client)] : []),
      ...outboxKeys(outbox),
    ],
    dueAt: Number.isFinite(dueAt) ? dueAt : null,
    body: { member, outbox },
  };
}
