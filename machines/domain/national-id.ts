import { withoutSeparators } from './separators.ts';

/**
 * The national identifier of a health professional (E32): 8 and the 11 digits of the RPPS number, or 0 and the
 * 9 of the ADELI number, as on the first line of the card.
 */
type NationalIdProblem =
  | 'empty'
  | 'not-digits'
  /** A bare RPPS or ADELI number: the digit in front is missing. */
  | 'rpps-prefix'
  | 'adeli-prefix'
  /** Begins with 8 or 0 and has too few or too many digits after it. */
  | 'rpps-length'
  | 'adeli-length'
  | 'first-digit';

export type ParsedNationalId =
  | {
      readonly ok: true;
      readonly kind: 'rpps';
      readonly id: string;
      /** The last digit is announced as a Luhn key, but real numbers fail it: doubt to tell, not to refuse. */
      readonly doubtful: boolean;
    }
  | { readonly ok: true; readonly kind: 'adeli'; readonly id: string; readonly doubtful: false }
  | {
      readonly ok: false;
      readonly problem: NationalIdProblem;
      /** How many digits stand after the first one. */
      readonly after: number;
    };

const rppsDigits = 11;
const adeliDigits = 9;

export function parseNationalId(typed: string): ParsedNationalId {
  const id = withoutSeparators(typed);
  const refuse = (problem: NationalIdProblem): ParsedNationalId => ({
    ok: false,
    problem,
    after: Math.max(0, id.length - 1),
  });
  if (id === '') return refuse('empty');
  if (!/^\d+$/.test(id)) return refuse('not-digits');
  const after = id.length - 1;
  if (id[0] === '8')
    return after === rppsDigits
      ? { ok: true, kind: 'rpps', id, doubtful: !luhn(id.slice(1)) }
      : refuse('rpps-length');
  if (id[0] === '0')
    return after === adeliDigits ? { ok: true, kind: 'adeli', id, doubtful: false } : refuse('adeli-length');
  if (id.length === rppsDigits) return refuse('rpps-prefix');
  if (id.length === adeliDigits) return refuse('adeli-prefix');
  return refuse('first-digit');
}

/** Every second digit from the right doubled, its digits added up: the sum ends in 0. */
function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const weighted = i % 2 === 0 ? digit : digit * 2;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}
