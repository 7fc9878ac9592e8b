import { mask } from './kind-of-number.ts';
import { isCounted, isOrdinary } from './ordinary-words.ts';

/** Where a word stands that is told as a password. */
interface Told {
  readonly start: number;
  readonly end: number;
}

/** How a word is told. */
interface Telling {
  /** A code is of digits: the words said of one are no code. */
  readonly isCode: boolean;
  /** « Mon mdp est … », « mdp : … », « mdp … ». */
  readonly by: 'verb' | 'sign' | 'nothing';
  readonly isQuoted: boolean;
}

const space = '[^\\S\\n\\r]';
const password = '(?:mots?[\\s-]*(?:de?[\\s-]*)?passe?|mdp|pass[\\s-]?word|pwd|psw)';
const code =
  "(?<code>(?:mon|my)\\s+(?:access\\s+|secret\\s+)?code|codes?\\s+(?:confidentiel|secret|personnel|d['’]acc[eè]s))";
const qualified = `(?:${space}+(?:confidentiel|secret|personnel|perso|actuel|provisoire|temporaire|ameli|d['’]acc[eè]s))?`;
const noun = "(?!(?:qui|que|dont|je|il|elle|on|[çc]a|est|who|that|he|she|it|is)(?!\\p{L}))[\\p{L}'’-]+";
/** « Pour mon espace »; not « de mon mari qui est malade ». */
const ofWhat = `(?:${space}+(?:d['’]|(?:de|du|des|pour|sur|[àa]|au|for|of|on|to)${space}+)${noun}(?:${space}+${noun}){0,3})?`;
const is = `(?:(?:${space}{0,3},)?${space}+(?:c['’\`´]?${space}?(?:est|[ée]tait)|c|est|[ée]tait|sera|it['’]?s|is|was)|['’]s)`;
const adverb = `(?:${space}+(?:bien|donc|toujours|still|now))?`;
const colon = `${space}*[:=]${space}*`;
const mixedNext = `${space}+(?=(?:["«“„]${space}?)?\\S*[\\p{N}@#$])`;
const telling = new RegExp(
  `(?<!\\p{L})(?:${password}|${code})${qualified}(?:${ofWhat}(?:(?<verb>${is})${adverb}(?:${colon}|${space}+)|${colon})|${mixedNext})`,
  'giu',
);
const opened = /^["«“„'‘]?[^\S\n\r]*/u;
const closes = /^\s*["»”'’]/u;
/** Of mail, or of a site. */
const address = /^(?:https?:|www\.)|^[\p{L}-]+\.(?:com|eu|fr|net|org)$|@[^@]+\.\p{L}{2,}!*$/iu;
/** What follows is another clause. A question tells nothing. “On” is also an English word: “written on the letter”. */
const clauseEnds =
  /^(?:[^\S\n\r]*(?:$|[\n\r.,;!…)]|\p{Pd}\s)|\s+(?:on\s+(?=[mn]['’]|(?:me|ne|nous|peut|dit)(?!\p{L}))|(?:et|mais|ou|or|car|donc|puis|alors|merci|svp|stp|s['’]il|je|j['’]|[çc]a|ils?|vous|pouvez|pourquoi|comment|quand|depuis|and|but|so|please|thanks?|i|it|why|can)(?!\p{L})))/iu;
/** Shorter is « 2x », « 3D ». */
const shortestMixed = 4;
/** So common that even a code is told in them. */
const keyboard = /^(?:azerty|qwert[yz]|qsdf|asdf|wxcv|zxcv|aqwzsx)/iu;
/** « Mot de passe Windows11 ». */
const numbered = /^(?:android|cpam|covid|galaxy|ios|ipad|iphone|office|windows)-?\d+$/iu;

/**
 * The words that are told as a password: « mon mot de passe est soleil », « mdp : Soleil2024! », “my password is
 * hunter2”. Such a word mixes letters with digits or signs, or stands in quotes, or is all that is said of the
 * password; what is ordinarily said of one is none: « perdu », « le bon », « dans mon mail », nor is what is asked.
 */
export function toldPasswords(text: string): readonly Told[] {
  return [...text.matchAll(telling)].flatMap(({ 0: words, index, groups }) => {
    const quote = opened.exec(text.slice(index + words.length))![0];
    const start = index + words.length + quote.length;
    const rest = text.slice(start);
    const written = /^\S*/.exec(rest)![0].split(maskBegins, 1)[0]!;
    const told = written.replace(/(?<![.,;:?…)»”"’'])[.,;:?…)»”"’']+$/u, '');
    const by = /[:=]/.test(words) ? 'sign' : groups!.verb ? 'verb' : 'nothing';
    const how: Telling = { isCode: groups!.code !== undefined, by, isQuoted: quote.trim() !== '' };
    return isTold(told, rest, how) ? [{ start, end: start + told.length }] : [];
  });
}

const maskBegins = mask.split(' ', 1)[0]!;

function isTold(told: string, rest: string, { isCode, by, isQuoted }: Telling): boolean {
  if (!/\p{L}/u.test(told) || address.test(told)) return false;
  if (by === 'nothing') return isMixed(told.split(partsThings, 1)[0]!) && !numbered.test(told);
  if (isMixed(told)) return true;
  const [word = ''] = /^[\p{L}\p{M}\p{N}'’`´-]*/u.exec(told)!;
  if (isOrdinary(word)) return false;
  const after = rest.slice(word.length);
  if (isQuoted && closes.test(after)) return true;
  return (!isCode || keyboard.test(word)) && clauseEnds.test(after);
}

/** « Mdp toto2024,merci »; not « mot de passe ameli,06 … ». */
const partsThings = /[,;:./()]/;

/** Letters with digits or signs, and no sentence with its signs: « Oublié !! », « perdu!Merci », « 14h30 », « *faux* ». */
function isMixed(told: string): boolean {
  if (told.length < shortestMixed) return false;
  const core = told
    .replace(/^[(*_~<>=+-]+/, '')
    .replace(/(?<![!?.,;:…()*_~<>=+-])[!?.,;:…()*_~<>=+-]+$/u, '');
  if (/\p{N}/u.test(core)) return !core.split(partsThings).every(saysNothing);
  if (/[$%^€£§{}|\\]|.[@#]/u.test(core)) return true;
  return /[!&*+=_~<>]/.test(core) && !core.split(/[^\p{L}\p{M}'’`´-]+/u).every(saysNothing);
}

/** « Perdu,06 … »: digits by themselves are looked at as such. */
const saysNothing = (part: string): boolean =>
  /\p{N}/u.test(part) ? isCounted(part) || !/\P{N}/u.test(part) : part === '' || isOrdinary(part);
