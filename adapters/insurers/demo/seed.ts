import { currentTerms, type Insurer } from '../../../machines/domain/insurer.ts';
import type { Letter, Member, TemporaryCode } from '../../../machines/domain/member.ts';
import { expectedBy } from '../../../machines/domain/working-days.ts';
import people from './members.json' with { type: 'json' };

type DemoState =
  | 'active'
  | 'never-connected'
  | 'old-terms'
  | 'deactivated'
  | 'blocked'
  | 'letter-posted'
  | 'letter-late'
  | 'letter-returned';

/** One demo member as members.json tells it. Fictitious: the code stands in clear so that people can try it. */
export interface DemoRow {
  readonly row: number;
  readonly tenant: string;
  /** 15 characters, with the key. */
  readonly nir: string;
  readonly lastName: string;
  readonly firstName: string;
  readonly addressLines: readonly string[];
  readonly state: DemoState;
  readonly code: string;
  readonly codeKind: 'personal' | 'printed' | 'posted';
  readonly hash: string;
  readonly email?: string;
  readonly emailState?: 'confirmed' | 'pending';
  readonly bouncing?: boolean;
  readonly mobile?: string;
  readonly client?: string;
}

/** T00: an employer, its contact and whether it has the right of use. */
export interface DemoClient {
  readonly tenant: string;
  readonly name: string;
  readonly contact: { readonly name: string; readonly email: string };
  readonly right: boolean;
}

const DAY = 24 * 3_600_000;

/** How long ago the letter was asked for: on its way, late by any insurer's delay, come back (X12). */
const LETTER_AGE_DAYS: Partial<Record<DemoState, number>> = {
  'letter-posted': 5,
  'letter-late': 15,
  'letter-returned': 12,
};

export const demoRows = people.members as readonly DemoRow[];
export const demoClients: readonly DemoClient[] = people.clients;

/** Addresses whose mail comes back: the demo's mailer refuses them for good. */
export const demoBouncingAddresses: readonly string[] = demoRows.flatMap(({ bouncing, email }) =>
  bouncing && email ? [email] : [],
);

/** Members whose NIR starts blocked (X04), by the 13 characters that identify a member. */
export const demoBlocked: readonly { tenant: string; nir: string; failures: number }[] = demoRows
  .filter(({ state }) => state === 'blocked')
  .map(({ tenant, nir }) => ({ tenant, nir: nir.slice(0, 13), failures: 10 }));

/**
 * The demo members of the insurers given, in the order of their table, with every date relative to `now`.
 * `hash` is asked only for a row that carries no hash yet.
 */
export async function demoMembers(
  now: number,
  hash: (code: string) => Promise<string>,
  insurers: readonly Insurer[],
): Promise<Member[]> {
  const members: Member[] = [];
  for (const row of demoRows) {
    const insurer = insurers.find(({ id }) => id === row.tenant);
    if (insurer) members.push(build(row, row.hash || (await hash(row.code)), { insurer, now }));
  }
  return members;
}

interface Setting {
  readonly insurer: Insurer;
  readonly now: number;
}

function build(row: DemoRow, hash: string, setting: Setting): Member {
  const { tenant, nir, lastName, firstName, addressLines, email, emailState, mobile, client } = row;
  return {
    tenant,
    nir: nir.slice(0, 13),
    lastName,
    firstName,
    addressLines,
    ...(email && emailState && { email, emailState }),
    ...(mobile && { mobile }),
    ...(client && { client }),
    locale: 'fr',
    active: row.state !== 'deactivated',
    epoch: 0,
    letters: letters(row, setting),
    mails: [],
    ...past(row, hash, setting),
  };
}

/** What has happened so far: nothing for those who never connected, else a code, the terms and a few visits. */
function past(
  row: DemoRow,
  hash: string,
  { insurer, now }: Setting,
): Pick<Member, 'personalCode' | 'temporaryCode' | 'terms' | 'signIns' | 'audit'> {
  if (row.codeKind !== 'personal') {
    const issuedAt = now - (row.codeKind === 'printed' ? 30 : letterAge(row)) * DAY;
    const temporaryCode = temporary(hash, row.codeKind, { issuedAt, insurer });
    return { temporaryCode, terms: [], signIns: [], audit: firstEvents(row, issuedAt) };
  }
  const setAt = now - 120 * DAY;
  const signIns = [setAt, now - 40 * DAY, now - 6 * DAY];
  return {
    personalCode: { hash, setAt },
    terms: [acceptedTerms(row.state, { insurer, now, setAt })],
    signIns,
    audit: [
      { at: setAt, event: 'code-set' },
      { at: setAt, event: 'terms-accepted' },
      ...signIns.map((at) => ({ at, event: 'signed-in' as const })),
      ...(row.state === 'deactivated' ? [{ at: now - 2 * DAY, event: 'deactivated' as const }] : []),
    ],
  };
}

function temporary(
  hash: string,
  kind: TemporaryCode['kind'],
  { issuedAt, insurer }: { issuedAt: number; insurer: Insurer },
): TemporaryCode {
  const { printedMs, postedMs } = insurer.policies.temporaryCode;
  return { hash, kind, issuedAt, expiresAt: issuedAt + (kind === 'printed' ? printedMs : postedMs) };
}

/** T05: the version in force, or the one before it for the member who must accept again. */
function acceptedTerms(
  state: DemoState,
  { insurer, now, setAt }: Setting & { setAt: number },
): Member['terms'][number] {
  const current = currentTerms(insurer, now);
  if (state !== 'old-terms') return { version: current.version, at: setAt };
  const before = insurer.terms[insurer.terms.indexOf(current) - 1] ?? current;
  return { version: before.version, at: Date.parse(current.validFrom) - 30 * DAY };
}

function firstEvents(row: DemoRow, at: number): Member['audit'] {
  if (row.codeKind === 'printed') return [{ at, event: 'imported' }];
  return [
    { at, event: 'code-requested' },
    { at, event: 'letter-requested' },
  ];
}

const letterAge = ({ state }: DemoRow) => LETTER_AGE_DAYS[state] ?? 0;

/** What the print house has told about the letter: on its way, long on its way, or come back. */
function letters(row: DemoRow, { insurer, now }: Setting): Letter[] {
  if (row.codeKind !== 'posted') return [];
  const requestedAt = now - letterAge(row) * DAY;
  const events: Letter['events'] = [
    { status: 'requested', at: requestedAt },
    { status: 'printed', at: requestedAt + DAY },
    { status: 'posted', at: requestedAt + 2 * DAY },
    ...(row.state === 'letter-returned' ? [{ status: 'returned' as const, at: now - 2 * DAY }] : []),
  ];
  const id = `demo-letter-${row.row}`;
  return [{ id, requestedAt, expectedBy: expectedBy(insurer.letter.delay, requestedAt), events }];
}
