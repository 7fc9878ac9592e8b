import type { Classified, Classifier } from './classifier.ts';
import { conceptsOf } from './concepts.ts';
import { hasEvidence } from './doors.ts';
import type { Understood } from './understanding.ts';

type Judged = Pick<Understood, 'verdict' | 'doors'>;

/** How sure is sure; chosen on the development sentences, never on those held out (docs/language.md). */
const bounds = {
  sure: 0.5,
  /** Ahead of the next door by this. */
  lead: 0.2,
  /** With half of the words unknown, about something that is not ours (« mot de passe Netflix »), or without evidence. */
  sureWhenDoubtful: 0.85,
  mostlyForeign: 0.5,
  unsure: 0.2,
  shown: 0.05,
};

/** Goes, asks « did you mean » or gives up: a wrong flow is worse than a question. */
export function judge(classifier: Classifier, words: readonly string[]): Judged {
  const classified = classifier.classify(words);
  const doors = classified.ranked.filter(({ door, score }) => door !== 'none' && score >= bounds.shown);
  const best = doors[0];
  if (!best || best.score < bounds.unsure) return { verdict: 'none', doors: [] };
  const first = doors.slice(0, 3);
  if (isSure(classified, conceptsOf(words))) return { verdict: 'sure', doors: first };
  return { verdict: 'unsure', doors: first };
}

function isSure({ ranked, foreign }: Classified, concepts: readonly string[]): boolean {
  const [best, next] = ranked;
  if (!best || best.door === 'none') return false;
  const aboutOthers = concepts.includes('elsewhere') && !concepts.includes('ours');
  const doubtful = aboutOthers || foreign >= bounds.mostlyForeign || !hasEvidence(best.door, concepts);
  return (
    best.score >= (doubtful ? bounds.sureWhenDoubtful : bounds.sure) &&
    best.score - (next?.score ?? 0) >= bounds.lead
  );
}
