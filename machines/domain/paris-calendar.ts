/**
 * The calendar people in France live by. Days are counted in Paris and numbered from 1970-01-01, so that neither
 * the process's time zone nor a change of the clocks can shift one.
 */
/// <reference path="./jours-feries.d.ts" />
import joursFeries from '@socialgouv/jours-feries';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const PARIS = new Intl.DateTimeFormat('en-US', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  hourCycle: 'h23',
});

const holidaysByYear = new Map<number, ReadonlySet<number>>();

export interface ParisTime {
  readonly day: number;
  /** Since midnight, as clocks show it. */
  readonly minutes: number;
}

export function parisTime(instant: number): ParisTime {
  const parts = { year: 0, month: 0, day: 0, hour: 0, minute: 0 };
  for (const { type, value } of PARIS.formatToParts(instant))
    if (type in parts) parts[type as keyof typeof parts] = Number(value);
  const { year, month, day, hour, minute } = parts;
  return { day: Date.UTC(year, month - 1, day) / DAY, minutes: hour * 60 + minute };
}

let lately = { hour: Number.NaN, day: 0 };

/** Asked at every view: kept for the hour, for midnight and the changes of the clocks fall on full ones. */
export function parisDay(instant: number): number {
  const hour = Math.floor(instant / HOUR);
  if (hour !== lately.hour) lately = { hour, day: parisTime(instant).day };
  return lately.day;
}

/** The day that data name as 2026-01-31. It begins at midnight in Paris. */
export const dayNamed = (isoDate: string): number => Date.parse(isoDate) / DAY;

/** The instant at which clocks in Paris show this; of an hour that they skip or show twice, one within it or beside it. */
export function instantOf({ day, minutes }: ParisTime): number {
  const shown = day * DAY + minutes * MINUTE;
  const offset = (instant: number) => {
    const at = parisTime(instant);
    return at.day * DAY + at.minutes * MINUTE - instant;
  };
  return shown - offset(shown - offset(shown));
}

export const endOfParisDay = (day: number): number => instantOf({ day: day + 1, minutes: 0 }) - 1;

/** 0 is Sunday. */
export const weekdayOf = (day: number): number => new Date(day * DAY).getUTCDay();

export const yearOf = (day: number): number => new Date(day * DAY).getUTCFullYear();

/** A public holiday of the whole of France (those of Alsace-Moselle are working days here). */
export const isPublicHoliday = (day: number): boolean => holidays(yearOf(day)).has(day);

function holidays(year: number): ReadonlySet<number> {
  const known = holidaysByYear.get(year);
  if (known) return known;
  const days = new Set(Object.values(joursFeries(year)).map(dayOfLocalDate));
  holidaysByYear.set(year, days);
  return days;
}

/** The package adds days of 24 hours to a local midnight: read at noon, or a change of the clocks costs a day. */
function dayOfLocalDate(date: Date): number {
  const noon = new Date(date.getTime() + 12 * HOUR);
  return Date.UTC(noon.getFullYear(), noon.getMonth(), noon.getDate()) / DAY;
}
