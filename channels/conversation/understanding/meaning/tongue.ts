import type { Locale } from '../../../../machines/envelope.ts';
import { readData } from '../read-data.ts';
import { folded } from '../words/words.ts';

const file = readData<Readonly<Record<Locale | 'greetsInEnglish', readonly string[]>>>('tongue.json');
const greetings = new Set(file.greetsInEnglish);
const small: Readonly<Record<Locale, ReadonlySet<string>>> = { fr: new Set(file.fr), en: new Set(file.en) };

/** As many small words of one language, and none of the other, are no borrowed phrase. */
const enough = 3;
/** Whoever is in danger is not answered in the other language for want of a word (D13). */
export const enoughInNeed = 2;

/** « I’d », « where’s », « hasn’t »: in French the short part comes first. */
const contracted = /(?<=\p{L})'(?:d|ll|m|re|s|t|ve)(?![\p{L}'])/gu;

/** The language that a message is plainly written in; undefined of a few words, and where languages are mixed. */
export function tongueOf(text: string, least = enough): Locale | undefined {
  const plain = folded(text);
  const words = plain.replace(contracted, ' ').match(/\p{L}+/gu) ?? [];
  if (greetings.has(words.join(' '))) return 'en';
  const count = (language: Locale) => words.filter((word) => small[language].has(word)).length;
  const french = count('fr');
  const english = count('en') + (plain.match(contracted)?.length ?? 0);
  if (english >= least && french === 0) return 'en';
  return french >= least && english === 0 ? 'fr' : undefined;
}
