import { Phrases } from './phrases.ts';
import { readData } from './read-data.ts';
import type { Understood } from './understanding.ts';

const file =
  readData<Readonly<Record<'angry' | 'bereaved' | 'greets' | 'thanks', readonly string[]>>>('moods.json');

const anger = new Phrases(file.angry, 1);
const mourning = new Phrases(file.bereaved, 1);
const greeting = new Phrases(file.greets, 0);
const thanking = new Phrases(file.thanks, 0);

/** « Merci de me répondre par mail » asks for something; « merci de votre aide » does not. */
const asksPolitely =
  /\bmerci (?:de |d['’])(?:bien )?(?:vouloir |(?:me|nous|m['’]|le|la|les) ?)?(?!votre)\p{L}+(?:er|ir|re)\b/iu;

const shoutedLetters = 12;

/** What is between the lines: it changes how we answer, not where the message leads. */
export function moodsOf(
  text: string,
  words: readonly string[],
): Pick<Understood, 'angry' | 'bereaved' | 'greets' | 'thanks'> {
  return {
    ...((anger.heardIn(words) || shouts(text)) && { angry: true }),
    ...(mourning.heardIn(words) && { bereaved: true }),
    ...(greeting.heardIn(words) && { greets: true }),
    ...(thanking.heardIn(words) && !asksPolitely.test(text) && { thanks: true }),
  };
}

/** In capitals, and not because a key stuck for one word; or with many exclamation marks. */
function shouts(text: string): boolean {
  if (/!{2,}/.test(text)) return true;
  const letters = text.match(/\p{L}/gu) ?? [];
  const capitals = text.match(/\p{Lu}/gu) ?? [];
  return letters.length >= shoutedLetters && capitals.length / letters.length > 0.8 && text.includes('!');
}
