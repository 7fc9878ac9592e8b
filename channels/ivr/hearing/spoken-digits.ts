import { numberAt, type Reading } from '../../../machines/domain/number-words.ts';
import type { Locale } from '../../../machines/envelope.ts';

/**
 * The digits of a number said aloud, as speech recognition writes it: « un quatre-vingt-quatre zéro six »,
 * « 1 84 06 », « deux A ». Every group is as long as it was said. Words that are no number are left out.
 * « Quatre cent vingt » is 420, or with `apart` 4 120.
 */
export function digitsSpoken(text: string, locale: Locale, hundreds: Reading['hundreds'] = 'joined'): string {
  // A pause ends a group: « quatre, cent vingt-trois » is 4 123 and not 423.
  return text
    .split(/[.,;:]/)
    .map((group) => digitsIn(wordsOf(group), { locale, hundreds }))
    .join('');
}

/** « Quatre-vingt » with its hyphen is one word: « trente quatre-vingt » is 30 80 and not 34 20. */
const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/\bquatre-vingts?\b/g, 'quatrevingt')
    .replaceAll(/[-'’]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && word !== 'et' && word !== 'and');

function digitsIn(words: readonly string[], how: Reading): string {
  let digits = '';
  for (let at = 0; at < words.length; ) {
    const word = words[at]!;
    const said = numberAt(words, at, how);
    if (said) digits += said.value;
    else if (/^(?:\d+[ab]?|[ab])$/.test(word)) digits += word.toUpperCase();
    else if (word === 'o' && how.locale === 'en') digits += '0';
    at = said?.next ?? at + 1;
  }
  return digits;
}
