import { kindOfNumber } from './kind-of-number.ts';
import { type NumberGroup, numberGroups } from './number-groups.ts';

const inner = '[ \\u00a0\\u202f.-]?';
const begun = '(?<=^|[\\n\\r,;/|(]\\s*|[.\\p{Pd}•·*]\\s+)';
const ended = '(?=$|\\s*[\\n\\r,;/|()]|\\.\\s|\\s+\\p{Pd}\\s)';
/** In pairs, all parted by the same sign or by none, and set apart by a line break or a sign that parts things. */
const telephone = new RegExp(
  `${begun}(?:0|(?:\\+|00)33${inner}(?:\\(0\\)${inner})?)[1-9](${inner})\\d\\d(?:\\1\\d\\d){3}${ended}`,
  'gu',
);
/** Stands for each character of a telephone number that was taken out: no letter, no digit, nothing between digits. */
const blank = '☎';
/** In three pieces or more, of which a telephone number is one. */
const wholeNir = /^[1-8]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{8}|\d{10})$/;
/** Sex, or sex and year: with the telephone number after it, it may be a NIR. « 12/3/54 » ends in a day. */
const beginsNir = /(?<!\d)[1-8](?:(?:(?:[^\d/]|\s\/\s)*\d){2})?$/;
/** « Sexe 2, année 69 », « sexe 2, née en 69 ». « Le 3 mars 54 » is a day. */
const sexAndYear =
  /(?:sexe\P{N}{1,9}[1-8]\P{N}{1,30}|(?<!\p{N})[1-8]\P{N}{1,9}ann[ée]e\P{N}{1,20})(?:19|20)?\d{2}$/iu;
const longestHalf = 3;
const longestBegun = 60;

/**
 * Whether a group that would be a secret is telephone numbers, customarily written and set apart, with what is no
 * secret by itself between them: « né en 1954 », a line break, « 06 12 34 56 78 ». What may be half of a number is
 * in doubt, and then the group is one.
 */
export function isMadeOfTelephones(group: NumberGroup, text: string, expecting?: string): boolean {
  const telephones = telephonesIn(group, text);
  if (telephones.length === 0) return false;
  const rest = telephones.reduce(blanked, text);
  const others = numberGroups(rest.slice(group.start, group.end)).map(({ digits, start, end }) => ({
    digits,
    start: start + group.start,
    end: end + group.start,
  }));
  if (others.length > 1 && wholeNir.test(group.digits)) return false;
  return (
    telephones.every((one) => kindOfNumber(one, text, expecting) === undefined) &&
    others.every((one) => kindOfNumber(one, rest, expecting) === undefined && !mayBeHalf(one, rest))
  );
}

function telephonesIn({ start, end }: NumberGroup, text: string): readonly NumberGroup[] {
  const from = text[start - 1] === '+' ? start - 1 : start;
  return [...text.slice(from, end).matchAll(telephone)].map(({ 0: written, index }) => ({
    digits: written.replace('(0)', '').replaceAll(/\D/g, ''),
    start: from + index + (written.startsWith('+') ? 1 : 0),
    end: from + index + written.length,
  }));
}

const blanked = (text: string, { start, end }: NumberGroup): string =>
  text.slice(0, start) + blank.repeat(end - start) + text.slice(end);

/** A few digits alone on their line, or, before a telephone number, what a NIR may begin with. */
function mayBeHalf({ digits, start, end }: NumberGroup, rest: string): boolean {
  const before = rest.slice(0, start);
  const after = rest.slice(end);
  const goesOn = /^[^\p{L}\p{N}]*☎/u.test(after);
  const sayBegin = sexAndYear.test(rest.slice(0, end).slice(-longestBegun));
  if (goesOn && (sayBegin || beginsNir.test(digits) || beginsNir.test(rest.slice(start, end)))) return true;
  const line = [before.split(/[\n\r]/).at(-1), after.split(/[\n\r]/, 1)[0]].join('');
  return digits.length <= longestHalf && !/\p{L}/u.test(line);
}
