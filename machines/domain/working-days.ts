/**
 * When a letter may be expected (X01), by the calendar people in France live by. Days are counted in Paris and
 * numbered from 1970-01-01, so that neither the process's time zone nor a change of the clocks can shift one.
 */
import joursFeries from '@socialgouv/jours-feries';
import type { Insurer } from './insurer.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const PARIS = new Intl.DateTimeFormat('en-US', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  hourCycle: 'h23',
});

const holidaysByYear = new Map<number, ReadonlySet<number>>();

/**
 * The end of the day in Paris (23:59:59.999) by which a letter requested at this instant is due. Calendar days
 * run from the day of the request and end on a working day, the next one if need be; working days count from
 * the first one after the day of the request, so that a Friday night and a Sunday give the same day.
 */
export function expectedBy(delay: Insurer['letter']['delay'], requestedAt: number): number {
  const requested = parisDay(requestedAt);
  if (delay.unit === 'calendar-days') return endOfParisDay(workingDayFrom(requested + delay.days));
  let day = requested;
  for (let counted = 0; counted < delay.days; counted += 1) day = workingDayFrom(day + 1);
  return endOfParisDay(day);
}

/** Late in the morning, when the post has mostly come and nobody sleeps. */
const SPOKEN_HOUR = 10;

/**
 * When a letter due by the end of this working day is worth a word (X12): in the morning of the day itself, and in
 * that of the next, when it is late. Clocks change on Sundays only, so both fall at the same hour in Paris.
 */
export function letterReminders(due: number): { readonly dueAt: number; readonly lateAt: number } {
  const midnight = due + 1;
  return { dueAt: midnight - (24 - SPOKEN_HOUR) * HOUR, lateAt: midnight + SPOKEN_HOUR * HOUR };
}

function workingDayFrom(day: number): number {
  let candidate = day;
  while (!isWorkingDay(candidate)) candidate += 1;
  return candidate;
}

/** Monday to Friday, no public holiday of the whole of France (those of Alsace-Moselle are working days here). */
function isWorkingDay(day: number): boolean {
  const date = new Date(day * DAY);
  const weekday = date.getUTCDay();
  return weekday >= 1 && weekday <= 5 && !holidays(date.getUTCFullYear()).has(day);
}

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

function parisDay(instant: number): number {
  const { year, month, day } = parisParts(instant);
  return Date.UTC(year, month - 1, day) / DAY;
}

/** Clocks change at 01:00 UTC: the offset at noon is still that of the evening. */
function endOfParisDay(day: number): number {
  const offset = (parisParts(day * DAY + 12 * HOUR).hour - 12) * HOUR;
  return (day + 1) * DAY - 1 - offset;
}

function parisParts(instant: number): { year: number; month: number; day: number; hour: number } {
  const parts = { year: 0, month: 0, day: 0, hour: 0 };
  for (const { type, value } of PARIS.formatToParts(instant)) {
    if (type in parts) parts[type as keyof typeof parts] = Number(value);
  }
  return parts;
}
