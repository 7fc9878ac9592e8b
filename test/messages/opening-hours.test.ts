import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aloud } from '../../channels/ivr/telling/speech.ts';
import type { Opening } from '../../machines/domain/opening-hours.ts';
import { closedText, hoursText } from '../../machines/messages/opening-hours.ts';

const week = ['mon', 'tue', 'wed', 'thu', 'fri'] satisfies Opening[number]['days'];
const office: Opening = [{ days: week, from: '09:00', to: '18:00' }];
const always: Opening = [{ days: [...week, 'sat', 'sun', 'holiday'], from: '00:00', to: '24:00' }];
const at = (instant: string) => Date.parse(instant);

describe('the hours of a desk (CT)', () => {
  it.each<[Opening, string, string]>([
    [office, 'du lundi au vendredi, de 9\u00a0h à 18\u00a0h', 'Monday to Friday, 09:00 to 18:00'],
    [always, '7 jours sur 7, 24\u00a0h sur 24', '7 days a week, 24 hours a day'],
    [
      [...office, { days: ['sat'], from: '09:00', to: '12:30' }],
      'du lundi au vendredi, de 9\u00a0h à 18\u00a0h\u00a0; le samedi, de 9\u00a0h à 12\u00a0h\u00a030',
      'Monday to Friday, 09:00 to 18:00; Saturday, 09:00 to 12:30',
    ],
    [
      [{ days: ['mon', 'tue', 'thu', 'fri', 'sat', 'sun', 'holiday'], from: '08:00', to: '24:00' }],
      'le lundi, le mardi, du jeudi au dimanche, jours fériés compris, de 8\u00a0h à minuit',
      'Monday, Tuesday, Thursday to Sunday, public holidays included, 08:00 to midnight',
    ],
  ])('are worded from the data', (opening, french, english) => {
    expect(hoursText(opening, 'fr')).toBe(french);
    expect(hoursText(opening, 'en')).toBe(english);
  });
});

describe('a desk that is closed', () => {
  it.each([
    ['on a Sunday evening', '2026-11-22T20:30:00+01:00', 'réouverture demain à 9\u00a0h'],
    ['on a Saturday', '2026-11-21T10:00:00+01:00', 'réouverture le lundi 23 novembre à 9\u00a0h'],
    ['before the morning', '2026-11-23T08:59:59+01:00', 'réouverture à 9\u00a0h'],
    ['from the minute it closes', '2026-11-23T18:00:00+01:00', 'réouverture demain à 9\u00a0h'],
    ['on a public holiday', '2026-11-11T10:00:00+01:00', 'réouverture demain à 9\u00a0h'],
    ['over Christmas', '2026-12-24T18:30:00+01:00', 'réouverture le lundi 28 décembre à 9\u00a0h'],
    ['when the clocks change', '2026-10-24T20:00:00+02:00', 'réouverture le lundi 26 octobre à 9\u00a0h'],
  ])('%s says when somebody will answer', (_when, now, words) => {
    expect(closedText(office, at(now), 'fr')).toBe(`personne ne répond en ce moment, ${words}`);
  });

  it('says so in English, and aloud', () => {
    const english = closedText(office, at('2026-11-22T20:30:00+01:00'), 'en');
    expect(english).toBe('closed now, opens tomorrow at 09:00');
    const french = closedText(office, at('2026-11-22T20:30:00+01:00'), 'fr')!;
    expect(aloud(french, 'fr').map(({ text }) => text)).toEqual([
      'personne ne répond en ce moment, réouverture demain à 9 heures',
    ]);
  });

  it('says nothing while somebody answers, from the minute it opens', () => {
    for (const now of ['2026-11-23T09:00:00+01:00', '2026-11-23T17:59:59.999+01:00'])
      expect(closedText(office, at(now), 'fr')).toBeUndefined();
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: new Date('1990-01-01'), max: new Date('2100-01-01') }),
        (now) => {
          expect(closedText(always, now.getTime(), 'fr')).toBeUndefined();
        },
      ),
    );
  });

  it('that never opens again in sight says no more than that', () => {
    const holidays: Opening = [{ days: ['holiday'], from: '09:00', to: '10:00' }];
    expect(closedText(holidays, at('2026-09-01T10:00:00+02:00'), 'fr')).toBe(
      'personne ne répond en ce moment',
    );
  });
});
