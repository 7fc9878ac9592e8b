import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AddressError,
  type AddressProblem,
  addressLines,
  fitsWindow,
  windowLines,
} from '../../machines/domain/address.ts';

function refusal(raw: string[]): { line: number; problem: AddressProblem } | undefined {
  try {
    addressLines(raw);
    return undefined;
  } catch (error) {
    if (!(error instanceof AddressError)) throw error;
    return { line: error.line, problem: error.problem };
  }
}

const full = 'x'.repeat(38);

describe('addressLines', () => {
  it('R07 keeps the lines and prints the last in capitals', () => {
    expect(addressLines(['Mme Inès Demo', '5 rue Geoffroy Marie', '75425 Paris Cedex 09'])).toEqual([
      'Mme Inès Demo',
      '5 rue Geoffroy Marie',
      '75425 PARIS CEDEX 09',
    ]);
  });

  it('R07 leaves out empty lines, so that the town is the last one', () => {
    expect(addressLines(['', 'M. Demo', '  ', '34500 Béziers', '', '\t'])).toEqual([
      'M. Demo',
      '34500 BÉZIERS',
    ]);
  });

  it('R07 strips control and invisible characters and makes spaces single', () => {
    expect(
      addressLines(['\u0000M.\u0007\u001b  Demo\u200b \u202eX', 'bât\tA\r\n2', '75001\u00a0Paris\u0085']),
    ).toEqual(['M. Demo X', 'bât A 2', '75001 PARIS']);
  });

  it('R07 takes six lines of 38 characters and no more of either', () => {
    expect(addressLines([full, full, full, full, full, full])).toHaveLength(6);
    expect(refusal([full, full, full, full, full, full, 'x'])).toEqual({
      line: 7,
      problem: 'too-many-lines',
    });
    expect(refusal([full, `${full}x`, full])).toEqual({ line: 2, problem: 'line-too-long' });
  });

  it('R07 names the line as it was given, empty ones counted', () => {
    expect(refusal(['M. Demo', '', `${full}x`, '75001 Paris'])).toEqual({
      line: 3,
      problem: 'line-too-long',
    });
    expect(refusal(['a', '', 'b', 'c', 'd', 'e', 'f', 'g'])).toEqual({ line: 8, problem: 'too-many-lines' });
  });

  it('R07 measures what is printed: accents once, capitals as long as they become', () => {
    expect(refusal(['e\u0301'.repeat(38), '75001 Paris'])).toBeUndefined();
    expect(refusal(['M. Demo', `${'x'.repeat(37)}ß`])).toEqual({ line: 2, problem: 'line-too-long' });
  });

  it('R07 refuses an address without a line', () => {
    expect(refusal([])).toEqual({ line: 1, problem: 'empty' });
    expect(refusal([' ', '\u0000'])).toEqual({ line: 1, problem: 'empty' });
  });

  it('P13 never quotes the address in its error', () => {
    const secret = `12 rue Secrète ${full}`;
    expect(() => addressLines([secret])).toThrow(AddressError);
    expect(() => addressLines([secret])).not.toThrow(/Secr/);
  });

  it('R07 gives six printable lines or an error, and the same again when applied twice', () => {
    const texts = fc.array(
      fc.oneof(fc.string({ unit: 'binary', maxLength: 45 }), fc.string({ maxLength: 20 })),
      {
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(texts, (raw) => {
        if (refusal(raw)) return;
        const lines = addressLines(raw);
        expect(lines.length).toBeGreaterThanOrEqual(1);
        expect(lines.length).toBeLessThanOrEqual(6);
        for (const line of lines) {
          expect([...line].length).toBeLessThanOrEqual(38);
          expect(line).not.toMatch(/\p{Cc}|\p{Cf}|^\s|\s$|\s\s/u);
          expect(line).not.toBe('');
        }
        expect(addressLines(lines)).toEqual(lines);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the lines in the window, whoever it is', () => {
  const town = '99007 BOURG';

  it('a long name takes two, at a space', () => {
    expect(windowLines('Marie-Antoinette DE LA ROCHEFOUCAULD-LIANCOURT', ['7 rue C', town])).toEqual([
      'Marie-Antoinette DE LA',
      'ROCHEFOUCAULD-LIANCOURT',
      '7 rue C',
      town,
    ]);
  });

  it('six lines and a name are six lines: the shortest neighbours share one, name and town keep theirs', () => {
    const lines = ['Appartement 3', 'Bâtiment B', 'Résidence des Tilleuls', '7 rue C', 'La Croix', town];
    expect(windowLines('Anne MARTIN', lines)).toEqual([
      'Anne MARTIN',
      'Appartement 3',
      'Bâtiment B',
      'Résidence des Tilleuls',
      '7 rue C, La Croix',
      town,
    ]);
  });

  it('never throws, says whether all of it fits, and loses no word (P07)', () => {
    const words = fc.array(fc.string({ minLength: 1, maxLength: 60 }), { maxLength: 8 });
    fc.assert(
      fc.property(fc.string({ maxLength: 90 }), words, (name, lines) => {
        const shown = windowLines(name, lines);
        const letters = (texts: readonly string[]) =>
          texts
            .join('')
            .replaceAll(/[\s,\p{C}]/gu, '')
            .normalize('NFC');
        expect(letters(shown)).toBe(letters([name, ...lines]));
        const fits = shown.length <= 6 && shown.every((line) => [...line].length <= 38);
        expect(fitsWindow(shown)).toBe(fits && shown.length > 0);
      }),
    );
  });
});
