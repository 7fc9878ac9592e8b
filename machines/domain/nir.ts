import { parisDay, yearOf } from './paris-calendar.ts';
import { withoutSeparators } from './separators.ts';

/**
 * The number people sign in with (NIR, « numéro de Sécurité sociale »), read from what a person typed (X19).
 * sex(1) year(2) month(2) department(2) commune(3) order(3), then a key of two digits that may be left out.
 */

/** Born in France or abroad (99), in Corsica (2A, 2B; 20 before 1976), overseas (97, 98). Months above 19 are real. */
const REGISTERED = /^[12]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:2[AB]|0[1-9]|[1-9]\d)\d{6}$/;
/** Provisional (7, 8) and visitor (5, 6) numbers follow no calendar. */
const ATTRIBUTED = /^[5-8][12]\d{11}$/;

export type ParsedNir =
  | {
      readonly ok: true /** 13 characters, upper case, no key. */;
      readonly nir: string;
      readonly last3: string;
    }
  | { readonly ok: false };

/**
 * Reads 13 characters, or 15 whose key must be right; one member either way (X19). The department is taken as
 * typed: 18 and 19 are never read as 2B and 2A, though their keys agree, because they name someone else.
 */
export function parseNir(text: string): ParsedNir {
  const typed = withoutSeparators(text).toUpperCase();
  const nir = typed.slice(0, 13);
  const key = typed.slice(13);
  if (!REGISTERED.test(nir) && !ATTRIBUTED.test(nir)) return { ok: false };
  if (key !== '' && key !== nirKey(nir)) return { ok: false };
  return { ok: true, nir, last3: lastThree(nir) };
}

/** 97 − (N mod 97), two digits, where 2A counts as 19 and 2B as 18. Takes the 13 characters of `parseNir`. */
export function nirKey(nir: string): string {
  const number = Number(nir.replace('2A', '19').replace('2B', '18'));
  return String(97 - (number % 97)).padStart(2, '0');
}

/** The most that may ever be shown or spoken (X18): the last 3 of the 13, never the key. */
export function lastThree(nir: string): string {
  return nir.slice(10, 13);
}

/** Two digits name the year: of the latest century in which the person is born already, in Paris. */
export function birthYear(nir: string, now: number): number {
  const year = 2000 + Number(nir.slice(1, 3));
  return year > yearOf(parisDay(now)) ? year - 100 : year;
}
