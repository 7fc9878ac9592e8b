/** When a desk answers (CT): data, from which both the hours that people read and whether it is closed now follow. */
import { type Static, Type } from 'typebox';
import type { Locale } from '../envelope.ts';
import type { Catalog } from '../messages/catalog.ts';
import { createFormatter } from '../messages/format.ts';
import { object } from './closed-object.ts';
import { instantOf, isPublicHoliday, parisTime, weekdayOf } from './paris-calendar.ts';

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'holiday'] as const;
type Day = (typeof days)[number];
const week = days.slice(0, 7);

/** What `weekdayOf` calls 0 comes first. */
const byWeekday: readonly Day[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const TimeOfDay = Type.String({
  pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$',
  description: 'a time of day in Paris such as 09:00, or 24:00',
});

/** On public holidays only what names `holiday` holds. */
export const OpeningSchema = Type.Array(
  object({
    days: Type.Array(Type.Enum([...days]), { minItems: 1, uniqueItems: true }),
    from: TimeOfDay,
    to: TimeOfDay,
  }),
  { minItems: 1 },
);

export type Opening = Static<typeof OpeningSchema>;
type Span = Opening[number];

const words: Catalog = {
  always: { fr: '7 jours sur 7, 24 h sur 24', en: '7 days a week, 24 hours a day' },
  everyDay: { fr: 'tous les jours', en: 'every day' },
  range: { fr: 'du {first} au {last}', en: '{first} to {last}' },
  day: { fr: 'le {first}', en: '{first}' },
  holidays: { fr: 'jours fériés compris', en: 'public holidays included' },
  holiday: { fr: 'les jours fériés', en: 'on public holidays' },
  hours: { fr: 'de {from, time, short} à {to, time, short}', en: '{from, time, short} to {to, time, short}' },
  untilMidnight: { fr: 'de {from, time, short} à minuit', en: '{from, time, short} to midnight' },
  closed: { fr: 'fermé en ce moment', en: 'closed now' },
  opensToday: {
    fr: 'fermé en ce moment, rouvre à {at, time, short}',
    en: 'closed now, opens at {at, time, short}',
  },
  opensTomorrow: {
    fr: 'fermé en ce moment, rouvre demain à {at, time, short}',
    en: 'closed now, opens tomorrow at {at, time, short}',
  },
  opensLater: {
    fr: 'fermé en ce moment, rouvre le {at, date, near} à {at, time, short}',
    en: 'closed now, opens on {at, date, near} at {at, time, short}',
  },
};
const say = createFormatter(words);

/** « du lundi au vendredi, de 9 h à 18 h » */
export function hoursText(opening: Opening, locale: Locale): string {
  if (opening.every(isWholeDay) && days.every((day) => opening.some((span) => span.days.includes(day))))
    return say(locale, 'always', {});
  return opening
    .map((span) => [daysText(span, locale), timesText(span, locale)].join(', '))
    .join(locale === 'fr' ? ' ; ' : '; ');
}

/** Words for a desk that does not answer now, with when it will; undefined while it does. */
export function closedText(opening: Opening, now: number, locale: Locale): string | undefined {
  const { day, minutes } = parisTime(now);
  if (spansOf(opening, day).some(({ from, to }) => from <= minutes && minutes < to)) return undefined;
  const at = nextOpening(opening, { day, minutes });
  if (!at) return say(locale, 'closed', {});
  const ahead = at.day - day;
  const id = ahead === 0 ? 'opensToday' : ahead === 1 ? 'opensTomorrow' : 'opensLater';
  return say(locale, id, { at: instantOf(at) });
}

/** Longer than any row of holidays. */
const daysAhead = 14;

function nextOpening(opening: Opening, now: { readonly day: number; readonly minutes: number }) {
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

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const isWholeDay = ({ from, to }: Span): boolean => from === '00:00' && to === '24:00';

function daysText(span: Span, locale: Locale): string {
  const named = week.filter((day) => span.days.includes(day));
  const onHolidays = span.days.includes('holiday');
  if (named.length === 0) return say(locale, 'holiday', {});
  const text =
    named.length === week.length ? say(locale, 'everyDay', {}) : rowsOf(named).map(rowText).join(', ');
  return onHolidays ? `${text}, ${say(locale, 'holidays', {})}` : text;

  function rowText(row: readonly Day[]): string {
    const [first, last] = [dayName(row[0]!, locale), dayName(row.at(-1)!, locale)];
    return say(locale, row.length > 1 ? 'range' : 'day', { first, last });
  }
}

/** Days that follow one another stand together, from three on. */
function rowsOf(named: readonly Day[]): readonly (readonly Day[])[] {
  const rows: Day[][] = [];
  for (const day of named) {
    const row = rows.at(-1);
    if (row && week.indexOf(row.at(-1)!) === week.indexOf(day) - 1) row.push(day);
    else rows.push([day]);
  }
  return rows.flatMap((row) => (row.length > 2 ? [row] : row.map((day) => [day])));
}

/** A week of which every day is known: 5 January 1970 was a Monday. */
const monday = 4;
const atTime = (minutes: number, day = monday): number => instantOf({ day, minutes });
const noon = 12 * 60;

const weekdays = {
  fr: new Intl.DateTimeFormat('fr', { weekday: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }),
};

const dayName = (day: Day, locale: Locale): string =>
  weekdays[locale].format(atTime(noon, monday + week.indexOf(day)));

function timesText({ from, to }: Span, locale: Locale): string {
  const at = { from: atTime(minutesOf(from)), to: atTime(minutesOf(to)) };
  return say(locale, to === '24:00' ? 'untilMidnight' : 'hours', at);
}
