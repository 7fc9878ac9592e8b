import {
  isOpen,
  minutesOf,
  nextOpening,
  type Opening,
  type OpeningDay,
  openingDays,
} from '../domain/opening-hours.ts';
import { instantOf, parisTime } from '../domain/paris-calendar.ts';
import type { Locale } from '../envelope.ts';
import type { Catalog } from './catalog.ts';
import { createFormatter } from './format.ts';

type Span = Opening[number];
const week = openingDays.slice(0, 7);

const words: Catalog = {
  always: { fr: '7 jours sur 7, 24\u00a0h sur 24', en: '7 days a week, 24 hours a day' },
  everyDay: { fr: 'tous les jours', en: 'every day' },
  range: { fr: 'du {first} au {last}', en: '{first} to {last}' },
  day: { fr: 'le {first}', en: '{first}' },
  holidays: { fr: 'jours fériés compris', en: 'public holidays included' },
  holiday: { fr: 'les jours fériés', en: 'on public holidays' },
  hours: { fr: 'de {from, time, short} à {to, time, short}', en: '{from, time, short} to {to, time, short}' },
  untilMidnight: { fr: 'de {from, time, short} à minuit', en: '{from, time, short} to midnight' },
  closed: { fr: 'personne ne répond en ce moment', en: 'closed now' },
  opensToday: {
    fr: 'personne ne répond en ce moment, réouverture à {at, time, short}',
    en: 'closed now, opens at {at, time, short}',
  },
  opensTomorrow: {
    fr: 'personne ne répond en ce moment, réouverture demain à {at, time, short}',
    en: 'closed now, opens tomorrow at {at, time, short}',
  },
  opensLater: {
    fr: 'personne ne répond en ce moment, réouverture le {at, date, near} à {at, time, short}',
    en: 'closed now, opens on {at, date, near} at {at, time, short}',
  },
};
const say = createFormatter(words);

/** « du lundi au vendredi, de 9 h à 18 h » */
export function hoursText(opening: Opening, locale: Locale): string {
  if (
    opening.every(isWholeDay) &&
    openingDays.every((day) => opening.some((span) => span.days.includes(day)))
  )
    return say(locale, 'always', {});
  return opening
    .map((span) => [daysText(span, locale), timesText(span, locale)].join(', '))
    .join(locale === 'fr' ? '\u00a0; ' : '; ');
}

/** Words for a desk that does not answer now, with when it will; undefined while it does. */
export function closedText(opening: Opening, now: number, locale: Locale): string | undefined {
  const { day, minutes } = parisTime(now);
  if (isOpen(opening, { day, minutes })) return undefined;
  const at = nextOpening(opening, { day, minutes });
  if (!at) return say(locale, 'closed', {});
  const ahead = at.day - day;
  const id = ahead === 0 ? 'opensToday' : ahead === 1 ? 'opensTomorrow' : 'opensLater';
  return say(locale, id, { at: instantOf(at) });
}

const isWholeDay = ({ from, to }: Span): boolean => from === '00:00' && to === '24:00';

function daysText(span: Span, locale: Locale): string {
  const named = week.filter((day) => span.days.includes(day));
  const onHolidays = span.days.includes('holiday');
  if (named.length === 0) return say(locale, 'holiday', {});
  const text =
    named.length === week.length ? say(locale, 'everyDay', {}) : rowsOf(named).map(rowText).join(', ');
  return onHolidays ? `${text}, ${say(locale, 'holidays', {})}` : text;

  function rowText(row: readonly OpeningDay[]): string {
    const [first, last] = [dayName(row[0]!, locale), dayName(row.at(-1)!, locale)];
    return say(locale, row.length > 1 ? 'range' : 'day', { first, last });
  }
}

/** Days that follow one another stand together, from three on. */
function rowsOf(named: readonly OpeningDay[]): readonly (readonly OpeningDay[])[] {
  const rows: OpeningDay[][] = [];
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

const dayName = (day: OpeningDay, locale: Locale): string =>
  weekdays[locale].format(atTime(noon, monday + week.indexOf(day)));

function timesText({ from, to }: Span, locale: Locale): string {
  const at = { from: atTime(minutesOf(from)), to: atTime(minutesOf(to)) };
  return say(locale, to === '24:00' ? 'untilMidnight' : 'hours', at);
}
