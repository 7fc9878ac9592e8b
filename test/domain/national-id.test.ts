import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNationalId } from '../../machines/domain/national-id.ts';

/** Written apart from the product: the check digit found by trying all ten against a table of doubled digits. */
function oracleKey(body: string): string {
  const doubled = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
  for (let key = 0; key < 10; key++) {
    const digits = [...body, String(key)].map(Number);
    const odd = digits.filter((_, i) => (digits.length - i) % 2 === 1).reduce((a, b) => a + b, 0);
    const even = digits.filter((_, i) => (digits.length - i) % 2 === 0).reduce((a, b) => a + doubled[b]!, 0);
    if ((odd + even) % 10 === 0) return String(key);
  }
  throw new Error('one of ten always fits');
}

const digits = (length: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
    .map((all) => all.join(''));

describe('the national identifier (E32)', () => {
  it('E32 is 8 and the 11 digits of the RPPS, or 0 and the 9 of the ADELI', () => {
    expect(parseNationalId('899700218144')).toEqual({
      ok: true,
      kind: 'rpps',
      id: '899700218144',
      doubtful: false,
    });
    expect(parseNationalId('0123456789')).toMatchObject({ ok: true, kind: 'adeli', id: '0123456789' });
  });

  it('E32 takes spaces, no-break spaces and hyphens wherever they stand', () => {
    for (const typed of [
      ' 8 99700 218144 ',
      '8\u00a099700\u202f218144',
      '8-99700-218144',
      '\t899700218144\n',
    ])
      expect(parseNationalId(typed)).toMatchObject({ ok: true, id: '899700218144' });
  });

  it('E32 warns of an odd check digit and refuses none', () => {
    expect(parseNationalId('812345678901')).toMatchObject({ ok: true, doubtful: true });
    fc.assert(
      fc.property(digits(10), fc.integer({ min: 0, max: 9 }), (body, last) => {
        const parsed = parseNationalId(`8${body}${last}`);
        expect(parsed).toMatchObject({ ok: true, kind: 'rpps', doubtful: String(last) !== oracleKey(body) });
      }),
    );
  });

  it.each([
    ['', 'empty', 0],
    ['   ', 'empty', 0],
    ['8997002181', 'rpps-length', 9],
    ['8997002181441', 'rpps-length', 12],
    ['012345678', 'adeli-length', 8],
    ['01234567890', 'adeli-length', 10],
    ['99700218144', 'rpps-prefix', 10],
    ['123456789', 'adeli-prefix', 8],
    ['7', 'first-digit', 0],
    ['89970021814A', 'not-digits', 11],
    ['huit', 'not-digits', 3],
  ])('E32 says what is wrong with « %s »: %s', (typed, problem, after) => {
    expect(parseNationalId(typed)).toEqual({ ok: false, problem, after });
  });

  it('E32 accepts exactly the two shapes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), digits(9), digits(10), digits(11), digits(12)), (typed) => {
        const bare = typed.replaceAll(/[\s.\u2010-\u2015-]/g, '');
        expect(parseNationalId(typed).ok).toBe(/^(8[0-9]{11}|0[0-9]{9})$/.test(bare));
      }),
    );
  });
});
