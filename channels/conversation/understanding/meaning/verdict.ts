import type { Classified, Classifier } from '../model/classifier.ts';
import type { Understood } from '../understanding.ts';
import { aboutOthers, conceptsOf } from '../words/concepts.ts';
import { hasEvidence } from './doors.ts';

type Judged = Pick<Understood, 'verdict' | 'doors'>;

/** How sure is sure. */
export interface Bounds {
  readonly sure: number;
  /** Ahead of the next door by this. */
  readonly lead: number;
  /** With half of the words unknown, about something that is not ours (« mot de passe Netflix »), or without evidence. */
  readonly sureWhenDoubtful: number;
  /** From this score of `none` on a message may be for nobody here; each doubt makes `none` count three times more. */
  readonly elsewhere: number;
}

/** Chosen by cross-validation over the sentences learnt, never on those held out: `test/language/choose-bounds.ts`. */
export const bounds: Bounds = { sure: 0.5, lead: 0.2, sureWhenDoubtful: 0.95, elsewhere: 0.015 };

/** What a doubt makes of the score of `none`: about what logistic regression over the sentences learnt gives it. */
const perDoubt = 3;
const mostlyForeign = 0.5;
const unsure = 0.2;
const shown = 0.05;

/** Goes, asks « did you mean » or gives up: a wrong flow is worse than a question. */
export function judge(
  classifier: Pick<Classifier, 'classify'>,
  words: readonly string[],
  within: Bounds = bounds,
): Judged {
  const classified = classifier.classify(words);
  const doors = classified.ranked.filter(({ door, score }) => door !== 'none' && score >= shown);
  const best = doors[0];
  if (!best || best.score < unsure) return { verdict: 'none', doors: [] };
  const first = doors.slice(0, 3);
  if (isSure(classified, conceptsOf(words), within)) return { verdict: 'sure', doors: first };
  return { verdict: 'unsure', doors: first };
}

/** There are three doubts: a word that no sentence of ours uses, something of others, no evidence. */
function isSure({ ranked, foreign }: Classified, concepts: readonly string[], within: Bounds): boolean {
  const [best, next] = ranked;
  if (!best || best.door === 'none') return false;
  const forNobody = ranked.find(({ door }) => door === 'none')?.score ?? 0;
  const others = aboutOthers(concepts);
  const withoutEvidence = !hasEvidence(best.door, concepts);
  const doubts = Number(foreign > 0) + Number(others) + Number(withoutEvidence);
  if (forNobody * perDoubt ** doubts >= within.elsewhere) return false;
  const doubtful = others || foreign >= mostlyForeign || withoutEvidence;
  return (
    best.score >= (doubtful ? within.sureWhenDoubtful : within.sure) &&
    best.score - (next?.score ?? 0) >= within.lead
  );
}
