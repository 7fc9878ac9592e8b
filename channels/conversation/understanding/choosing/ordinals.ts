import { wordsOf } from '../words/words.ts';

const named: Readonly<Record<string, number>> = {
  un: 1,
  une: 1,
  one: 1,
  premier: 1,
  premiere: 1,
  first: 1,
  '1er': 1,
  deux: 2,
  two: 2,
  deuxieme: 2,
  second: 2,
  seconde: 2,
  secondes: 2,
  trois: 3,
  three: 3,
  troisieme: 3,
  third: 3,
  quatre: 4,
  four: 4,
  quatrieme: 4,
  fourth: 4,
  cinq: 5,
  five: 5,
  cinquieme: 5,
  fifth: 5,
  six: 6,
  sixieme: 6,
  sixth: 6,
  sept: 7,
  seven: 7,
  septieme: 7,
  seventh: 7,
  huit: 8,
  eight: 8,
  huitieme: 8,
  eighth: 8,
  neuf: 9,
  nine: 9,
  neuvieme: 9,
  ninth: 9,
};

const last = new Set(['dernier', 'derniere', 'last']);
/** What is numbered, and before which « un » is an article. */
const nouns = new Set(
  'choix option numero number reponse bouton proposition touche choice answer button'.split(' '),
);
const articles = new Set(['un', 'une', 'one']);
const around = new Set([
  ...nouns,
  ...'le la l les the alors bonjour bonsoir vais prendre prendrais clique tape appuie sur hello press je j veux prends prendrai voudrais choisis prefere ca c est ce sera plutot svp oui ok celui celle d en merci i want take ll'.split(
    ' ',
  ),
]);

/** « La première » says no more than which: it is no wish for a first connection. */
export const isPlaceAlone = (text: string): boolean => placeIn(text, anywhere) !== undefined;
const anywhere = Array.from({ length: 99 }, () => true);

/**
 * The place that a message names, from 1, when it names nothing else: « 2 », « la deuxième », « n° 3 », « la
 * dernière ». `answers`: of each place, whether it answers the question or only leads out of it; a way out is named by
 * its figure alone. Undefined for a place that does not exist.
 */
export function placeIn(text: string, answers: readonly boolean[]): number | undefined {
  const words = wordsOf(text);
  const [word, ...others] = words.filter((one) => !around.has(one));
  // « un numéro » names none.
  if (word !== undefined && articles.has(word) && nouns.has(words[words.indexOf(word) + 1] ?? ''))
    return undefined;
  // « the second one », « la troisième une »
  if (word === undefined || others.some((other) => named[other] !== 1)) return undefined;
  const final = answers.lastIndexOf(true);
  if (last.has(word)) return answers.indexOf(true) < final ? final + 1 : undefined;
  const digits = /^(\d{1,2})(?:e|er|ere|eme|nd|nde|st|rd|th)?$/.exec(word)?.[1];
  if (digits) return answers[Number(digits) - 1] === undefined ? undefined : Number(digits);
  const place = named[word];
  return place !== undefined && answers[place - 1] ? place : undefined;
}
