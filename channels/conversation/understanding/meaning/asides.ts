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

/** A missed danger may cost a life; a false one, the answer to a wish. */
const lifeFrom = { sure: 0.9, unsure: 0.6, none: 0.6 };
/** Of anything else, in a few words at least, where no door is sure; and where one is. */
const likely = 0.5;
const plain = 0.7;
const fewestWords = 4;

const abouts: ReadonlySet<string> = new Set<About>(['data', 'fraud', 'intruder', 'robot', 'unasked']);

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
  const [danger, despair] = [scoreOf('danger'), scoreOf('despair')];
  if (danger + despair >= lifeFrom[verdict] && !isFigureOfSpeech(words))
    return { urgency: despair > danger ? 'despair' : 'danger' };
  const { door, score } = ranked.find((one) => one.door !== 'none')!;
  const isBrief = withoutCourtesy(words).length < fewestWords;
  if (isBrief || score < (verdict === 'sure' ? plain : likely)) return {};
  if (abouts.has(door)) return { about: door as About };
  if (door === 'solved') return { solved: true };
  return door === 'complaint' ? { complains: true } : {};
}
