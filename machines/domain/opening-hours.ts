/** When a desk answers (CT): data, from which the hours that people read follow, and whether it is closed now. */
import { type Static, Type } from 'typebox';
import { object } from './closed-object.ts';
import { isPublicHoliday, type ParisTime, weekdayOf } from './paris-calendar.ts';

export const openingDays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holiday'] as const;
export type OpeningDay = (typeof openingDays)[number];

/** What `weekdayOf` calls 0 comes first. */
const byWeekday: readonly OpeningDay[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const TimeOfDay = Type.String({
  pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$',
  description: 'a time of day in Paris such as 09:00, or 24:00',
});

/** On public holidays only what names `holiday` holds. */
export const OpeningSchema = Type.Array(
  object({
    days: Type.Array(Type.Enum([...openingDays], { description: openingDays.join(', ') }), {
      minItems: 1,
      uniqueItems: true,
    }),
    from: TimeOfDay,
    to: TimeOfDay,
  }),
  { minItems: 1 },
);

export type Opening = Static<typeof OpeningSchema>;

export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

export const isOpen = (opening: Opening, { day, minutes }: ParisTime): boolean =>
  spansOf(opening, day).some(({ from, to }) => from <= minutes && minutes < to);

/** Longer than any row of holidays. */
const daysAhead = 14;

/** When it opens next, after this; undefined when it does not within a fortnight. */
export function nextOpening(opening: Opening, now: ParisTime): ParisTime | undefined {
  for (let day = now.day; day <= now.day + daysAhead; day++) {
    const starts = spansOf(opening, day)
      .map(({ from }) => from)
      .filter((from) => day > now.day || from > now.minutes);
    if (starts.length > 0) return { day, minutes: Math.min(...starts) };
  }
  return undefined;
}

function spansOf(opening: Opening, day: number) {
  const name = isPublicHoliday(day) ? 'holiday' : byWeekday[weekdayOf(day)]!;
  return opening
    .filter((span) => span.days.includes(name))
    .map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) }));
}
