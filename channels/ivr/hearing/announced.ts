import { withoutCourtesy, wordsOf } from '../../conversation/understanding/words/words.ts';
import type { Act, Asked } from '../call-state.ts';
import type { Spoken } from '../prompt.ts';

/** « Pour réécouter, tapez 9. », « To call the desk, press 2, then hash. »: what a prompt announces, and its key. */
const announcement = /^(.+?),? (?:tapez|press) (\d|étoile|star)(, puis dièse|, then hash)?\.?$/su;

/** How announcements open, and wishes: what is said without it is the same. */
const openings = new Set(
  'pour si je j veux voudrais aimerais souhaite vais to for if i want would like'.split(' '),
);

/** The words that tell one announcement from another. */
function tellingWords(text: string): string {
  const words = withoutCourtesy(wordsOf(text));
  const from = words.findIndex((word) => !openings.has(word));
  return words.slice(Math.max(0, from)).join(' ');
}

/**
 * What is behind the key that a prompt has announced in these words: whatever it announces may be said instead of pressed.
 * Said twice for two keys it is the later one.
 */
export function announcedBy(speech: string, told: readonly Spoken[], asked: Asked): Act | undefined {
  const said = tellingWords(speech);
  if (said === '') return undefined;
  return told
    .map(({ text }) => announcementIn(text, asked))
    .findLast((announced) => announced?.names.some((name) => tellingWords(name) === said))?.act;
}

interface Announced {
  /** All that is said before the key, and the last sentence of it. */
  readonly names: readonly string[];
  readonly act: Act | undefined;
}

function announcementIn(text: string, { keys, typed }: Asked): Announced | undefined {
  const [, whole, key, hash] = announcement.exec(text) ?? [];
  if (whole === undefined || key === undefined) return undefined;
  const isStar = !/\d/.test(key);
  // A star within a number takes back what was typed: nothing was, by whoever speaks.
  const act: Act | undefined = isStar && typed && !hash ? { do: 'again' } : keys[isStar ? '*' : key];
  return { names: [whole, whole.replace(/^.*[.?!]\s/su, '')], act };
}
