/** The password of the e-CPS app (E50-E53): four digits, asked for at every opening. */
export const pinLength = 4;

export type PinProblem = 'length' | 'too-easy';

/** The keypad of the app (E56), once more from 0: 7890 is a run on it, 8901 is not. */
const runs = '01234567890';

/**
 * Why a password is refused, or nothing. Too easy is the whole of it being an increasing or decreasing run or
 * one digit four times; 1235 and 1357 pass. That it should not be a date of birth is advice only (E54).
 */
export function pinProblem(pin: string): PinProblem | undefined {
  if (!/^\d{4}$/.test(pin)) return 'length';
  const backwards = [...pin].reverse().join('');
  const easy = runs.includes(pin) || runs.includes(backwards) || new Set(pin).size === 1;
  return easy ? 'too-easy' : undefined;
}
