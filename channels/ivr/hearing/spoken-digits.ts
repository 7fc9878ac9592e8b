import type { Locale } from '../../../machines/envelope.ts';

const units: Readonly<Record<Locale, readonly string[]>> = {
  fr: 'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize'.split(
    ' ',
  ),
  en: 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  ),
};
/** « Quatre-vingt » with its hyphen: « trente quatre-vingt » is 30 80 and not 34 20. */
const eighty = 'quatrevingt';
/** A word of somebody's may be the name of something every object has: looked up in maps. */
const named = <T>(words: Readonly<Record<string, T>>): ReadonlyMap<string, T> =>
  new Map(Object.entries(words));
const tens: Readonly<Record<Locale, ReadonlyMap<string, number>>> = {
  fr: named({
    vingt: 20,
    vingts: 20,
    trente: 30,
    quarante: 40,
    cinquante: 50,
    soixante: 60,
    [eighty]: 80,
  }),
  en: named({ twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90 }),
};
const hundred = /^(?:cents?|hundred)$/;
const also = named({ une: 'un', oh: 'zero', o: 'zero', zero: 'zéro' });

/**
 * The digits of a number said aloud, as speech recognition writes it: « un quatre-vingt-quatre zéro six »,
 * « 1 84 06 », « deux A ». Every group is as long as it was said. Words that are no number are left out.
 * « Quatre cent vingt » is 420, or with `hundreds apart` 4 120.
 */
export function digitsSpoken(text: string, locale: Locale, how: Hundreds = 'hundreds joined'): string {
  // A pause ends a group: « quatre, cent vingt-trois » is 4 123 and not 423.
  return text
    .split(/[.,;:]/)
    .map((group) => groupsIn(group, locale, how))
    .join('');
}

type Hundreds = 'hundreds joined' | 'hundreds apart';

function groupsIn(text: string, locale: Locale, how: Hundreds): string {
  const words = text
    .toLowerCase()
    .replaceAll(/\bquatre-vingts?\b/g, eighty)
    .replaceAll(/[-'’]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && word !== 'et' && word !== 'and');
  let digits = '';
  for (let at = 0; at < words.length; ) {
    const [said, taken] = groupAt(words, at, locale, how);
    digits += said;
    at += taken;
  }
  return digits;
}

/** What stands at a word, and how many words it takes. */
function groupAt(
  words: readonly string[],
  at: number,
  locale: Locale,
  how: Hundreds,
): readonly [string, number] {
  const word = words[at]!;
  if (/^\d+[ab]?$/.test(word)) return [word.toUpperCase(), 1];
  if (/^[ab]$/.test(word)) return [word.toUpperCase(), 1];
  const [value, taken] = numberAt(words, at, locale, how);
  return value === undefined ? ['', 1] : [String(value), taken];
}

function numberAt(
  words: readonly string[],
  at: number,
  locale: Locale,
  how: Hundreds,
): readonly [number | undefined, number] {
  const [low, taken] = belowHundred(words, at, locale);
  const joins = how === 'hundreds joined' && low !== undefined && low > 0 && low < 10;
  if (joins && hundred.test(words[at + taken] ?? '')) return plusRest(low * 100, taken + 1);
  if (low === undefined && hundred.test(words[at]!)) return plusRest(100, 1);
  return [low, Math.max(1, taken)];

  function plusRest(hundreds: number, used: number): readonly [number, number] {
    const [rest, more] = belowHundred(words, at + used, locale);
    return rest === undefined || rest === 0 ? [hundreds, used] : [hundreds + rest, used + more];
  }
}

/** Up to 99, « quatre-vingt-dix-sept » and « ninety-seven » alike. */
function belowHundred(
  words: readonly string[],
  at: number,
  locale: Locale,
): readonly [number | undefined, number] {
  const unit = unitOf(words[at], locale);
  const fourTwenties = locale === 'fr' && unit === 4 && /^vingts?$/.test(words[at + 1] ?? '');
  const ten = fourTwenties ? 80 : tens[locale].get(words[at] ?? '');
  if (ten === undefined) return teen(words, at, locale, unit);
  const used = fourTwenties ? 2 : 1;
  const [more, taken] = teen(words, at + used, locale, unitOf(words[at + used], locale));
  const joins = more !== undefined && more > 0 && (more < 10 || (locale === 'fr' && ten >= 60 && more < 20));
  return joins ? [ten + more, used + taken] : [ten, used];
}

/** A unit, or « dix-sept ». */
function teen(
  words: readonly string[],
  at: number,
  locale: Locale,
  unit: number | undefined,
): readonly [number | undefined, number] {
  if (locale === 'fr' && unit === 10) {
    const next = unitOf(words[at + 1], locale);
    if (next !== undefined && next >= 7 && next <= 9) return [10 + next, 2];
  }
  return [unit, unit === undefined ? 0 : 1];
}

function unitOf(word: string | undefined, locale: Locale): number | undefined {
  if (word === undefined) return undefined;
  const plain = units[locale].includes(word) ? word : (also.get(word) ?? word);
  const index = units[locale].indexOf(plain);
  return index < 0 ? undefined : index;
}
