/** When a letter may be expected (X01), by the calendar people in France live by. */
import type { Insurer } from './insurer.ts';
import { endOfParisDay, isPublicHoliday, parisDay, weekdayOf } from './paris-calendar.ts';

const HOUR = 3_600_000;

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

/** Monday to Friday, no public holiday. */
function isWorkingDay(day: number): boolean {
  const weekday = weekdayOf(day);
  return weekday >= 1 && weekday <= 5 && !isPublicHoliday(day);
}
