import { AddressError, addressLines, fitsWindow, windowLines } from '../domain/address.ts';
import { parseEmail } from '../domain/email.ts';
import type { Insurer } from '../domain/insurer.ts';
import { fullName, type LetterStatus, type Member, newMember, type TemporaryCode } from '../domain/member.ts';
import { parseNir } from '../domain/nir.ts';
import { liveTemporaryCodes, saltedLike, withTemporaryCode } from '../domain/temporary-codes.ts';
import type { Doc } from '../engine/documents.ts';
import { deadKey, type OutboxEntry, type WithOutbox } from '../engine/outbox.ts';
import { sessionKind } from '../engine/session.ts';
import { Refused } from '../errors.ts';
import { type Clients, clientKind } from './clients.ts';
import type { CodeRequests } from './code-requests.ts';
import { emailClaimKind } from './email-claims.ts';
import type { Lockouts } from './lockouts.ts';
import { type Members, memberKind } from './members.ts';
import type { ServicePorts } from './ports.ts';
import type { Update } from './updating.ts';

/**
 * One line of an import, as the columns of the contract name them. What is undefined has no column in the file and
 * stays as it is stored; what is empty says that there is none.
 */
export interface ImportRow {
  readonly nir: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly address1?: string;
  readonly address2?: string;
  readonly address3?: string;
  readonly address4?: string;
  readonly address5?: string;
  readonly address6?: string;
  readonly email?: string;
  readonly mobile?: string;
  readonly client?: string;
  readonly code?: string;
  readonly codeKind?: string;
}

/** An outbox entry that died, as an operator sees it: what and when, never its content. */
export interface DeadEntry {
  readonly id: string;
  readonly kind: OutboxEntry['kind'];
  readonly about: string;
  readonly attempts: number;
  readonly diedAt: string;
  readonly reason: string;
}

const outboxKinds = [memberKind, sessionKind, clientKind, emailClaimKind];

/** What operators and the insurer's own systems do, by the admin API and the command line (contract). */
export function createAdministration(
  ports: ServicePorts,
  update: Update,
  parts: { members: Members; clients: Clients; lockouts: Lockouts; codeRequests: CodeRequests },
) {
  const kinds = [...outboxKinds, ...Object.keys(ports.outboxes ?? {})];
  const { members, clients, lockouts, codeRequests } = parts;
  const { documents, hasher, clock } = ports;

  const insurerOf = (tenant: string): Insurer => {
    const insurer = ports.insurers.get(tenant);
    if (!insurer) throw new Refused('tenant-unknown', `there is no insurer « ${tenant} » here`);
    return insurer;
  };

  async function memberByNir(tenant: string, typed: string) {
    const { id } = insurerOf(tenant);
    const parsed = parseNir(typed);
    if (!parsed.ok) throw new Refused('malformed', 'nir: not a valid number, or its key does not fit');
    const found = await members.findByNir(id, parsed.nir);
    if (!found) throw new Refused('not-found', 'no member has this NIR');
    return found;
  }

  /** T02, T03, T06: by member or by client. How many members changed. */
  async function setActive(
    tenant: string,
    target: { nir: string } | { client: string },
    active: boolean,
  ): Promise<number> {
    insurerOf(tenant);
    if ('nir' in target) {
      const { id } = await memberByNir(tenant, target.nir);
      return Number(await (active ? clients.giveBack(id) : clients.end(id)));
    }
    const changed = await (active
      ? clients.reactivate(tenant, target.client)
      : clients.deactivate(tenant, target.client));
    if (changed === undefined) throw new Refused('not-found', 'no client has this name');
    return changed;
  }

  async function unblock(tenant: string, nir: string): Promise<void> {
    const { member, id } = await memberByNir(tenant, nir);
    await lockouts.tell(lockouts.nirCounter({ insurer: insurerOf(tenant) }, member.nir), { type: 'RESET' });
    await members.change(id, (found, now) => ({
      member: members.withAudit({ ...found, unblockedAt: now }, 'unblocked'),
      result: true,
    }));
  }

  /** Adds or updates one member; the personal code of one who has one is left alone. Throws a reason in words. */
  async function importRow(tenant: string, row: ImportRow): Promise<void> {
    const insurer = insurerOf(tenant);
    const parsed = parseNir(row.nir ?? '');
    if (!parsed.ok) throw new Error('nir: not a valid number, or its key does not fit');
    const facts = memberFacts(row);
    const client = row.client?.trim();
    const entitled = !client || (await clients.hasRight(tenant, client));
    for (let written = false; !written; ) {
      const known = (await members.findByNir(tenant, parsed.nir))?.member;
      const temporary = await temporaryCode(row, insurer, known);
      await members.put(tenant, parsed.nir, (existing = newMember(tenant, parsed.nir)) => {
        // Codes of one member share their salt: made again if that changed meanwhile.
        written = !temporary || saltedLike(existing) === (known && saltedLike(known));
        if (!written) return undefined;
        if (!facts.addressLines && existing.addressLines.length === 0) throw new Error('address1: empty');
        const kept = withoutGiven(existing, row);
        const next: Member = {
          ...(temporary && !existing.personalCode ? withImportedCode(kept, temporary) : kept),
          ...facts,
          // T03: the staff of a client without the right of use come in without it.
          active: existing.active && entitled,
          ...(existing.active && !entitled && { lostWith: client! }),
        };
        if (!fitsWindow(windowLines(fullName(next), next.addressLines)))
          throw new Error('address1: more than 6 lines of 38 characters on the envelope, name included');
        return members.withAudit(next, 'imported');
      });
    }
    // The client lost its right meanwhile, and its staff were gone through before this member was one of them.
    if (client && entitled && !(await clients.hasRight(tenant, client)))
      await clients.end((await members.findByNir(tenant, parsed.nir))!.id, client);
  }

  /** X07: the same code again is no new issue. */
  const withImportedCode = (member: Member, code: TemporaryCode): Member =>
    liveTemporaryCodes(member, clock.now()).some(({ hash, kind }) => hash === code.hash && kind === code.kind)
      ? member
      : withTemporaryCode(member, code);

  async function temporaryCode(
    row: ImportRow,
    insurer: Insurer,
    known: Member | undefined,
  ): Promise<TemporaryCode | undefined> {
    if (!row.code) return undefined;
    const kind = row.codeKind || 'printed';
    if (kind !== 'printed' && kind !== 'posted') throw new Error('codeKind: expected printed or posted');
    if (!/^\d+$/.test(row.code) || row.code.length !== insurer.code.length)
      throw new Error(`code: expected ${insurer.code.length} digits`);
    const issuedAt = clock.now();
    const { printedMs, postedMs } = insurer.policies.temporaryCode;
    return {
      hash: await hasher.hash(row.code, known && saltedLike(known)),
      kind,
      issuedAt,
      expiresAt: issuedAt + (kind === 'printed' ? printedMs : postedMs),
    };
  }

  /** X12, X13: what the print house reports. Late, repeated and out-of-order reports are all noted, each once. */
  async function letterStatus(id: string, status: LetterStatus): Promise<void> {
    const found = await members.findByKey(`letter:${id}`);
    if (!found) throw new Refused('not-found', 'no letter has this id');
    await members.change(found.id, (member, now) => {
      const reported = member.letters.find((letter) => letter.id === id);
      if (reported?.events.some((event) => event.status === status)) return { result: true };
      const letters = member.letters.map((letter) =>
        letter.id === id ? { ...letter, events: [...letter.events, { status, at: now }] } : letter,
      );
      return { member: members.withAudit({ ...member, letters }, 'letter-status', status), result: true };
    });
  }

  /**
   * A person has looked at it (X13): a new letter with a new code, whatever the caps; the older letter's code dies.
   * Asked again, it is the letter already on its way (P08). Its id.
   */
  async function resendLetter(id: string): Promise<string> {
    const found = await members.findByKey(`letter:${id}`);
    if (!found) throw new Refused('not-found', 'no letter has this id');
    if (found.member.letters.find((letter) => letter.id === id)?.purpose === 'email')
      throw new Refused('malformed', 'this letter tells of an e-mail address: it is not sent again');
    const letter = await codeRequests.replaceLetter(found.id, id);
    if (letter === undefined) throw new Refused('not-found', 'the member of this letter is gone');
    return letter;
  }

  async function* withDead(): AsyncGenerator<Doc<WithOutbox>> {
    for (const kind of kinds) yield* await documents.find<WithOutbox>(kind, deadKey, 1000);
  }

  async function deadEntries(): Promise<readonly DeadEntry[]> {
    const dead: DeadEntry[] = [];
    for await (const { kind, body } of withDead())
      for (const entry of body.outbox)
        if (entry.dead)
          dead.push({
            id: entry.id,
            kind: entry.kind,
            about: kind,
            attempts: entry.attempts,
            diedAt: new Date(entry.dead.at).toISOString(),
            reason: entry.dead.reason,
          });
    return dead;
  }

  /**
   * Puts a dead entry back in the queue with all its tries. False when there is none of this id.
   * @throws Refused when what it leads to is over: it would not be sent.
   */
  async function resendEntry(id: string): Promise<boolean> {
    for (const kind of kinds) {
      const [document] = await documents.find<WithOutbox>(kind, `outbox:${id}`, 1);
      if (!document) continue;
      return update<WithOutbox, boolean>(kind, document.id, (current) => {
        const dead = current?.body.outbox.find((entry) => entry.id === id && entry.dead);
        if (!current || !dead) return { result: false };
        const now = clock.now();
        if (dead.usefulUntil !== undefined && dead.usefulUntil <= now)
          throw new Refused('malformed', 'what this message leads to is over: it is not sent again');
        const outbox = current.body.outbox.map((entry) => (entry.id === id ? revived(entry, now) : entry));
        return { next: { body: { ...current.body, outbox }, dueAt: now }, result: true };
      });
    }
    return false;
  }

  return { setActive, unblock, importRow, letterStatus, resendLetter, deadEntries, resendEntry };
}

function revived({ dead: _dead, ...entry }: OutboxEntry, now: number): OutboxEntry {
  return { ...entry, attempts: 0, dueAt: now };
}

/** Without what the file has a column for: there it is the file that says what there is. */
function withoutGiven(member: Member, { email, mobile, client }: ImportRow): Member {
  const rest: { -readonly [Fact in keyof Member]: Member[Fact] } = { ...member };
  if (email !== undefined) {
    delete rest.email;
    delete rest.emailState;
    delete rest.emailWaiting;
  }
  if (mobile !== undefined) delete rest.mobile;
  if (client !== undefined) delete rest.client;
  return rest;
}

/** A letter of another script: no letter can be printed with it. */
const unprintable = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/u;

function memberFacts(row: ImportRow) {
  if (!row.lastName?.trim() || !row.firstName?.trim()) throw new Error('lastName, firstName: expected both');
  const email = row.email ? parseEmail(row.email) : undefined;
  if (row.email && !email) throw new Error('email: expected one plain address');
  const lines = [row.address1, row.address2, row.address3, row.address4, row.address5, row.address6];
  if ([row.lastName, row.firstName, ...lines].some((text) => text !== undefined && unprintable.test(text)))
    throw new Error('lastName, firstName, address1 to address6: expected Latin letters, as on an envelope');
  return {
    lastName: row.lastName.trim(),
    firstName: row.firstName.trim(),
    ...(lines.some((line) => line !== undefined) && {
      addressLines: addressOf(lines.map((line) => line ?? '')),
    }),
    ...(email && { email, emailState: 'confirmed' as const }),
    ...(row.mobile?.trim() && { mobile: row.mobile.trim() }),
    ...(row.client?.trim() && { client: row.client.trim() }),
  };
}

function addressOf(lines: string[]): readonly string[] {
  try {
    return addressLines(lines);
  } catch (error) {
    if (error instanceof AddressError) throw new Error(`address${error.line}: ${error.problem}`);
    throw error;
  }
}
