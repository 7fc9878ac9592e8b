import type { Classified, Classifier } from '../model/classifier.ts';
import type { About, Understood, Urgency } from '../understanding.ts';
import { withoutCourtesy, wordsOf } from '../words/words.ts';
import { isFigureOfSpeech } from './urgency.ts';

/** What was learnt of what is said beside any wish. */
export interface Aside {
  readonly urgency?: Urgency;
  readonly about?: About;
  readonly solved?: true;
  /** They complain of the conversation itself: it is no wish. */
  readonly complains?: true;
}

/** A missed danger may cost a life; a false one, the answer to a wish. A few words say less than a sentence. */
const lifeFrom = { sure: 0.9, unsure: 0.5, none: 0.5 };
const lifeOfFewFrom = 0.85;
const fewWords = 5;
/** Of anything else, where no door is sure, in so many words at least. */
const likely = 0.4;
const fewestWords = 4;
/** Where a door is sure: all but what becomes of their data, which costs them nothing not to be told. */
const plain = 0.9;
const besideWish: ReadonlySet<string> = new Set([
  'complaint',
  'fraud',
  'intruder',
  'robot',
  'solved',
  'unasked',
]);

const abouts: ReadonlySet<string> = new Set<About>(['data', 'fraud', 'intruder', 'robot', 'unasked']);

/** Every aside that something follows from: no other is learnt. */
export const isAside = (name: string): boolean =>
  abouts.has(name) || ['danger', 'despair', 'solved', 'complaint'].includes(name);

/** Whoever has received nothing does not ask what they have received. */
const receivesNothing =
  /(?:rien|pas|jamais|plus) (?:encore )?(?:recu|arrive)|(?:recois|envoyez|envoie) (?:plus |pas )?rien|not received|received nothing|never (?:got|received|came)|nothing (?:came|has come|arrived)/u;
/** What takes it back that all is well; « plus besoin » does not. */
const takesBack = /(?:^| )(?:n|ne|pas|plus|rien|jamais|aucun|mais|not|no|but|nothing)(?: |$)/u;
const noMoreNeeded =
  /plus (?:la peine|besoin)|no longer|no more need|never ?mind|no need|(?:cherche[zr]?|embete[zr]?|derange[zr]?|inquiete[zr]?|occupe[zr]?) (?:plus|pas)/u;

/**
 * What no list of signs foretells: « elle ne sent plus sa jambe et ses paroles sont incompréhensibles ». Learnt from
 * `asides/`, and heard only where no sign is; the bounds were chosen by cross-validation (`test/language/check-asides.ts`).
 */
export const asideIn = (classifier: Classifier, text: string, verdict: Understood['verdict']): Aside =>
  asideOf(classifier.classify(classifier.read(text)), text, verdict);

/** The same of what a classifier made of it. */
export function asideOf({ ranked }: Classified, text: string, verdict: Understood['verdict']): Aside {
  const scoreOf = (aside: string) => ranked.find(({ door }) => door === aside)?.score ?? 0;
  const words = wordsOf(text);
  const count = withoutCourtesy(words).length;
  const [danger, despair] = [scoreOf('danger'), scoreOf('despair')];
  const lifeAtLeast = Math.max(lifeFrom[verdict], count <= fewWords ? lifeOfFewFrom : 0);
  if (danger + despair >= lifeAtLeast && !isFigureOfSpeech(words))
    return { urgency: despair > danger ? 'despair' : 'danger' };
  const { door, score } = ranked.find((one) => one.door !== 'none')!;
  const isPlain = verdict === 'sure' ? besideWish.has(door) && score >= plain : score >= likely;
  if (count < fewestWords || !isPlain) return {};
  return named(door, text, words.join(' '));
}

function named(aside: string, text: string, words: string): Aside {
  if (aside === 'solved')
    return text.includes('?') || (takesBack.test(words) && !noMoreNeeded.test(words)) ? {} : { solved: true };
  if (aside === 'unasked' && receivesNothing.test(words)) return {};
  if (abouts.has(aside)) return { about: aside as About };
  return aside === 'complaint' ? { complains: true } : {};
}
