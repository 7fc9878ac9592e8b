import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeProblem } from '../../machines/domain/personal-code.ts';
import { DEMO_CODES, DEMO_NIRS } from './demo-members.ts';

const NIR = '1840613055012';
const KEY = '28';
const rule = { nir: NIR, length: 6 };
const two = (value: number): string => String(value).padStart(2, '0');

/** Every refused code of six digits, built up instead of recognised. */
function refusedCodes(fifteen: string): Set<string> {
  const refused = new Set<string>();
  for (let digit = 0; digit <= 9; digit += 1) {
    refused.add(String(digit).repeat(6));
    refused.add('01234567890123456789'.slice(digit, digit + 6));
    refused.add('98765432109876543210'.slice(digit, digit + 6));
  }
  for (let pattern = 0; pattern <= 999; pattern += 1) {
    if (pattern <= 99) refused.add(two(pattern).repeat(3));
    refused.add(String(pattern).padStart(3, '0').repeat(2));
  }
  for (let m = 1; m <= 12; m += 1) {
    for (let y = 1900; y <= 2099; y += 1) refused.add(two(m) + y).add(y + two(m));
    for (let d = 1; d <= 31; d += 1) {
      for (let y = 0; y <= 99; y += 1) {
        const [day, month, year] = [two(d), two(m), two(y)];
        refused
          .add(day + month + year)
          .add(day + year + month)
          .add(month + day + year);
        refused
          .add(month + year + day)
          .add(year + day + month)
          .add(year + month + day);
      }
    }
  }
  for (let at = 0; at + 6 <= 15; at += 1) refused.add(fifteen.slice(at, at + 6));
  return refused;
}

describe('codeProblem', () => {
  it('X05 P06 refuses exactly the codes of the rule among all 1,000,000', () => {
    const refused = refusedCodes(NIR + KEY);
    const wrong: string[] = [];
    for (let value = 0; value < 1_000_000; value += 1) {
      const code = String(value).padStart(6, '0');
      if (codeProblem(code, rule) !== (refused.has(code) ? 'code-too-easy' : undefined)) wrong.push(code);
    }
    expect(wrong).toEqual([]);
  });

  it.each(['749385', '836417', '639184', '740285', '852014'])(
    'X05 accepts %s for every demo member',
    (code) => {
      for (const nir of DEMO_NIRS) {
        expect(codeProblem(code, { nir: nir.slice(0, 13), length: 6, previous: '274931' })).toBeUndefined();
      }
    },
  );

  it('X05 P06 accepts the code each demo member has', () => {
    for (const [row, code] of DEMO_CODES.entries()) {
      const nir = DEMO_NIRS[row]!.slice(0, 13);
      expect([code, codeProblem(code, { nir, length: 6 })]).toEqual([code, undefined]);
    }
  });

  it.each([
    ['all digits equal', '777777'],
    ['a run upwards', '345678'],
    ['a run downwards', '654321'],
    ['a run upwards through 9 and 0', '789012'],
    ['a run downwards through 0 and 9', '210987'],
    ['two digits repeated', '474747'],
    ['three digits repeated', '583583'],
    ['day, month, year', '140785'],
    ['year, day, month', '851407'],
    ['day, year, month', '318502'],
    ['month and full year', '071985'],
    ['full year and month', '198507'],
    ['the beginning of the NIR', '184061'],
    ['a stretch in the middle of the NIR', '305501'],
    ['a stretch that reaches into the key', '501228'],
  ])('X05 refuses %s', (_reason, code) => {
    expect(codeProblem(code, rule)).toBe('code-too-easy');
  });

  it.each([
    ['day 32', '329385'],
    ['months 00 and 13 alone', '001300'],
    ['a month and the year 9947', '059947'],
    ['a run that breaks off', '234569'],
    ['steps of two', '135791'],
    ['up and down', '454565'],
    ['the key before the NIR', '281840'],
  ])('X05 accepts what only resembles the rule: %s', (_reason, code) => {
    expect(codeProblem(code, rule)).toBeUndefined();
  });

  it('X05 takes every stretch of a Corsican number that has digits alone', () => {
    const corsican = { nir: '285052B033456', length: 6 };
    expect(codeProblem('285052', corsican)).toBe('code-too-easy');
    expect(codeProblem('345691', corsican)).toBe('code-too-easy');
    expect(codeProblem('285052', { ...corsican, nir: '1840613055012' })).toBeUndefined();
  });

  it('X05 refuses the previous code where it is given', () => {
    expect(codeProblem('749385', { ...rule, previous: '749385' })).toBe('code-too-easy');
    expect(codeProblem('749385', { ...rule, previous: '836417' })).toBeUndefined();
    expect(codeProblem('749385', { ...rule, previous: undefined })).toBeUndefined();
  });

  it.each(['', '74938', '7493850', '74938a', ' 749385', '749385\n', '7493 5', '-74938', '٧٤٩٣٨٥', '7.4e10'])(
    'F09 P06 calls %j a wrong length',
    (code) => {
      expect(codeProblem(code, rule)).toBe('code-length');
    },
  );

  it('X06 P06 takes as many digits as the insurer asks for and no others', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 15 }), fc.stringMatching(/^\d{1,20}$/), (length, code) => {
        expect(codeProblem(code, { nir: NIR, length }) === 'code-length').toBe(code.length !== length);
      }),
    );
  });

  it.each([
    ['all equal', '55555555'],
    ['a run', '67890123'],
    ['a run downwards', '10987654'],
    ['two digits repeated', '47474747'],
    ['four digits repeated', '58135813'],
    ['three digits repeated and broken off', '58358358'],
    ['day, month, full year', '14071985'],
    ['full year, month, day', '19850714'],
    ['full year, day, month', '19851407'],
    ['a stretch of the NIR', '13055012'],
  ])('X06 refuses in a code of eight digits %s', (_reason, code) => {
    expect(codeProblem(code, { nir: NIR, length: 8 })).toBe('code-too-easy');
  });

  it.each(['74938526', '14071899', '14072100', '32071985', '14131985'])(
    'X06 accepts %s where eight digits are asked',
    (code) => {
      expect(codeProblem(code, { nir: NIR, length: 8 })).toBeUndefined();
    },
  );

  it('X06 refuses the whole number with its key where fifteen digits are asked', () => {
    expect(codeProblem(NIR + KEY, { nir: NIR, length: 15 })).toBe('code-too-easy');
    expect(codeProblem('749385263917405', { nir: NIR, length: 15 })).toBeUndefined();
  });
});
