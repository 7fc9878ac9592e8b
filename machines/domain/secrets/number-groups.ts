import { digitsOfWords, isNumberWord, isThousand as saysThousand } from '../number-words.ts';

/** Digits that belong together, however they are written or said, and where they stand in the text. */
export interface NumberGroup {
  /** Digits only, but for the A or B of a Corsican NIR. */
  readonly digits: string;
  readonly start: number;
  readonly end: number;
  /** Words join its parts: « 214 et 215 » may be two. */
  readonly joined?: true;
}

interface Token {
  readonly kind: 'digits' | 'word' | 'gap' | 'other';
  /** Digits in ASCII, words folded. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What people put between digits that belong together: spaces, dots, dashes, slashes, quotes, invisible marks. */
const gap = /^[\s.,;:…~+"“”«»\p{Pd}_/\\|'’·•*()[\]\p{Cf}\p{M}]$/u;
const spokenGaps = new Set([
  'puis',
  'ensuite',
  'tiret',
  'espace',
  'point',
  'slash',
  'then',
  'dash',
  'space',
  'dot',
]);
/**
 * What stands between two parts: a few signs; or, where a form was copied, wide spaces and signs that also compare; or
 * spaces and a word that joins.
 */
const reaches = {
  near: { longest: 4, gaps: gap, marks: /^$/u },
  wide: { longest: 20, gaps: gap, marks: /^[=#<>→]$/u },
  joined: { longest: 4, gaps: /^\s$/u, marks: /^(?:et|and|ou|or|plus|&|\+)$/u },
} as const;
type Reach = keyof typeof reaches;
/** Of a NIR that is written character by character, with its key. */
const mostParts = 15;
/** Of a NIR's first six characters, each may be written alone. */
const lettersBefore = 6;

/** Every group of digits, in order. « 1 84 06 13 055 012 28 » is one, « 2 enfants et 3 chats » are two. */
export function numberGroups(text: string): readonly NumberGroup[] {
  const groups: NumberGroup[] = [];
  const tokens = tokensOf(text);
  for (let at = 0; at < tokens.length; at++) {
    if (!isNumber(tokens[at]!) && !isLetterFirst(tokens, at)) continue;
    const wide = partsFrom(tokens, at, 'wide');
    const joined = isOneNumber(wide.parts) ? undefined : joinedFrom(tokens, at);
    const { parts, last } = isOneNumber(wide.parts) ? wide : (joined ?? partsFrom(tokens, at, 'near'));
    groups.push({ ...grouped(withoutArticle(parts)), ...(joined && { joined: true }) });
    at = last;
  }
  return groups;
}

interface Parts {
  readonly parts: readonly Token[];
  /** Of each, among the tokens. */
  readonly places: readonly number[];
  readonly last: number;
}

function partsFrom(tokens: readonly Token[], first: number, reach: Reach): Parts {
  const parts = [tokens[first]!];
  const places = [first];
  let last = first;
  const most = reach === 'near' ? Number.POSITIVE_INFINITY : mostParts + 1;
  const next = () => (parts.length < most ? nextPart(tokens, last, parts, reach) : undefined);
  for (let at = next(); at !== undefined; at = next()) {
    parts.push(tokens[at]!);
    places.push(at);
    last = at;
  }
  return { parts, places, last };
}

/** However far apart: digit by digit, or by groups of a NIR's size that come to its length. No days, no two telephones. */
function isOneNumber(parts: readonly Token[]): boolean {
  const longest = Math.max(...parts.map(({ text }) => text.length));
  const { length } = digitsOf(parts);
  return (
    parts.length > 1 &&
    ((longest === 1 && length >= 4 && length <= 15) || (longest <= 3 && length >= 13 && length <= 15))
  );
}

/** « 274 et 931 », « 1 84 et 06 et … »: what comes to the length of a code or a NIR once it is joined, in short parts. */
function joinedFrom(tokens: readonly Token[], at: number): Parts | undefined {
  const { parts, places } = partsFrom(tokens, at, 'joined');
  const joins = (part: number) => tokens.slice(places[part - 1]! + 1, places[part]).some(isJoiner);
  const firstJoin = parts.findIndex((_part, index) => index > 0 && joins(index));
  if (firstJoin < 0 || digitsOf(parts.slice(0, firstJoin)).length > longestBeforeJoin) return undefined;
  for (let length = parts.length; length > firstJoin; length--)
    if (isJoined(parts.slice(0, length)))
      return {
        parts: parts.slice(0, length),
        places: places.slice(0, length),
        last: places[length - 1]!,
      };
  return undefined;
}

const isJoiner = ({ text }: Token): boolean => reaches.joined.marks.test(text);
const joinedLengths: readonly number[] = [6, 8, 13, 14, 15];
const longestBeforeJoin = 5;

function isJoined(parts: readonly Token[]): boolean {
  const { length } = digitsOf(parts);
  const isShort = parts.every(({ kind, text }) => kind === 'word' || text.length <= 3);
  return isShort && (joinedLengths.includes(length) || (length === parts.length && length >= 4));
}

const isNumber = ({ kind, text }: Token) => kind === 'digits' || (kind === 'word' && isNumberWord(text));

/** Index of the token that goes on with the group that ends at `at`. */
function nextPart(
  tokens: readonly Token[],
  at: number,
  parts: readonly Token[],
  reach: Reach,
): number | undefined {
  const { longest, gaps, marks } = reaches[reach];
  for (let next = at + 1; next <= at + 1 + longest; next++) {
    const token = tokens[next];
    if (!token) return undefined;
    if (isNumber(token) || isThousand(token, parts) || isLetterInside(tokens, next, parts)) return next;
    if (token.text === 'et' && isWord(parts.at(-1)!) && /^(?:une?|onze)$/.test(tokens[next + 2]?.text ?? ''))
      continue;
    if (colonParts(tokens, next) || isAbroad(tokens, next)) return undefined;
    if (!gaps.test(token.text) && !marks.test(token.text) && !spokenGaps.has(token.text)) return undefined;
  }
  return undefined;
}

/** « 1:84:06 » is one number; « 14:30 » is an hour, and « le 12 : 40 » says something of something. */
function colonParts(tokens: readonly Token[], sign: number): boolean {
  if (tokens[sign]!.text !== ':') return false;
  const [one, other] = [tokens[sign - 1], tokens[sign + 1]];
  if (one?.kind !== 'digits' || other?.kind !== 'digits') return true;
  return /^(?:[01]?\d|2[0-4])$/.test(one.text) && /^[0-5]\d$/.test(other.text);
}

/** « +33 »: another number begins. */
const isAbroad = (tokens: readonly Token[], sign: number): boolean =>
  tokens[sign]!.text === '+' && (tokens[sign + 1]?.text ?? '').startsWith('33');

const isWord = ({ kind, text }: Token) => kind === 'word' && isNumberWord(text);

/** « Mille » goes on with a number that is said; alone it is no number: « mille mercis ». */
const isThousand = ({ kind, text }: Token, parts: readonly Token[]) =>
  kind === 'word' && saysThousand(text) && isWord(parts.at(-1)!);

/** The A or B of a Corsican department (2A, 2B), or an O or l typed between two digits for a 0 or 1. */
function isLetterInside(tokens: readonly Token[], at: number, parts: readonly Token[]): boolean {
  const { kind, text } = tokens[at]!;
  if (kind !== 'word') return false;
  if (/^[ab]$/.test(text)) return /[1-8]\d{4}2$/.test(digitsOf(parts.slice(-lettersBefore)));
  return isLikeDigits(text) && tokens[at - 1]?.kind === 'digits' && tokens[at + 1]?.kind === 'digits';
}

/** « l84… », where a 1 was meant. */
const isLetterFirst = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]!.kind === 'word' && isLikeDigits(tokens[at]!.text) && tokens[at + 1]?.kind === 'digits';

const isLikeDigits = (text: string): boolean => /^[oli]{1,3}$/.test(text);

/** « un 274931 » begins with an article, « un quatre-vingt-quatre » with a one. */
function withoutArticle(parts: readonly Token[]): readonly Token[] {
  const [first, second] = parts;
  const article =
    first?.kind === 'word' && ['un', 'une', 'one'].includes(first.text) && second?.kind === 'digits';
  return article ? parts.slice(1) : parts;
}

function grouped(parts: readonly Token[]): NumberGroup {
  return { digits: digitsOf(parts), start: parts[0]!.start, end: parts.at(-1)!.end };
}

function digitsOf(parts: readonly Token[]): string {
  let digits = '';
  let words: string[] = [];
  const said = () => {
    digits += digitsOfWords(words);
    words = [];
  };
  for (const { kind, text } of parts) {
    if (kind === 'word' && (isNumberWord(text) || saysThousand(text))) {
      words.push(text);
      continue;
    }
    said();
    digits +=
      kind === 'digits'
        ? text
        : [...text].map((letter) => lettersAsDigits[letter] ?? letter.toUpperCase()).join('');
  }
  said();
  return digits;
}

const lettersAsDigits: Readonly<Record<string, string>> = { o: '0', l: '1', i: '1' };

function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(/[\p{Nd}\p{No}]+|\p{L}+|[^\p{Nd}\p{No}\p{L}]/gsu)].map(({ 0: raw, index }) => ({
    kind: kindOf(raw),
    text: kindOf(raw) === 'digits' ? asciiDigits(raw) : foldedWord(raw),
    start: index,
    end: index + raw.length,
  }));
}

function kindOf(raw: string): Token['kind'] {
  if (/^[\p{Nd}\p{No}]/u.test(raw)) return 'digits';
  if (/^\p{L}/u.test(raw)) return 'word';
  return gap.test(raw) ? 'gap' : 'other';
}

const foldedWord = (raw: string) => raw.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Full-width, superscript, circled and other alphabets' digits, as 0 to 9. */
function asciiDigits(raw: string): string {
  return [...raw.normalize('NFKC')].map(asciiDigit).join('');
}

function asciiDigit(char: string): string {
  if (!/\p{Nd}/u.test(char)) return '';
  // The ten digits of every alphabet stand in a row, the zero first.
  const code = char.codePointAt(0)!;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++;
  return String(value);
}
