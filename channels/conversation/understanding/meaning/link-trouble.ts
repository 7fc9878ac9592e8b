import { readData } from '../read-data.ts';
import { Phrases } from '../words/phrases.ts';
import type { Wishes } from './wishes.ts';

const file =
  readData<Readonly<Record<'doors' | 'link' | 'page' | 'trouble' | 'alone', readonly string[]>>>(
    'link-trouble.json',
  );

const link = new Phrases(file.link, 2);
const page = new Phrases(file.page, 2);
const trouble = new Phrases(file.trouble, 2);
/** Says it without naming what. */
const alone = new Phrases(file.alone, 1);

/** « Le lien ne marche pas », « envoyez-moi un nouveau lien »: a page that was given is not to be had. */
export const linkTroubleIn = (words: readonly string[]): boolean =>
  alone.heardIn(words) || ((link.heardIn(words) || page.heardIn(words)) && trouble.heardIn(words));

/** What a link that was sent may have been for: nothing else is meant where none is waited for here. */
export function aboutTheLink(wishes: Wishes, words: readonly string[]): Wishes {
  if (!link.heardIn(words) || !trouble.heardIn(words)) return wishes;
  const [first] = wishes.doors;
  if (wishes.verdict === 'sure' && first && file.doors.includes(first.door)) return wishes;
  const found = wishes.doors.filter(({ door }) => file.doors.includes(door));
  const others = file.doors.filter((door) => !found.some((one) => one.door === door));
  return { verdict: 'unsure', doors: [...found, ...others.map((door) => ({ door, score: 0 }))] };
}
