import { waysOut } from '../../ways-out.ts';
import { readData } from '../read-data.ts';
import type { Choice, Door, Understood } from '../understanding.ts';
import { Phrases } from '../words/phrases.ts';
import { sameWord } from '../words/same-word.ts';
import { withoutCourtesy, wordsOf } from '../words/words.ts';
import { answerIn, keysOf } from './answers.ts';
import { afterYes, commandIn, isBare, openingAnswer } from './commands.ts';
import { placeIn } from './ordinals.ts';

const file = readData<{
  readonly yes: readonly string[];
  readonly no: readonly string[];
  /** In the name of many things: alone they name none. */
  readonly vague: readonly string[];
  /** That something is so: not heard in a sentence that says it is not, nor where it is asked. */
  readonly affirms: readonly string[];
  /** What cannot be taken back is chosen by its whole name or its number; in other words it is asked about first. */
  readonly weighty: readonly string[];
  /** Not meant by a phrase beside these words: whoever says « encore » waits. */
  readonly unless: Readonly<Record<string, readonly string[]>>;
  /** What a choice is a part of: a plain wish for something else is heard before its name in other words. */
  readonly within: Readonly<Record<string, Door>>;
  /** Choices that only lead to a list, with what stands there: who names one of these means the way to it. */
  readonly opens: Readonly<Record<string, readonly string[]>>;
  readonly synonyms: Readonly<Record<string, readonly string[]>>;
  /** Heard whole, in this order: a part of one names nothing. By id, or by question and id. */
  readonly phrases: Readonly<Record<string, readonly string[]>>;
}>('choices.json');

/** Longer messages are read for what they mean, not for the words of a button. */
const longestName = 9;
/** Of a step that fails, people tell more. */
const longestTrouble = 20;
/** So much of what was said must be in a label, and this much ahead of the next. */
const enough = 0.6;
const ahead = 0.2;
/** What is left of a name that says the opposite. */
const oppositeShare = 0.4;

/** Words that name no button by themselves. */
const vague = new Set(file.vague);
/** Words that say nothing of what is meant; whether they deny it is weighed by itself. */
const empty = new Set(
  'n ne pas not je j ai le la les l un une des de du d mon ma mes votre vos vous nous ou et a au aux en ce cette c est que qu pour veux voudrais souhaite souhaitez cliquez ici the a an my your i you to of is it me want would like in on at this that for or and'.split(
    ' ',
  ),
);

/** Which of the choices is meant. `weighed`: it cannot be taken back, and was said in other words than its own. */
export interface Meant {
  readonly id: string;
  readonly weighed: boolean;
}

/**
 * By its place, its id or label, a command with the same meaning (« oui », « retour »), or enough of its words, mistyped
 * or not. Undefined when none is meant, or when two are equally. `asks`: a question, which answers none.
 */
export function meantOf(text: string, choices: readonly Choice[], asks: boolean): Meant | undefined {
  const plainly = (id: string | undefined) => (id === undefined ? undefined : { id, weighed: false });
  const place = placeIn(
    text,
    choices.map(({ id }) => !waysOut.has(id)),
  );
  if (place !== undefined) return plainly(choices[place - 1]!.id);
  const all = wordsOf(text);
  const words = withoutCourtesy(all);
  const said = new Set([words.join(' '), ...afterYes(words)]);
  const exact = choices.filter(
    (one) => one.id === text.trim() || wholeNamesOf(one).some((name) => said.has(name.join(' '))),
  );
  if (exact.length === 1) return plainly(exact[0]!.id);
  const commanded = byCommand(text, choices);
  if (commanded !== undefined) return plainly(commanded);
  const phrased = (asks ? undefined : answerIn(words, choices)) ?? byPhrase({ words, all }, choices, asks);
  if (phrased !== undefined) return { id: phrased, weighed: weighty.has(phrased) };
  return plainly(byWords(words, choices));
}

/** Whether what is wished for plainly is not what the choice is a part of. */
export const yieldsTo = (id: string, known: Pick<Understood, 'verdict' | 'doors'> | undefined): boolean =>
  known?.verdict === 'sure' && file.within[id] !== undefined && file.within[id] !== known.doors[0]?.door;

/** What stands behind a choice that only leads to a list of it. */
export const openedBy = (id: string): readonly string[] => file.opens[id] ?? [];

const troubles = new Set(Object.entries(file.opens).flatMap(([id, behind]) => [id, ...behind]));

const phrases = new Map(Object.entries(file.phrases).map(([id, said]) => [id, new Phrases(said)]));

/** `all`: with the courtesy, which may be part of a phrase: « pas la bonne adresse ». */
function byPhrase(
  { words, all }: { readonly words: readonly string[]; readonly all: readonly string[] },
  choices: readonly Choice[],
  asks: boolean,
): string | undefined {
  const isHeard = (said: Phrases | undefined) => said?.heardIn(words) || said?.heardIn(all);
  const meant = choices.filter(
    (one) =>
      words.length <= (troubles.has(one.id) ? longestTrouble : longestName) &&
      [...keysOf(one), ...openedBy(one.id)].some(
        (key) => mayMean(key, words, asks) && isHeard(phrases.get(key)),
      ),
  );
  // What is asked for itself comes before the list that it also stands in.
  const itself = meant.filter(({ id }) => openedBy(id).length === 0);
  const [only, ...others] = itself.length > 0 ? itself : meant;
  return others.length === 0 ? only?.id : undefined;
}

/**
 * What a wish has said of the question it leads to: by words that answer this question and no other, in a message of any
 * length. Undefined where it says none of them, or two.
 */
export function alreadySaid(text: string, choices: readonly Choice[]): string | undefined {
  const words = wordsOf(text);
  const said = choices.filter(({ id, question }) => {
    const key = `${question}.${id}`;
    return !weighty.has(id) && mayMean(key, words, false) && phrases.get(key)?.heardIn(words) === true;
  });
  return said.length === 1 ? said[0]!.id : undefined;
}

const affirms = new Set(file.affirms);
const weighty = new Set(file.weighty);

const mayMean = (id: string, words: readonly string[], asks: boolean): boolean =>
  !(affirms.has(id) && (asks || negated(words))) &&
  !words.some((word) => (file.unless[id] ?? file.unless[id.split('.').at(-1)!])?.includes(word));

function byCommand(text: string, choices: readonly Choice[]): string | undefined {
  const command = commandIn(text);
  if (command === undefined || (command === 'yes' && isGrave(choices) && !isBare(text))) return undefined;
  return command === 'yes' || command === 'no'
    ? yesOrNo(command, choices)
    : choices.find(({ id }) => id === command)?.id;
}

/** What cannot be taken back is being asked about: an answer is one alone. */
export const isGrave = (choices: readonly Choice[]): boolean =>
  choices.some(({ question = '' }) => weighty.has(question));

/** How an answer opens is the answer, where nothing else is plainly meant. */
export function byOpening(text: string, choices: readonly Choice[]): string | undefined {
  const answer = openingAnswer(text);
  return answer && yesOrNo(answer, choices);
}

function yesOrNo(command: 'yes' | 'no', choices: readonly Choice[]): string | undefined {
  const openings = command === 'yes' ? ['oui', 'yes'] : ['non', 'no'];
  const meant = choices.filter(
    ({ id, label }) =>
      file[command].includes(id.split(':', 1)[0]!) || openings.includes(wordsOf(label)[0] ?? ''),
  );
  return meant.length === 1 ? meant[0]!.id : undefined;
}

const wholeNamesOf = (one: Choice) => (weighty.has(one.id) ? namesOf(one) : [wordsOf(one.label)]);

const namesOf = ({ id, label }: Choice): readonly (readonly string[])[] =>
  [label, ...(file.synonyms[id] ?? [])].map(wordsOf);

function byWords(words: readonly string[], choices: readonly Choice[]): string | undefined {
  const meant = words.filter((word) => !empty.has(word));
  if (meant.every((word) => vague.has(word)) || words.length > longestName) return undefined;
  const light = choices.filter(({ id }) => !weighty.has(id));
  const names = light.map((one) => ({ id: one.id, names: namesOf(one) }));
  const common = (word: string) => names.filter((one) => one.names.some((name) => has(name, word))).length;
  const rated = names
    .map((one) => ({
      id: one.id,
      score: Math.max(
        ...one.names.map(
          (name) => (negated(words) === negated(name) ? 1 : oppositeShare) * rate(meant, name, common),
        ),
      ),
    }))
    .sort((one, other) => other.score - one.score);
  const [best, next] = rated;
  if (!best || best.score < enough || best.score - (next?.score ?? 0) < ahead) return undefined;
  return best.id;
}

/** « pas de carte » and « ma carte » have the same word and mean the opposite. */
const negations = new Set([
  'pas',
  'non',
  'sans',
  'aucun',
  'aucune',
  'jamais',
  'never',
  'rien',
  'no',
  'not',
  'without',
  'nothing',
  'ni',
  'neither',
]);
const negated = (words: readonly string[]) => words.some((word) => negations.has(word));

/** How much of what was said a name holds; a word that several choices hold counts for less. */
function rate(said: readonly string[], name: readonly string[], common: (word: string) => number): number {
  const weights = said.map((word) => 1 / Math.max(common(word), 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const found = said.reduce((sum, word, at) => sum + (has(name, word) ? weights[at]! : 0), 0);
  return total === 0 ? 0 : found / total;
}

function has(name: readonly string[], word: string): boolean {
  return name.some((one) => sameWord(one, word));
}
