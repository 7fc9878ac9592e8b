/**
 * The rule a code chosen by a member must meet (X05, X06, P06). Six digits are few: what a stranger would try
 * first is refused. Every rule concerns the whole code, so that refusals stay rare and explainable.
 */
import { nirKey } from './nir.ts';

export type CodeProblem = 'code-length' | 'code-too-easy';

export interface CodeRule {
  /** 13 characters, without key; absent where it is not known yet. */
  readonly nir?: string;
  /** X06: digits the insurer asks for. */
  readonly length: number;
  /** The code being replaced, where it is at hand in clear; where only its hash is, the caller compares. */
  readonly previous?: string | undefined;
}

/** Dates that fill a code: day, month, year in any order, or month and full year (d, m, y one digit each). */
const DATE_LAYOUTS = [
  ...['ddmmyy', 'ddyymm', 'mmddyy', 'mmyydd', 'yyddmm', 'yymmdd'],
  ...['mmyyyy', 'yyyymm'],
  ...['ddmmyyyy', 'ddyyyymm', 'mmddyyyy', 'mmyyyydd', 'yyyyddmm', 'yyyymmdd'],
];

/** What is wrong with a chosen code, or undefined when it may be stored. Anything but digits is a wrong length. */
export function codeProblem(code: string, rule: CodeRule): CodeProblem | undefined {
  if (code.length !== rule.length || !/^\d+$/.test(code)) return 'code-length';
  const tooEasy =
    code === rule.previous ||
    (rule.nir !== undefined && `${rule.nir}${nirKey(rule.nir)}`.includes(code)) ||
    isRun(code) ||
    isRepeated(code) ||
    isDate(code);
  return tooEasy ? 'code-too-easy' : undefined;
}

/** 345678, 987654, and round the end of the keypad: 789012, 210987. */
function isRun(code: string): boolean {
  const step = (Number(code[1]) - Number(code[0]) + 10) % 10;
  if (step !== 1 && step !== 9) return false;
  return everyDigit(code, 1, (digit, before) => (digit - before + 10) % 10 === step);
}

/** One digit throughout, or a pattern that fits at least twice: 777777, 121212, 123123; of eight digits 12341234. */
function isRepeated(code: string): boolean {
  for (let size = 1; size <= code.length / 2; size += 1) {
    if (everyDigit(code, size, (digit, before) => digit === before)) return true;
  }
  return false;
}

function everyDigit(
  code: string,
  distance: number,
  holds: (digit: number, before: number) => boolean,
): boolean {
  for (let at = distance; at < code.length; at += 1) {
    if (!holds(code.charCodeAt(at), code.charCodeAt(at - distance))) return false;
  }
  return true;
}

function isDate(code: string): boolean {
  return DATE_LAYOUTS.some((layout) => layout.length === code.length && readsAsDate(code, layout));
}

/** Day 01-31 and month 01-12 are real, whatever the month's own length; a year of four digits is 1900-2099. */
function readsAsDate(code: string, layout: string): boolean {
  const part = (letter: string): number =>
    Number(code.slice(layout.indexOf(letter), layout.lastIndexOf(letter) + 1));
  const within = (value: number, least: number, most: number): boolean => value >= least && value <= most;
  return (
    within(part('m'), 1, 12) &&
    (!layout.includes('d') || within(part('d'), 1, 31)) &&
    (!layout.includes('yyyy') || within(part('y'), 1900, 2099))
  );
}
