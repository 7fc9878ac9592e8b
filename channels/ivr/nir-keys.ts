/** Where each group of the number begins: sex, year, month, department, commune, order, key. */
export const nirGroups = [
  { id: 'sex', from: 0, to: 1 },
  { id: 'year', from: 1, to: 3 },
  { id: 'month', from: 3, to: 5 },
  { id: 'department', from: 5, to: 7 },
  { id: 'commune', from: 7, to: 10 },
  { id: 'order', from: 10, to: 13 },
  { id: 'key', from: 13, to: 15 },
] as const;

/** Without its key. */
export const nirLength = 13;
export const nirLengthWithKey = 15;

export type NirGroup = (typeof nirGroups)[number]['id'];

/** Position 6 holds the 2 of Corsica when a star follows it (X19). */
const corsica = 6;
const letters: Readonly<Record<string, string>> = { 1: 'A', 2: 'B' };

/**
 * The number that keys make (X19): `2*` at positions 6 and 7 then 1 for 2A, 2 for 2B; elsewhere `*` takes back
 * the group being typed, or the one just finished. 18 and 19 stay what they are: somebody else's departments. A star
 * whose 1 or 2 is to come stands at the end, and may be gone on from.
 */
export function nirOfKeys(keys: string, already = ''): string {
  let pending = already.endsWith('*');
  let typed = pending ? already.slice(0, -1) : already;
  for (const key of keys) {
    const letter = pending ? letters[key] : undefined;
    if (letter) typed += letter;
    else if (key === '*' && !pending && typed.length === corsica && typed.endsWith('2')) {
      pending = true;
      continue;
    } else if (key === '*') typed = typed.slice(0, groupStart(typed.length));
    else typed += key;
    pending = false;
  }
  return pending ? `${typed}*` : typed;
}

/** Whether so much of a number is whole groups, with more to come. */
export const endsGroup = ({ length }: string): boolean =>
  length < nirLength && nirGroups.some(({ to }) => to === length);

const groupStart = (length: number): number =>
  Math.max(0, ...nirGroups.map(({ from }) => from).filter((from) => from < length));

/** The number with one group typed anew; undefined when what was typed has not that group's length. */
export function withGroup(nir: string, id: NirGroup, keys: string): string | undefined {
  const { from, to } = nirGroups.find((group) => group.id === id)!;
  const before = nir.slice(0, from);
  const anew = nirOfKeys(keys, before).slice(from);
  return anew.length === to - from && !anew.endsWith('*') ? before + anew + nir.slice(to) : undefined;
}

/** Digits of another number: a star takes back all that was typed before it. */
export function digitsOfKeys(keys: string): string {
  return keys.slice(keys.lastIndexOf('*') + 1);
}
