import { readData } from '../read-data.ts';
import type { Understood } from '../understanding.ts';
import { Phrases } from '../words/phrases.ts';
import { shorthand } from '../words/shorthand.ts';
import { isQuestion } from './questions.ts';

type Mood =
  | 'acknowledges'
  | 'angry'
  | 'apologises'
  | 'bereaved'
  | 'callBack'
  | 'evening'
  | 'forAnother'
  | 'greets'
  | 'solved'
  | 'thanks'
  | 'wonders';

/** Beside the moods: somebody near, and what tells that it is their affair; what takes back that all is well. */
const file =
  readData<
    Readonly<
      Record<
        Exclude<Mood, 'wonders'> | 'kin' | 'kinHas' | 'pending' | 'polite' | 'unsolved',
        readonly string[]
      >
    >
  >('moods.json');

const anger = new Phrases(file.angry, 1);
const apology = new Phrases(file.apologises, 0);
const mourning = new Phrases(file.bereaved, 1);
const mandate = new Phrases(file.forAnother, 1);
const kin = new Phrases(file.kin, 0);
const theirs = new Phrases(file.kinHas, 0);
const solving = new Phrases(file.solved, 0);
const unsolved = new Set(file.unsolved);
const polite = new Set(file.polite);
const acknowledging = new Phrases(file.acknowledges, 0);
const pending = new Set(file.pending);
const calling = new Phrases(file.callBack, 0);
const evening = new Phrases(file.evening, 0);
const greeting = new Phrases(file.greets, 0);
const thanking = new Phrases(file.thanks, 0);

/** « Merci de me répondre par mail » asks for something; « merci de votre aide » does not. */
const asksPolitely =
  /\bmerci (?:de |d['’])(?:bien )?(?:vouloir |(?:me|nous|m['’]|le|la|les) ?)?(?!votre)\p{L}+(?:er|ir|re)\b/iu;

const shoutedLetters = 12;

/** What is between the lines: it changes how we answer, not where the message leads. */
export function moodsOf(text: string, words: readonly string[]): Pick<Understood, Mood> {
  return {
    ...(wonders(text, words) && { wonders: true }),
    ...((anger.heardIn(words) || shouts(text)) && { angry: true }),
    ...(apology.heardIn(words) && { apologises: true }),
    ...(mourning.heardIn(words) && { bereaved: true }),
    ...(actsForAnother(words) && { forAnother: true }),
    ...(isBrief(text, words) && acknowledging.heardIn(words) && { acknowledges: 'perhaps' }),
    ...(isSolved(text, words) && { solved: true }),
    ...(calling.heardIn(words) && { callBack: true }),
    ...(greeting.heardIn(words) && { greets: true }),
    ...(evening.heardIn(words) && { evening: true }),
    ...thanksIn(text, words),
  };
}

/** Asked, denied or put off: nothing is wanted yet. */
const wonders = (text: string, words: readonly string[]): boolean =>
  text.includes('?') || isQuestion(text) || words.some((word) => unsolved.has(word) || pending.has(word));

/** More is said for its own sake. */
const fewWords = 7;
const isBrief = (text: string, words: readonly string[]): boolean =>
  words.length <= fewWords && !text.includes('?') && !words.some((word) => unsolved.has(word));

const isSolved = (text: string, words: readonly string[]): boolean =>
  !text.includes('?') &&
  !isQuestion(text) &&
  words[0] !== 'si' &&
  words[0] !== 'if' &&
  solving.heardIn(words) &&
  !words.some((word) => unsolved.has(word));

function thanksIn(text: string, words: readonly string[]): Pick<Understood, 'acknowledges' | 'thanks'> {
  if (!thanking.heardIn(words) || asksPolitely.test(text)) return {};
  if (!isBrief(text, words)) return { thanks: true };
  const merely = words.every((word) => polite.has(word) || shorthand.courtesy.has(word));
  return { thanks: true, acknowledges: merely ? 'plainly' : 'perhaps' };
}

const actsForAnother = (words: readonly string[]): boolean =>
  mandate.heardIn(words) || (kin.heardIn(words) && theirs.heardIn(words));

/** In capitals, and not because a key stuck for one word; or with many exclamation marks. */
function shouts(text: string): boolean {
  if (/!{2,}/.test(text)) return true;
  const letters = text.match(/\p{L}/gu) ?? [];
  const capitals = text.match(/\p{Lu}/gu) ?? [];
  return letters.length >= shoutedLetters && capitals.length / letters.length > 0.8 && text.includes('!');
}
