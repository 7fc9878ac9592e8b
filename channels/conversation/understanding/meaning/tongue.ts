import type { Locale } from '../../../../machines/envelope.ts';
import { readData } from '../read-data.ts';
import { folded } from '../words/words.ts';

const file = readData<Readonly<Record<Locale, readonly string[]>>>('tongue.json');
const small: Readonly<Record<Locale, ReadonlySet<string>>> = { fr: new Set(file.fr), en: new Set(file.en) };

/** As many small words of one language, and none of the other, are no borrowed phrase. */
const enough = 3;

/** The language that a message is plainly written in; undefined of a few words, and where languages are mixed. */
export function tongueOf(text: string): Locale | undefined {
  const words = folded(text).match(/\p{L}+/gu) ?? [];
  const count = (language: Locale) => words.filter((word) => small[language].has(word)).length;
  const [french, english] = [count('fr'), count('en')];
  if (english >= enough && french === 0) return 'en';
  return french >= enough && english === 0 ? 'fr' : undefined;
}
