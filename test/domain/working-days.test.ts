import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { expectedBy, letterReminders } from '../../machines/domain/working-days.ts';

const words = { fr: '-', en: '-' };
const EIGHT_DAYS = { unit: 'calendar-days', days: 8, words } as const;
const TWO_WORKING_DAYS = { unit: 'working-days', days: 2, words } as const;
const HOUR = 3_600_000;

/** The public holidays of 2026 and 2027 as service-public.fr prints them. */
const HOLIDAYS = new Set([
  ...['2026-01-01', '2026-04-06', '2026-05-01', '2026-05-08', '2026-05-14', '2026-05-25', '2026-07-14'],
  ...['2026-08-15', '2026-11-01', '2026-11-11', '2026-12-25', '2027-01-01', '2027-03-29', '2027-05-01'],
  ...['2027-05-06', '2027-05-08', '2027-05-17', '2027-07-14', '2027-08-15', '2027-11-01', '2027-11-11'],
  '2027-12-25',
]);
/** Summer time, from 01:00 UTC to 01:00 UTC. */
const SUMMERS = [
  ['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z'],
  ['2027-03-28T01:00:00Z', '2027-10-31T01:00:00Z'],
] as const;

const parisOffset = (instant: number): number =>
  SUMMERS.some(([from, to]) => instant >= Date.parse(from) && instant < Date.parse(to)) ? 2 * HOUR : HOUR;
const parisDate = (instant: number): string =>
  new Date(instant + parisOffset(instant)).toISOString().slice(0, 10);
const nextDate = (date: string): string =>
  new Date(Date.parse(`${date}T12:00:00Z`) + 24 * HOUR).toISOString().slice(0, 10);
const works = (date: string): boolean =>
  !HOLIDAYS.has(date) && ![0, 6].includes(new Date(`${date}T12:00:00Z`).getUTCDay());

/** Walks the calendar by hand. */
function oracle(unit: 'calendar-days' | 'working-days', days: number, requestedAt: number): string {
  let date = parisDate(requestedAt);
  for (let left = days; left > 0; ) {
    date = nextDate(date);
    if (unit === 'calendar-days' || works(date)) left -= 1;
  }
  while (!works(date)) date = nextDate(date);
  return date;
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('expectedBy', () => {
  it.each([
    [
      'a Monday to the Tuesday of the week after',
      '2026-11-16T10:00:00+01:00',
      '2026-11-24T23:59:59.999+01:00',
    ],
    [
      'a Friday to the Monday after the eighth day',
      '2026-11-20T10:00:00+01:00',
      '2026-11-30T23:59:59.999+01:00',
    ],
    ['past All Saints on a Sunday', '2026-10-23T10:00:00+02:00', '2026-11-02T23:59:59.999+01:00'],
    ['past Armistice Day', '2026-11-03T10:00:00+01:00', '2026-11-12T23:59:59.999+01:00'],
    ['past a bridge that is no bridge', '2026-05-06T10:00:00+02:00', '2026-05-15T23:59:59.999+02:00'],
    ['past Christmas and the week-end', '2026-12-17T10:00:00+01:00', '2026-12-28T23:59:59.999+01:00'],
    ['into the new year', '2026-12-24T10:00:00+01:00', '2027-01-04T23:59:59.999+01:00'],
    ['over the change to winter time', '2026-10-20T10:00:00+02:00', '2026-10-28T23:59:59.999+01:00'],
    ['over the change to summer time', '2026-03-24T10:00:00+01:00', '2026-04-01T23:59:59.999+02:00'],
  ])('X01 R07 moves eight calendar days from %s', (_reason, from, to) => {
    expect(new Date(expectedBy(EIGHT_DAYS, Date.parse(from))).toISOString()).toBe(new Date(to).toISOString());
  });

  it.each([
    ['a Monday', '2026-11-16T10:00:00+01:00', '2026-11-18T23:59:59.999+01:00'],
    ['a Friday night', '2026-11-20T23:59:59+01:00', '2026-11-24T23:59:59.999+01:00'],
    ['a Sunday', '2026-11-22T12:00:00+01:00', '2026-11-24T23:59:59.999+01:00'],
    ['the eve of a holiday', '2026-11-10T10:00:00+01:00', '2026-11-13T23:59:59.999+01:00'],
    ['the Friday before Easter', '2026-04-03T10:00:00+02:00', '2026-04-08T23:59:59.999+02:00'],
    ['the Friday night before summer time', '2026-03-27T23:30:00+01:00', '2026-03-31T23:59:59.999+02:00'],
    ['a Thursday in UTC, Friday in Paris', '2026-10-22T22:30:00Z', '2026-10-27T23:59:59.999+01:00'],
    ['a Friday in UTC, Saturday in Paris', '2026-03-27T23:30:00Z', '2026-03-31T23:59:59.999+02:00'],
    [
      'Good Friday, a working day outside Alsace',
      '2026-04-01T10:00:00+02:00',
      '2026-04-03T23:59:59.999+02:00',
    ],
  ])('X01 R08 counts two working days from %s', (_reason, from, to) => {
    expect(new Date(expectedBy(TWO_WORKING_DAYS, Date.parse(from))).toISOString()).toBe(
      new Date(to).toISOString(),
    );
  });

  it('X01 X12 agrees with a calendar walked by hand, and reminds at ten of that day and the next, at any instant of two years and for any delay', () => {
    const instants = fc.integer({
      min: Date.parse('2026-01-01T00:00:00+01:00'),
      max: Date.parse('2027-10-31T23:59:59+01:00'),
    });
    const units = fc.constantFrom('calendar-days' as const, 'working-days' as const);
    fc.assert(
      fc.property(units, fc.integer({ min: 1, max: 30 }), instants, (unit, days, requestedAt) => {
        const due = expectedBy({ unit, days, words }, requestedAt);
        expect(parisDate(due)).toBe(oracle(unit, days, requestedAt));
        expect(new Date(due + parisOffset(due)).toISOString().slice(11)).toBe('23:59:59.999Z');
        const { dueAt, lateAt } = letterReminders(due);
        for (const [at, day] of [
          [dueAt, parisDate(due)],
          [lateAt, nextDate(parisDate(due))],
        ] as const)
          expect(new Date(at + parisOffset(at)).toISOString()).toBe(`${day}T10:00:00.000Z`);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['Australia/Sydney', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Asia/Beirut', 'UTC'])(
    'X01 says the same on a machine whose clock is in %s',
    async (zone) => {
      vi.stubEnv('TZ', zone);
      vi.resetModules();
      const elsewhere = await import('../../machines/domain/working-days.ts');
      for (let at = Date.parse('2026-01-01T05:00:00Z'); at < Date.parse('2027-10-01'); at += 36 * HOUR) {
        expect(parisDate(elsewhere.expectedBy(TWO_WORKING_DAYS, at))).toBe(oracle('working-days', 2, at));
        expect(parisDate(elsewhere.expectedBy(EIGHT_DAYS, at))).toBe(oracle('calendar-days', 8, at));
      }
    },
  );
});
