import type { Classifier } from '../model/classifier.ts';
import type { Door, Understood } from '../understanding.ts';
import { clausesOf, isConsequence, listOf } from '../words/clauses.ts';
import { aboutOthers, conceptsOf } from '../words/concepts.ts';
import { shorthand } from '../words/shorthand.ts';
import { folded, wordsOf } from '../words/words.ts';
import { familyOf, standsApart } from './doors.ts';
import { asksForSomebody } from './somebody.ts';
import { judge } from './verdict.ts';

export type Wishes = Pick<Understood, 'verdict' | 'doors' | 'second'>;

/** A part of a message counts as a wish of its own from this score. */
const clearScore = 0.8;
/** Much of a story (who writes, since when) looks like something for a person; only plain words ask for one. */
const clearForPerson = 0.95;

/**
 * What a message asks for. Read whole first; then by its parts, in the order they were written: a long story hides
 * a clear wish, and two wishes hide each other. Parts of one family are one wish, and then the whole knows better.
 */
export function wishesOf(classifier: Classifier, text: string): Wishes {
  const wishes = asTold(classifier, text);
  return asksForSomebody(wordsOf(text)) ? personFirst(wishes) : wishes;
}

/** What somebody complains of is for the person they ask for; another wish of its own comes after. */
function personFirst({ doors, second }: Wishes): Wishes {
  const others = doors.filter(({ door }) => door !== 'person');
  const next = second === 'person' ? others[0]?.door : second;
  const later = next !== undefined && next !== 'sign-in-help' && { second: next };
  return { verdict: 'sure', doors: leadingFirst({ door: 'person', score: 1 }, others), ...later };
}

function asTold(classifier: Classifier, text: string): Wishes {
  const words = classifier.read(text);
  const whole = judge(classifier, words);
  const list = listed(classifier, text, whole);
  if (list) return list;
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
  if (!other)
    return apart(classifier, clauses, whole) ?? { verdict: 'sure', doors: leadingFirst(meant, whole.doors) };
  const [opening, second] = sameWish(first.door) ? [meant, other] : [other, meant];
  return { verdict: 'sure', doors: leadingFirst(opening, whole.doors), second: second.door };
}

/**
 * Two of one family, as they were written: « je n’arrive plus à me connecter et je n’ai pas reçu ma lettre ». One of
 * them stands apart, and the whole is torn between the two; what the one only tells of the other, it leaves out.
 */
function apart(classifier: Classifier, clauses: readonly string[], whole: Wishes): Wishes | undefined {
  const clear = clauses
    .filter((clause) => !isConsequence(clause))
    .flatMap((clause) => clearDoor(classifier, clause))
    .filter(({ door }) => whole.doors.some((shown) => shown.door === door));
  const first = clear[0];
  const second = clear.find(
    ({ door }) => door !== first?.door && (standsApart(door) || standsApart(first!.door)),
  );
  if (!first || !second) return undefined;
  return { verdict: 'sure', doors: leadingFirst(first, whole.doors), second: second.door };
}

/**
 * Wishes that are only named, one after the other. Two of one family are two only where one is said to come after the
 * other: « la lettre et le code » is one thing, « la lettre puis le code » are two.
 */
function listed(classifier: Classifier, text: string, whole: Wishes): Wishes | undefined {
  const items = listOf(folded(text), (part) => wordsOf(part).filter((word) => !shorthand.courtesy.has(word)));
  const named = items?.map(({ text: item, follows }) => ({
    door: namedDoor(classifier, item, whole),
    follows,
  }));
  const first = named?.[0]?.door;
  if (!first || named.some(({ door }) => door === undefined)) return undefined;
  const isOther = ({ door, follows }: (typeof named)[number]) =>
    door!.door !== first.door && (follows || familyOf(door!.door) !== familyOf(first.door));
  const second = named.find(isOther)?.door?.door;
  if (second === undefined) return undefined;
  return { verdict: 'sure', doors: leadingFirst(first, whole.doors), second };
}

/** Where only the family is sure, the whole message knows which of the two is meant. */
function namedDoor(classifier: Classifier, item: string, whole: Wishes): Wishes['doors'][number] | undefined {
  const [clear] = clearDoor(classifier, item);
  if (clear) return clear;
  const [best, next] = judge(classifier, classifier.read(item)).doors;
  if (!best || !next || familyOf(best.door) !== familyOf(next.door)) return undefined;
  if (best.score + next.score < clearScore) return undefined;
  return whole.doors.find(({ door }) => door === best.door || door === next.door) ?? best;
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
