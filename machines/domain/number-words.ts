import type { Locale } from '../envelope.ts';

/** A map: a word of somebody's may be the name of something every object has. */
type Table = ReadonlyMap<string, number>;

/** Words one after the other, each one more than the one before. */
const counted = (words: string, from = 0): readonly (readonly [string, number])[] =>
  words.split(' ').map((word, at) => [word, from + at] as const);

/** Folded: in lower case, without accents. Belgium's and Switzerland's tens, too. */
const units: Readonly<Record<Locale, Table>> = {
  fr: new Map([
    ...counted(
      'zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize',
    ),
    ['une', 1],
  ]),
  en: new Map([
    ...counted('zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen'),
    ...counted('fifteen sixteen seventeen eighteen nineteen', 15),
    ['oh', 0],
  ]),
};
const tens: Readonly<Record<Locale, Table>> = {
  fr: new Map([
    ['vingt', 20],
    ['vingts', 20],
    ['trente', 30],
    ['quarante', 40],
    ['cinquante', 50],
    ['soixante', 60],
    ['septante', 70],
    ['quatrevingt', 80],
    ['octante', 80],
    ['huitante', 80],
    ['nonante', 90],
  ]),
  en: new Map(
    'twenty thirty forty fifty sixty seventy eighty ninety'
      .split(' ')
      .map((word, at) => [word, (at + 2) * 10] as const),
  ),
};
const isHundred = (word: string | undefined) => /^(?:cents?|hundred)$/.test(word ?? '');
/** « Mille » goes on with a number; alone it is none: « mille mercis ». */
export const isThousand = (word: string | undefined): boolean => /^(?:mille|thousand)$/.test(word ?? '');

export interface Reading {
  /** One language's words only; else those of both. */
  readonly locale?: Locale;
  /** « Quatre cent vingt » is 420, or 4 and 120. */
  readonly hundreds?: 'joined' | 'apart';
  /** Joined only to less than that, 10 unless it says: « cinquante-cinq cent vingt-trois » is 55 123. */
  readonly below?: number;
}

const look = (tables: Readonly<Record<Locale, Table>>, word: string | undefined, { locale }: Reading) =>
  word === undefined
    ? undefined
    : locale
      ? tables[locale].get(word)
      : (tables.fr.get(word) ?? tables.en.get(word));

const unitOf = (word: string | undefined, how: Reading) => look(units, word, how);

export function isNumberWord(word: string): boolean {
  return unitOf(word, {}) !== undefined || look(tens, word, {}) !== undefined || isHundred(word);
}

/** What was said, and the index of the word after it. */
interface Said {
  readonly value: number;
  readonly next: number;
}

/** The number whose first word stands at `at`; undefined where none does. « Quatre vingt dix sept » is 97, as « ninety seven » is. */
export function numberAt(words: readonly string[], at: number, how: Reading = {}): Said | undefined {
  const small = belowThousand(words, at, how);
  if (!small || !isThousand(words[small.next])) return small;
  const begun = small.next + 1;
  const rest = belowThousand(words, begun, how);
  return rest?.value
    ? { value: small.value * 1000 + rest.value, next: rest.next }
    : { value: small.value * 1000, next: begun };
}

function belowThousand(words: readonly string[], at: number, how: Reading): Said | undefined {
  if (isHundred(words[at])) return withRest(100, at + 1);
  const small = belowHundred(words, at, how);
  const joins =
    how.hundreds !== 'apart' && small !== undefined && small.value > 0 && small.value < (how.below ?? 10);
  return joins && isHundred(words[small.next]) ? withRest(small.value * 100, small.next + 1) : small;

  function withRest(hundreds: number, begun: number): Said {
    const rest = belowHundred(words, begun, how);
    return rest?.value ? { value: hundreds + rest.value, next: rest.next } : { value: hundreds, next: begun };
  }
}

function belowHundred(words: readonly string[], at: number, how: Reading): Said | undefined {
  const [word, after] = [words[at], words[at + 1]];
  const fourTwenties = unitOf(word, how) === 4 && how.locale !== 'en' && /^vingts?$/.test(after ?? '');
  const ten = fourTwenties ? 80 : look(tens, word, how);
  if (ten === undefined) return teen(words, at, how);
  const begun = at + (fourTwenties ? 2 : 1);
  const more = teen(words, begun, how);
  const most = word === 'soixante' || word === 'quatrevingt' || fourTwenties ? 19 : 9;
  return more && more.value > 0 && more.value <= most
    ? { value: ten + more.value, next: more.next }
    : { value: ten, next: begun };
}

/** A unit, or « dix-sept ». */
function teen(words: readonly string[], at: number, how: Reading): Said | undefined {
  const unit = unitOf(words[at], how);
  if (unit === undefined) return undefined;
  const next = words[at] === 'dix' ? unitOf(words[at + 1], how) : undefined;
  return next !== undefined && next >= 7 && next <= 9
    ? { value: 10 + next, next: at + 2 }
    : { value: unit, next: at + 1 };
}

/** « quatre vingt quatre zéro six » → `8406`: each number as it is written in digits, « nineteen hundred » as a year is. */
export function digitsOfWords(words: readonly string[]): string {
  const how: Reading = { below: 100 };
  let digits = '';
  for (let at = 0; at < words.length; ) {
    const said = numberAt(words, at, how);
    digits += said?.value ?? '';
    at = said?.next ?? at + 1;
  }
  return digits;
}
