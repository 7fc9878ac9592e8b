import type { Classifier } from './classifier.ts';
import { clausesOf } from './clauses.ts';
import { aboutOthers, conceptsOf } from './concepts.ts';
import { familyOf } from './doors.ts';
import type { Door, Understood } from './understanding.ts';
import { judge } from './verdict.ts';

type Wishes = Pick<Understood, 'verdict' | 'doors' | 'second'>;

/** A part of a message counts as a wish of its own from this score. */
const clearScore = 0.8;
/** Much of a story (who writes, since when) looks like something for a person; only plain words ask for one. */
const clearForPerson = 0.95;

/**
 * What a message asks for. Read whole first; then by its parts, in the order they were written: a long story hides
 * a clear wish, and two wishes hide each other. Parts of one family are one wish, and then the whole knows better.
 */
export function wishesOf(classifier: Classifier, text: string): Wishes {
  const words = classifier.read(text);
  const whole = judge(classifier, words);
  const clauses = clausesOf(text);
  if (clauses.length < 2) return whole;
  const clear = clauses.flatMap((clause) => clearDoor(classifier, clause));
  const first = clear[0];
  if (!first) return whole;
  const meant = whole.verdict === 'sure' ? whole.doors[0]! : first;
  const sameWish = (door: Door) => familyOf(door) === familyOf(meant.door);
  // A part that the whole contradicts is a detail of the story.
  if (!clear.some(({ door }) => sameWish(door))) return whole;
  // « trop payé au fisc, quand serai-je remboursé »: what is plain by itself may be about the rest.
  if (whole.verdict !== 'sure' && aboutOthers(conceptsOf(words)))
    return { verdict: 'unsure', doors: leadingFirst(meant, whole.doors) };
  const other = clear.find(({ door }) => !sameWish(door));
  if (!other) return { verdict: 'sure', doors: leadingFirst(meant, whole.doors) };
  const [opening, second] = sameWish(first.door) ? [meant, other] : [other, meant];
  return { verdict: 'sure', doors: leadingFirst(opening, whole.doors), second: second.door };
}

function clearDoor(classifier: Classifier, clause: string): readonly Wishes['doors'][number][] {
  const { verdict, doors } = judge(classifier, classifier.read(clause));
  const best = doors[0];
  const needed = best?.door === 'person' ? clearForPerson : clearScore;
  return verdict === 'sure' && best && best.score >= needed ? [best] : [];
}

function leadingFirst(leading: { readonly door: Door; readonly score: number }, doors: Wishes['doors']) {
  return [leading, ...doors.filter(({ door }) => door !== leading.door)].slice(0, 3);
}
