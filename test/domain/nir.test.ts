import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { birthYear, lastThree, nirKey, parseNir } from '../../machines/domain/nir.ts';
import { DEMO_NIRS } from './demo-members.ts';

const VECTORS = [
  ['1840613055012', '28'],
  ['2920699351234', '93'],
  ['185052A004123', '56'],
  ['285052B033456', '91'],
  ['2752098818007', '04'],
  ['1503099139002', '59'],
  ['1999999100999', '02'],
  ['1850775056048', '01'],
  ['1850775056049', '97'],
] as const;

/** Written apart from the product: BigInt, and the Corsican correction as subtraction (2A → 20 less 1, 2B → 20 less 2). */
function oracleKey(nir: string): string {
  const corsica = nir[6] === 'A' ? 1_000_000n : nir[6] === 'B' ? 2_000_000n : 0n;
  const number = BigInt(nir.replace(/[AB]/, '0')) - corsica;
  return (97n - (number % 97n)).toString().padStart(2, '0');
}

const padded = (from: number, to: number, size: number) =>
  fc.integer({ min: from, max: to }).map((value) => String(value).padStart(size, '0'));
const months = fc.oneof(padded(1, 12, 2), padded(20, 99, 2));
const departments = fc.oneof(padded(1, 99, 2), fc.constantFrom('2A', '2B', '99', '97', '20'));
const registered = fc
  .tuple(
    fc.constantFrom('1', '2'),
    padded(0, 99, 2),
    months,
    departments,
    padded(1, 999, 3),
    padded(1, 999, 3),
  )
  .map((parts) => parts.join(''));
const attributed = fc
  .tuple(fc.constantFrom('5', '6', '7', '8'), fc.constantFrom('1', '2'), padded(0, 10 ** 11 - 1, 11))
  .map((parts) => parts.join(''));

describe('parseNir', () => {
  it.each(VECTORS)('X19 gives %s the key %s and takes it with and without', (nir, key) => {
    expect(nirKey(nir)).toBe(key);
    expect(parseNir(nir)).toEqual({ ok: true, nir, last3: nir.slice(-3) });
    expect(parseNir(nir + key)).toEqual(parseNir(nir));
  });

  it.each(DEMO_NIRS)('X19 accepts the demo number %s as one member with or without its key', (nir) => {
    expect(parseNir(nir)).toEqual({ ok: true, nir: nir.slice(0, 13), last3: nir.slice(10, 13) });
    expect(parseNir(nir.slice(0, 13))).toEqual(parseNir(nir));
  });

  it.each([
    ['a wrong key', '184061305501229'],
    ['neither a sex nor a provisional prefix', '8840588321025'],
    ['the key 00', '255081416802500'],
    ['month 00', '1840013055012'],
    ['month 13', '1841313055012'],
    ['month 19', '1841913055012'],
    ['department 00', '1840600055012'],
    ['department 2C', '185052C004123'],
    ['A elsewhere than in the department', '18505A2004123'],
    ['sex 0', '0840613055012'],
    ['sex 3', '3840613055012'],
    ['a letter in a provisional number', '712052A004123'],
    ['12 characters', '184061305501'],
    ['14 characters', '18406130550122'],
    ['16 characters', '1840613055012280'],
    ['a comma', '184061305501,228'],
    ['digits of another script', '١٨٤٠٦١٣٠٥٥٠١٢'],
    ['nothing', ''],
    ['separators alone', ' .-'],
  ])('X19 refuses %s', (_reason, text) => {
    expect(parseNir(text)).toEqual({ ok: false });
  });

  it('X19 accepts months 01-12 and 20-99 and no others', () => {
    for (let month = 0; month <= 99; month += 1) {
      const nir = `184${String(month).padStart(2, '0')}13055012`;
      expect([month, parseNir(nir).ok]).toEqual([month, (month >= 1 && month <= 12) || month >= 20]);
    }
  });

  it.each([
    '1 84 06 13 055 012 28',
    '1.84.06.13.055.012.28',
    '1-84-06-13-055-012-28',
    '1\u00a084\u202f06\u200913\u2011055\u2013012 28\n',
    '\u200b1840613055012\u2060 28\ufeff',
  ])('X19 accepts %j as people write and paste it', (text) => {
    expect(parseNir(text)).toEqual({ ok: true, nir: '1840613055012', last3: '012' });
  });

  it('X19 accepts lower case and never reads 18 or 19 as 2B or 2A', () => {
    expect(parseNir('1 85 05 2a 004 123 56')).toMatchObject({ nir: '185052A004123' });
    expect(parseNir('285052b03345691')).toMatchObject({ nir: '285052B033456' });
    expect(parseNir('185051900412356')).toMatchObject({ nir: '1850519004123' });
    expect(parseNir('285051803345691')).toMatchObject({ nir: '2850518033456' });
  });

  it('X19 takes any registered number as one member however it is written', () => {
    const decoration = fc.array(fc.constantFrom('', ' ', '.', '-', '\u00a0', '\u202f'), {
      minLength: 16,
      maxLength: 16,
    });
    fc.assert(
      fc.property(registered, fc.boolean(), fc.boolean(), decoration, (nir, withKey, lower, between) => {
        const whole = withKey ? nir + oracleKey(nir) : nir;
        const cased = lower ? whole.toLowerCase() : whole;
        const text = between[15] + [...cased].map((mark, at) => mark + between[at]).join('');
        expect(parseNir(text)).toEqual({ ok: true, nir, last3: nir.slice(-3) });
      }),
    );
  });

  it('X19 takes provisional and visitor numbers without key, and with no other than theirs', () => {
    fc.assert(
      fc.property(attributed, padded(0, 99, 2), (nir, key) => {
        expect(parseNir(nir)).toEqual({ ok: true, nir, last3: nir.slice(-3) });
        expect(parseNir(nir + key).ok).toBe(key === oracleKey(nir));
      }),
    );
  });

  it('X19 notices any one digit typed wrong in a number with its key', () => {
    fc.assert(
      fc.property(registered, fc.nat(14), fc.integer({ min: 1, max: 9 }), (nir, at, shift) => {
        const typed = [...(nir + oracleKey(nir))];
        fc.pre(/\d/.test(typed[at]!));
        typed[at] = String((Number(typed[at]) + shift) % 10);
        expect(parseNir(typed.join('')).ok).toBe(false);
      }),
    );
  });

  it('names a year of the latest century in which the person is born already, in Paris', () => {
    const lastMinute = Date.parse('2026-12-31T22:59:00Z');
    expect(birthYear('1840613055012', lastMinute)).toBe(1984);
    expect(birthYear('2260613055012', lastMinute)).toBe(2026);
    expect(birthYear('2270613055012', lastMinute)).toBe(1927);
    expect(birthYear('2270613055012', lastMinute + 60_000)).toBe(2027);
  });

  it('X18 shows the last 3 of the 13 and never the key', () => {
    expect(lastThree('1840613055012')).toBe('012');
    expect(lastThree('184061305501228')).toBe('012');
  });
});
