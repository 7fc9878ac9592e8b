import { mask } from './kind-of-number.ts';
import { isOrdinary } from './ordinary-words.ts';

/** Where a word stands that is told as a password. */
interface Told {
  readonly start: number;
  readonly end: number;
}

const space = '[^\\S\\n\\r]';
const named =
  "(?:mots?[\\s-]*de[\\s-]*passe?|mdp|pass[\\s-]?word|(?:mon|my)\\s+(?:access\\s+|secret\\s+)?code|codes?\\s+(?:confidentiel|secret|personnel|d['’]acc[eè]s))";
const qualified = `(?:${space}+(?:confidentiel|secret|personnel|perso|actuel|provisoire|temporaire|ameli|d['’]acc[eè]s))?`;
const noun = "(?!(?:qui|que|dont|je|il|elle|on|[çc]a|est|who|that|he|she|it|is)(?!\\p{L}))[\\p{L}'’-]+";
/** « Pour mon espace »; not « de mon mari qui est malade ». */
const ofWhat = `(?:${space}+(?:d['’]|(?:de|du|des|pour|sur|[àa]|au|for|of|on|to)${space}+)${noun}(?:${space}+${noun}){0,3})?`;
const is = `(?:${space}*,?${space}+(?:c['’\`´]?${space}?(?:est|[ée]tait)|c|est|[ée]tait|sera|it['’]?s|is|was)|['’]s)`;
const adverb = `(?:${space}+(?:bien|donc|toujours|still|now))?`;
const colon = `${space}*[:=]${space}*`;
const telling = new RegExp(
  `(?<!\\p{L})${named}${qualified}${ofWhat}(?:${is}${adverb}(?:${colon}|${space}+)|${colon})`,
  'giu',
);
const opened = /^["«“„'‘]?[^\S\n\r]*/u;
const closes = /^\s*["»”'’]/u;
const address = /@[^@]+\.[^@]+$/u;
/** What follows is another clause. A question tells nothing. */
const clauseEnds =
  /^(?:[^\S\n\r]*(?:$|[\n\r.,;!…)]|\p{Pd}\s)|\s+(?:et|mais|ou|or|car|donc|puis|alors|merci|svp|stp|s['’]il|je|j['’]|[çc]a|ils?|on|vous|pouvez|pourquoi|comment|quand|depuis|and|but|so|please|thanks?|i|it|why|can)(?!\p{L}))/iu;
/** Shorter is « 2x », « 3D ». */
const shortestMixed = 4;

/**
 * The words that are told as a password: « mon mot de passe est soleil », « mdp : Soleil2024! », “my password is
 * hunter2”. Such a word is all that is said of it, or stands in quotes, or mixes letters with digits and signs; what is
 * ordinarily said of a password is none: « perdu », « le bon », « dans mon mail », nor is what is asked.
 */
export function toldPasswords(text: string): readonly Told[] {
  return [...text.matchAll(telling)].flatMap(({ 0: words, index }) => {
    const quote = opened.exec(text.slice(index + words.length))![0];
    const start = index + words.length + quote.length;
    const rest = text.slice(start);
    const told = /^\S*/.exec(rest.split(mask, 1)[0]!)![0].replace(/[.,;:?…)»”"’']+$/u, '');
    return isTold(told, rest, quote.trim() !== '') ? [{ start, end: start + told.length }] : [];
  });
}

function isTold(told: string, rest: string, isQuoted: boolean): boolean {
  if (!/\p{L}/u.test(told) || address.test(told)) return false;
  const [word = ''] = /^[\p{L}\p{M}\p{N}'’`´-]*/u.exec(told)!;
  if (isOrdinary(word)) return false;
  const after = rest.slice(word.length);
  return isMixed(told) || (isQuoted && closes.test(after)) || clauseEnds.test(after);
}

/** « Oublié !! » is not. */
const isMixed = (told: string): boolean =>
  told.length >= shortestMixed && /[\d@#$%&*+=_~^€£§<>{}|\\!](?!$)|\d$/u.test(told);
