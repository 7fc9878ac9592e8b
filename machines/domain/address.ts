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

/** A tab or a line break parts two words, any other control character parts nothing. */
function clean(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (mark) => (/\s/.test(mark) ? ' ' : ''))
    .replace(/\s+/g, ' ')
    .trim();
}
