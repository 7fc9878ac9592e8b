import type { Sentence } from '../../channels/conversation/understanding/training/sentences.ts';
import type { Understanding, Understood } from '../../channels/conversation/understanding/understanding.ts';

export interface Judged {
  readonly sentence: Sentence;
  readonly understood: Understood;
}

export interface Figures {
  readonly inScope: number;
  /** The first door named is the right one, gone to or asked about. */
  readonly rightFirst: number;
  /** Gone to without a question, and right. */
  readonly sureAndRight: number;
  readonly sureAndWrong: number;
  readonly nothing: number;
  readonly outOfScope: number;
  /** What must not be: a flow begins that nobody asked for. */
  readonly outOfScopeBegun: number;
  /** Whoever can tell what they want: the rule allows it. */
  readonly outOfScopePerson: number;
  readonly outOfScopeAsked: number;
}

export function judged(sentences: readonly Sentence[], understanding: Understanding): readonly Judged[] {
  return sentences.map((sentence) => ({
    sentence,
    understood: understanding.understand(sentence.text),
  }));
}

export function figuresOf(all: readonly Judged[]): Figures {
  const inside = all.filter(({ sentence }) => sentence.door !== 'none');
  const outside = all.filter(({ sentence }) => sentence.door === 'none');
  const count = (of: readonly Judged[], test: (one: Judged) => boolean) => of.filter(test).length;
  const verdict = (wanted: Understood['verdict']) => (one: Judged) => one.understood.verdict === wanted;
  return {
    inScope: inside.length,
    rightFirst: count(inside, isRight),
    sureAndRight: count(inside, (one) => isRight(one) && verdict('sure')(one)),
    sureAndWrong: count(inside, (one) => !isRight(one) && verdict('sure')(one)),
    nothing: count(inside, verdict('none')),
    outOfScope: outside.length,
    outOfScopeBegun: count(outside, (one) => verdict('sure')(one) && !isPerson(one)),
    outOfScopePerson: count(outside, (one) => verdict('sure')(one) && isPerson(one)),
    outOfScopeAsked: count(outside, verdict('unsure')),
  };
}

/** Where a sentence led: a door gone to, `?` for a question, `none`. */
export function outcomeOf({ understood: { verdict, doors } }: Judged): string {
  if (verdict === 'sure') return doors[0]!.door;
  return verdict === 'unsure' ? '?' : 'none';
}

const isPerson = ({ understood }: Judged) => understood.doors[0]?.door === 'person';
const isRight = ({ sentence, understood }: Judged) => understood.doors[0]?.door === sentence.door;
