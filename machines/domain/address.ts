/** A postal address as the window of an envelope shows it (R07): at most 6 lines of 38 characters, NF Z10-011. */
const MAX_LINES = 6;
const MAX_CHARACTERS = 38;

export type AddressProblem = 'empty' | 'too-many-lines' | 'line-too-long';

/** Names the line, counted from 1 as it was given, and never quotes it: an address is personal data (P13). */
export class AddressError extends Error {
  override name = 'AddressError';
  readonly line: number;
  readonly problem: AddressProblem;

  constructor(line: number, problem: AddressProblem) {
    super(`address line ${line}: ${problem}`);
    this.line = line;
    this.problem = problem;
  }
}

/**
 * Lines ready for print: control and invisible characters gone, spaces single, empty lines left out, the last
 * line (postcode and town) in capitals. Throws AddressError rather than cut: a shortened address goes astray.
 */
export function addressLines(raw: readonly string[]): string[] {
  const lines = raw
    .map((text, index) => ({ text: clean(text), line: index + 1 }))
    .filter(({ text }) => text !== '');
  const last = lines.at(-1);
  if (!last) throw new AddressError(1, 'empty');
  last.text = last.text.toUpperCase();

  const surplus = lines[MAX_LINES];
  if (surplus) throw new AddressError(surplus.line, 'too-many-lines');
  const tooLong = lines.find(({ text }) => [...text].length > MAX_CHARACTERS);
  if (tooLong) throw new AddressError(tooLong.line, 'line-too-long');
  return lines.map(({ text }) => text);
}

/**
 * Who and where, as the window shows it. Never throws, so that nobody's name or address answers for them (P07): a long
 * name takes two lines, and lines that belong together share one where there are too many. What still does not fit,
 * `fitsWindow` tells.
 */
export function windowLines(name: string, lines: readonly string[]): readonly string[] {
  const cleaned = [name, ...lines].map(clean).filter((line) => line !== '');
  const [first = '', ...rest] = cleaned;
  return inFewerLines([...broken(first), ...rest]);
}

/** Whether all of it can be read through the window. */
export const fitsWindow = (lines: readonly string[]): boolean =>
  lines.length > 0 && lines.length <= MAX_LINES && lines.every(fitsLine);

const fitsLine = (line: string): boolean => [...line].length <= MAX_CHARACTERS;

/** In two at the last space that leaves both short enough. */
function broken(name: string): readonly string[] {
  if (fitsLine(name)) return [name];
  const halves = [...name.matchAll(/ /g)]
    .map(({ index }) => [name.slice(0, index), name.slice(index + 1)])
    .findLast((parts) => parts.every(fitsLine));
  return halves ?? [name];
}

/** The shortest two neighbours become one line, as often as there are too many; the town keeps its own. */
function inFewerLines(lines: readonly string[]): readonly string[] {
  if (lines.length <= MAX_LINES) return lines;
  const joined = lines
    .slice(0, -2)
    .map((line, at) => ({ at, text: `${line}, ${lines[at + 1]!}` }))
    .slice(1)
    .filter(({ text }) => fitsLine(text))
    .toSorted((a, b) => a.text.length - b.text.length)[0];
  if (!joined) return lines;
  return inFewerLines([...lines.slice(0, joined.at), joined.text, ...lines.slice(joined.at + 2)]);
}

/** A tab or a line break parts two words, any other control character parts nothing. */
function clean(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (mark) => (/\s/.test(mark) ? ' ' : ''))
    .replace(/\s+/g, ' ')
    .trim();
}
