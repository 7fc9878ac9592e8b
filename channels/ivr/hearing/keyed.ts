import { parseNir } from '../../../machines/domain/nir.ts';
import type { Asked, Typed } from '../call-state.ts';
import { digitsOfKeys, endsGroup, nirLength, nirOfKeys, withGroup } from '../nir-keys.ts';
import type { Heard } from '../prompt.ts';
import { type Ears, type Meaning, miss } from './meant.ts';

/** In a menu the last key counts: whoever slips presses again. */
export function pressed(keys: string, asked: Asked): Meaning {
  const act = asked.keys[keys.at(-1)!];
  return act ? { kind: 'act', act } : miss('notUnderstood');
}

/**
 * A single key that means something of its own does, but in the middle of a number (X19), where only `#` makes it so;
 * anything longer is the number asked.
 */
export function keyed({ keys = '', paused }: Heard, typed: Typed, asked: Asked, ears: Ears): Meaning {
  const goesOn = paused === true && Boolean(typed.part) && !typed.partSaid;
  const act = keys.length === 1 && !goesOn ? asked.keys[keys] : undefined;
  if (act) return { kind: 'act', act };
  if (typed.entry === 'group') return regrouped(keys, typed, ears);
  const value = typed.entry === 'nir' ? nirTyped(keys, typed.part) : digitsOfKeys(keys);
  if (value === '' && !goesOn) return miss('cleared');
  if (paused && typed.entry === 'nir' && isPart(value, typed, ears)) return { kind: 'part', typed, value };
  return { kind: 'value', typed, value };
}

/**
 * X19. A breath between two groups, or anywhere in what was begun so; as many digits as a code has (X06) begin none, and
 * are kept nowhere (P13).
 */
const isPart = (value: string, { part }: Typed, { insurer }: Ears): boolean =>
  value.length !== insurer.code.length && (part ? value.length < nirLength : endsGroup(value));

/** After a star some begin with the first digit again, where only the group was taken back. */
function nirTyped(keys: string, part: string | undefined): string {
  const begunAgain = [...keys.matchAll(/\*/g)].map(({ index }) => nirOfKeys(keys.slice(index + 1)));
  return [nirOfKeys(keys), nirOfKeys(keys, part), ...begunAgain].find(isWhole) ?? nirOfKeys(keys, part);
}

/** The number of before with this group of it given anew. */
export function regrouped(given: string, typed: Typed, { nir = '' }: Ears): Meaning {
  const value = withGroup(nir, typed.group!, given);
  return value === undefined ? miss('groupWrong') : { kind: 'value', typed, value };
}

/** Said or typed from its beginning, it takes the place of what was heard of it before. */
export const isWhole = (digits: string): boolean => digits.length >= nirLength && parseNir(digits).ok;
