import { describe, expect, test } from 'vitest';
import { aloud } from '../../channels/ivr/telling/speech.ts';
import { createFormatter } from '../../machines/messages/format.ts';

const format = createFormatter({
  at: { fr: 'à {at, time, short}', en: 'at {at, time, short}' },
  exactly: { fr: 'à {at, time, medium}', en: 'at {at, time, medium}' },
  day: { fr: 'le {at, date, near}', en: 'on {at, date, near}' },
  count: {
    fr: '{n, plural, one {# essai} other {# essais}} sur {n, number}',
    en: '{n, plural, one {# try} other {# tries}} of {n, number}',
  },
});
/** Paris is an hour ahead in winter. */
const at = (time: string) => ({ at: Date.parse(`2026-11-22T${time}Z`) });
/** The spaces that do not break, as the eye reads them. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('the first of a month is « 1er », said « premier », and a « 1 » elsewhere stays', () => {
  const first = { at: Date.parse('2026-12-01T12:00:00Z') };
  expect(format('fr', 'day', first)).toBe('le mardi 1er décembre');
  expect(aloud(format('fr', 'day', first), 'fr')).toEqual([{ text: 'le mardi premier décembre' }]);
  expect(format('fr', 'day', { at: Date.parse('2026-12-11T12:00:00Z') })).toBe('le vendredi 11 décembre');
  expect(format('en', 'day', first)).toBe('on Tuesday 1 December');
});

describe('a time of day', () => {
  test.each([
    ['19:57:03', 'à 20 h 57', 'à 20 h 57 min 03 s'],
    ['19:00:03', 'à 20 h', 'à 20 h 00 min 03 s'],
    ['08:05:59', 'à 9 h 05', 'à 9 h 05 min 59 s'],
    ['23:00:00', 'à 0 h', 'à 0 h 00 min 00 s'],
  ])('at %s UTC is set as French sets it, « %s », and breaks nowhere', (time, short, medium) => {
    expect(plain(format('fr', 'at', at(time)))).toBe(short);
    expect(plain(format('fr', 'exactly', at(time)))).toBe(medium);
    expect(format('fr', 'exactly', at(time)).split(' ')).toHaveLength(2);
  });

  test('stays as it was in English', () => {
    expect(format('en', 'at', at('19:57:03'))).toBe('at 20:57');
    expect(format('en', 'exactly', at('08:05:59'))).toBe('at 09:05:59');
  });

  test.each([
    ['19:57:03', 'à 20 heures 57'],
    ['19:00:03', 'à 20 heures'],
    ['00:05:00', 'à 1 heure 05'],
    ['23:00:00', 'à 0 heure'],
  ])('at %s UTC is said in words on the telephone: « %s »', (time, said) => {
    expect(aloud(format('fr', 'at', at(time)), 'fr')).toEqual([{ text: said }]);
  });

  test('to the second is said to the minute', () => {
    expect(aloud(format('fr', 'exactly', at('19:57:03')), 'fr')).toEqual([{ text: 'à 20 heures 57' }]);
  });
});

test('days, numbers and plurals are Intl’s own, time after time', () => {
  for (let again = 0; again < 2; again++) {
    expect(format('fr', 'day', at('19:57:03'))).toBe('le dimanche 22 novembre');
    expect(plain(format('fr', 'count', { n: 1 }))).toBe('1 essai sur 1');
    expect(format('fr', 'count', { n: 2500 })).toBe('2\u202f500 essais sur 2\u202f500');
    expect(format('en', 'count', { n: 2500 })).toBe('2,500 tries of 2,500');
  }
});
