import { createHash } from 'node:crypto';
import type { Clock } from '../../machines/ports/clock.ts';
import type { MemberRecord, PersonalRecord, Reimbursement } from '../../machines/ports/member-record.ts';

/** Who the insured is, when the server can tell: the record then shows the member's own name. */
interface Insured {
  readonly firstName: string;
  readonly lastName: string;
  readonly birthYear: number;
}
export type InsuredLookup = (tenant: string, memberId: string) => Promise<Insured | undefined>;

interface Act {
  readonly name: string;
  /** What is charged, from and to, in cents. */
  readonly price: readonly [from: number, to: number];
  /** What social security calculates on; more than the price means the price itself. */
  readonly baseCents: number;
  readonly rate: number;
  /** Kept by social security on each act (participation forfaitaire, franchise). */
  readonly keptCents: number;
  /** Share of what is left above the base that the contract pays. */
  readonly above: number;
}

const act = (
  name: string,
  price: Act['price'],
  base: [cents: number, rate: number],
  kept = 0,
  above = 0,
): Act => ({
  name,
  price,
  baseCents: base[0],
  rate: base[1],
  keptCents: kept,
  above,
});

const ACTS: readonly Act[] = [
  act('Consultation, médecin généraliste', [3000, 3000], [3000, 0.7], 200),
  act('Consultation, médecin spécialiste', [4000, 7500], [3150, 0.7], 200, 0.6),
  act('Pharmacie', [680, 6400], [10_000, 0.65], 100),
  act('Analyses de laboratoire', [1450, 8200], [10_000, 0.6], 200),
  act('Séance de kinésithérapie', [1613, 1613], [1613, 0.6], 100),
  act('Radiographie', [2660, 5320], [5320, 0.7], 200),
  act('Soins dentaires', [2892, 4338], [4338, 0.6]),
  act('Lunettes, verres et monture', [18_000, 42_000], [9, 0.6], 0, 0.8),
  act('Forfait journalier hospitalier', [2000, 8000], [0, 0], 0, 1),
  act('Transport sanitaire', [4200, 9800], [10_000, 0.55], 400),
];

const INSURED = ['Lucienne', 'Armand', 'Mathilde', 'Gaspard'];
const SPOUSES = ['Camille', 'Dominique', 'Claude', 'Maxime'];
const CHILDREN = ['Alix', 'Sacha', 'Charlie', 'Noa', 'Lou', 'Andrea'];
const FAMILY = ['EXEMPLE', 'MODÈLE', 'SPÉCIMEN'];
const DAY = 24 * 3_600_000;
const YEAR = 365 * DAY;

/**
 * Fictitious records, the same for the same member whenever they are asked for: each month has its acts, drawn
 * from the member's id and the month, and the year behind the clock is what is shown. Stores nothing.
 */
export function demoMemberRecord(clock: Clock, insured?: InsuredLookup): MemberRecord {
  const personal = async (tenant: string, memberId: string): Promise<PersonalRecord> => {
    const draw = draws(`${tenant}|${memberId}|record`);
    const year = new Date(clock.now()).getUTCFullYear();
    const nobody = {
      firstName: draw.pick(INSURED),
      lastName: draw.pick(FAMILY),
      birthYear: draw.between(1950, 1999),
    };
    const self = (await insured?.(tenant, memberId)) ?? nobody;
    return {
      contract: `DEMO-${draw.between(100_000, 999_999)}`,
      // D08: the period of guarantee is renewed every year.
      rightsFrom: `${year}-01-01`,
      rightsUntil: `${year}-12-31`,
      beneficiaries: household(self, year, draw),
    };
  };
  return {
    personal,
    reimbursements: async (tenant, memberId) => {
      const { beneficiaries } = await personal(tenant, memberId);
      const names = beneficiaries.map(({ name }) => name);
      return lastMonths(clock.now())
        .flatMap((month) => actsOf(`${tenant}|${memberId}`, month, names))
        .filter(({ date, paidOn }) => date > isoDay(clock.now() - YEAR) && paidOn <= isoDay(clock.now()))
        .sort((one, other) => (one.date < other.date ? 1 : -1));
    },
  };
}

function household(self: Insured, year: number, draw: Draws): PersonalRecord['beneficiaries'] {
  const person = (firstName: string, relation: string, birthYear: number) => ({
    name: `${firstName} ${self.lastName}`,
    relation,
    birthYear,
  });
  const others = draw.between(0, 3);
  const spouse = person(draw.pick(SPOUSES), 'Conjoint ou conjointe', self.birthYear + draw.between(-4, 4));
  const child = draw.between(0, CHILDREN.length - 1);
  const children = [29, 32].map((age, index) =>
    person(CHILDREN[(child + index) % CHILDREN.length]!, 'Enfant', self.birthYear + age),
  );
  return [
    person(self.firstName, 'Personne assurée', self.birthYear),
    ...[spouse, ...children].slice(0, others),
  ].filter(({ relation, birthYear }) => relation !== 'Enfant' || year - birthYear <= 25);
}

/** One act in January, two in February, and so on: a year holds 10 to 20 wherever it begins. */
function actsOf(member: string, month: Date, names: readonly string[]): Reimbursement[] {
  const key = isoDay(month.getTime()).slice(0, 7);
  const count = month.getUTCMonth() % 2 === 0 ? 1 : 2;
  return Array.from({ length: count }, (_, index) => {
    const draw = draws(`${member}|${key}|${index}`);
    const at = month.getTime() + draw.between(0, 27) * DAY;
    return {
      id: `${key}-${index + 1}`,
      date: isoDay(at),
      beneficiary: draw.pick(names),
      ...amounts(draw.pick(ACTS), draw),
      // D05: within 48 hours of a complete file.
      paidOn: isoDay(at + draw.between(1, 2) * DAY),
    };
  });
}

/** Social security pays its share of the base, the contract the rest of the base and some of what is above. */
function amounts(
  { name, price, baseCents, rate, keptCents, above }: Act,
  draw: Draws,
): Pick<Reimbursement, 'act' | 'spentCents' | 'socialSecurityCents' | 'insurerCents'> {
  const spentCents = draw.between(...price);
  const base = Math.min(spentCents, baseCents);
  const share = Math.round(base * rate);
  return {
    act: name,
    spentCents,
    socialSecurityCents: Math.max(0, share - keptCents),
    insurerCents: base - share + Math.floor((spentCents - base) * above),
  };
}

/** The first days of this month and of the twelve before it. */
function lastMonths(now: number): Date[] {
  const today = new Date(now);
  return Array.from(
    { length: 13 },
    (_, back) => new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - back)),
  );
}

const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10);

interface Draws {
  between(from: number, to: number): number;
  pick<T>(values: readonly T[]): T;
}

/** Numbers that depend on the seed alone: its hash, four bytes a draw. */
function draws(seed: string): Draws {
  let drawn = 0;
  const between = (from: number, to: number) => {
    const bytes = createHash('sha256').update(`${seed}|${drawn++}`).digest();
    return from + (bytes.readUInt32BE() % (to - from + 1));
  };
  return { between, pick: (values) => values[between(0, values.length - 1)]! };
}
