import { Phrases } from './phrases.ts';
import { readData } from './read-data.ts';
import type { Understood } from './understanding.ts';

const file = readData<Readonly<Record<'angry' | 'greets' | 'thanks', readonly string[]>>>('moods.json');

const anger = new Phrases(file.angry, 1);
const greeting = new Phrases(file.greets, 0);
const thanking = new Phrases(file.thanks, 0);

const shoutedLetters = 12;

/** What is between the lines: it changes how we answer, not where the message leads. */
export function moodsOf(
  text: string,
  words: readonly string[],
): Pick<Understood, 'angry' | 'greets' | 'thanks'> {
  return {
    ...((anger.heardIn(words) || shouts(text)) && { angry: true }),
    ...(greeting.heardIn(words) && { greets: true }),
    ...(thanking.heardIn(words) && { thanks: true }),
  };
}

/** In capitals, and not because a key stuck for one word; or with many exclamation marks. */
function shouts(text: string): boolean {
  if (/!{2,}/.test(text)) return true;
  const letters = text.match(/\p{L}/gu) ?? [];
  const capitals = text.match(/\p{Lu}/gu) ?? [];
  return letters.length >= shoutedLetters && capitals.length / letters.length > 0.8 && text.includes('!');
}
