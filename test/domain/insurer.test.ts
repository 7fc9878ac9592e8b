import { expect, test } from 'vitest';
import { currentTerms } from '../../machines/domain/insurer.ts';
import { demoInsurer } from '../support/insurer.ts';

const wording = { fr: ['1.'], en: ['1.'] };

test.each([
  ['2026-07-01', '+02:00'],
  ['2026-12-01', '+01:00'],
])(
  'terms valid from %s are in force from midnight in Paris, summer and winter (T05)',
  (validFrom, offset) => {
    const terms = [
      { version: 'old', validFrom: '2025-01-01', ...wording },
      { version: 'new', validFrom, ...wording },
    ];
    const midnight = Date.parse(`${validFrom}T00:00:00${offset}`);
    const versionAt = (now: number) => currentTerms({ ...demoInsurer('cpms'), terms }, now).version;
    expect([versionAt(midnight - 1), versionAt(midnight)]).toEqual(['old', 'new']);
    expect(versionAt(Date.parse('2024-06-01'))).toBe('old');
  },
);
