import { momentsIn } from './moments.ts';
import type { NumberGroup } from './number-groups.ts';

export type SecretKind = 'nir' | 'code' | 'card' | 'iban' | 'pin' | 'link';

/** How many digits a field that is asked for and is no secret may have. */
const expectedLengths: ReadonlyMap<string, readonly number[]> = new Map([
  ['resumeCode', [8]],
  ['followUp', [6]],
  ['nationalId', [10, 11, 12]],
]);

/** Expected where the next number is a secret that must not be told here: then none is too short to be half of one. */
export const awaitedSecret = 'secret';

/** Stands where a secret was taken out; to what stands around it, still a number. */
export const mask = '[nombre masqué]';

/** « 749 et 385 », « 749 suivi de 385 », once the first half is taken out. */
const followsHalf = new RegExp(
  `${mask.replaceAll(/[[\]]/g, '\\$&')}[^\\p{L}\\p{N}]*(?:(?:et|puis|apres|après|ensuite|suite|suivie?|de|la|le|and|then|followed|by)[^\\p{L}\\p{N}]+){0,4}$`,
  'iu',
);
/** « Les trois premiers 749 », « il finit par 385 »: told in parts. */
const partOfCode =
  /\b(?:premiers?|derniers?|commence(?:nt)?|debute|finit|finissent|termine(?:nt)?|first|last|starts?|begins?|ends?)\b[^\p{L}\p{N}]*(?:(?:chiffres?|par|avec|digits?|with|in|are|is|c|est|sont|les|the)[^\p{L}\p{N}]+){0,4}$/u;
/** « 749 suivi de 385 ». */
const firstPart = /^[^\p{L}\p{N}]*(?:suivie?s?\s+(?:de|du|par)|followed\s+by)\b/u;
/** Of a NIR told in its parts, those that nothing else is called. */
const partOfNir = /\b(?:commune|cle|key)[^\p{L}\p{N}]*(?:(?:est|is|n|no|numero|la|the)[^\p{L}\p{N}]+){0,2}$/u;

const shortest = 4;
/** Alone, these are no answer to anything: half a code (« 274 », then « 931 »). */
const shortestAlone = 3;
/** Everybody’s: alone, a cry for help, but where a code is waited for. */
const emergencyNumbers: ReadonlySet<string> = new Set(['112', '911', '999']);
/** « Mon code c’est 27 »: the rest is to come. */
const shortestCalled = 2;
const longestCode = 15;
/** « 12 06 1984 »: what has more digits and is written with spaces is no day. */
const longestMoment = 8;
/** With more words around it, a day or a year is one, even where a code is asked for. */
const fewWords = 2;

/** Before a number, at most a few words away, and not another sort of number in between. */
const codeWords =
  /(?:codes?|mots?\s*de\s*passe?|mdp|pass(?:word|code|e)?|pin|secret|confidentiel|identifiants?|acces|access|otp|sms)\b[^\p{L}\p{N}]*(?:\p{L}+[^\p{L}\p{N}]+){0,6}$/u;
const pinWords = /\bpin\b[^\p{N}]*$/u;
/** The three digits on the back of a bank card. */
const cardCheckWords = /\b(?:cvv|cvc|cryptogramme|dos de (?:ma|la) carte)\d?\b[^\p{N}]*$/u;
/** After a number: « 274931 c'est mon code ». */
const codeWordsAfter =
  /^[^\p{L}\p{N}]*(?:\p{L}+[^\p{L}\p{N}]+){0,4}(?:code|mot de passe|mdp|password|pin|passe)\b/u;
/** Whole words: « Jean » is no « an ». */
const named = (words: string) =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${words})[^\\p{L}\\p{N}]*(?:(?:est|le|la|du|de|numero|n|no|c)[^\\p{L}\\p{N}]+){0,3}$`,
    'u',
  );
/** Names of numbers that anybody may know. */
const registerWords = named('amc|rpps|adeli|siret|siren|finess');
/** Names of what has five digits at most. */
const plainNumberWords = named(
  'erreur|error|postal|postale|cedex|bp|rue|avenue|boulevard|place|allee|chemin|appel\\w*|postcode|zip|version|annee|an|depuis|en|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre',
);
/** Names that somebody may give a code by mistake: they excuse no number of a code's length. */
const fileNumberWords = named(
  'telephone|tel|fax|portable|mobile|phone|dossier|devis|chambre|ticket|facture|reference|ref|contrat|commande|colis|numero client|lettre',
);
const codeLengths: readonly number[] = [6, 8];
/** A letter’s follow-up number has six digits (X12); a code by mail has eight (X11). */
const followUpWords = named('suivi|follow.?up');
const followUpLength = 6;
/** Called a code, it may be one. */
const followUpCode = /\bcodes?\s+(?:de\s+|du\s+)?suivi\b[^\p{N}]*$/u;
const postcode = /code\s+postal[^\p{N}]*$/u;
const postcodeLength = 5;
/** The number is called the code itself, and not a day on which something became of it: « mon code est le … ». */
const calledCode =
  /(?:codes?|mots?\s*de\s*passe?|mdp|pass(?:word|code|e)?|pin|identifiants?|otp)[^\p{L}\p{N}]*(?:(?:est|c'?est|c|etait|sera|is|was)[^\p{L}\p{N}]+(?:(?:est|le|la|the)[^\p{L}\p{N}]+)*)?$/u;
const amountAfter =
  /^\s*(?:€|eur(?:os?)?\b|\$|£|%|cts?\b|centimes?\b|caracteres?\b|characters?\b|km\b|m2\b|m²|kg\b|ans?\b|jours?\b|fois\b|h\b|minutes?\b|semaines?\b|mois\b|personnes?\b|euro\b|pounds?\b)/u;

/** Alone, or with nothing but a few words that present it: « voici : 274931 svp ». */
const presentedBy = 6;

/** So many characters before and after a number say what it is. */
const lookedAt = 80;

interface Place {
  /** Folded. */
  readonly before: string;
  readonly after: string;
  readonly beforeAsWritten: string;
  readonly afterAsWritten: string;
  /** The number as written. */
  readonly raw: string;
}

/**
 * Whether a number is a secret. When in doubt it is (a secret let through is worse than a question too many); it is
 * none when it was asked for, or when the words around or its shape say so (telephone, date, amount, postcode, year).
 */
export function kindOfNumber(group: NumberGroup, text: string, expecting?: string): SecretKind | undefined {
  const { digits } = group;
  const place = placeOf(group, text);
  if (digits.length === 3 && cardCheckWords.test(place.before)) return 'card';
  const numbersExpected = expecting !== undefined && expectedLengths.has(expecting);
  const awaited = expecting === awaitedSecret && standsAlone(digits, place);
  if (group.joined && digits.length <= longestMoment && !awaited && !codeIsNamed(digits, place))
    return onlyPresented(place) ? 'code' : undefined;
  if (digits.length < shortest) {
    const called = digits.length >= shortestCalled && calledCode.test(place.before);
    const isCry = emergencyNumbers.has(digits) && expecting !== awaitedSecret;
    const alone = digits.length >= shortestAlone && wordsAround(place) === 0 && !isCry;
    if (digits.length >= shortestCalled && partOfNir.test(place.before)) return 'nir';
    const part = partOfCode.test(place.before) || firstPart.test(place.after);
    const told = part && digits.length >= shortestCalled;
    const half = called || told || (alone && !numbersExpected) || followsHalf.test(place.beforeAsWritten);
    return awaited || (half && !isAmount(place)) ? 'code' : undefined;
  }
  const mayBeDay = digits.length <= longestMoment || /[/:.-]/.test(place.raw);
  const moments = mayBeDay ? momentsIn(place) : undefined;
  if (moments === 'named' && !(awaited && wordsAround(place) === 0))
    return calledCode.test(place.before) ? 'code' : undefined;
  if (digits.length > longestCode || /[AB]/.test(digits)) return longKind(digits);
  if (expecting && expectedLengths.get(expecting)?.includes(digits.length)) return undefined;
  if (isTelephone(digits, place)) return codeIsNamed(digits, place) && !isToCall(place) ? 'code' : undefined;
  if (digits.length >= 13) return longKind(digits);
  const isPlainly = moments !== undefined || isPlain(digits, place);
  if ((awaited && !(isPlainly && wordsAround(place) > fewWords)) || codeIsNamed(digits, place))
    return pinWords.test(place.before) ? 'pin' : digits.length > 8 && looksLikeNir(digits) ? 'nir' : 'code';
  if (isPlainly) return undefined;
  if (digits.length > 8) return middleKind(digits, place);
  return digits.length === 4 ? 'pin' : 'code';
}

function placeOf({ start, end }: NumberGroup, text: string): Place {
  const after = text.slice(end, end + lookedAt);
  const before = text.slice(Math.max(0, start - lookedAt), start);
  return {
    before: folded(before),
    beforeAsWritten: before,
    after: folded(after),
    afterAsWritten: after,
    raw: text.slice(start, end),
  };
}

const folded = (text: string) =>
  text.replaceAll(mask, '0').normalize('NFKD').replace(/\p{M}/gu, '').replace(/[’`´]/g, "'").toLowerCase();

/** 13 digits and more. What is no card and no bank number is a NIR, right or mistyped. */
function longKind(digits: string): SecretKind {
  if (digits.length === 16 && passesLuhn(digits)) return 'card';
  if (/[AB]/.test(digits) || (digits.length < 20 && holdsNir.test(digits))) return 'nir';
  if (digits.length > 19) return 'iban';
  return digits.length >= 16 || (digits.length !== 15 && passesLuhn(digits)) ? 'card' : 'nir';
}

/** Among other digits: a year or an age written just before. */
const holdsNir = /[12]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:0[1-9]|[1-9]\d)\d{6}/;

/** 9 to 12: a NIR that is not finished, or a code of a longer insurer's rule standing alone (X06). */
function middleKind(digits: string, place: Place): SecretKind | undefined {
  if (looksLikeNir(digits)) return 'nir';
  return wordsAround(place) <= presentedBy ? 'code' : undefined;
}

/** Sex, year, month: 1 or 2, then any two, then a month that exists; or a provisional number of full length. */
function looksLikeNir(digits: string): boolean {
  if (digits.length >= 13) return /^[1-8]/.test(digits);
  return digits.length >= 9 && /^[12]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)/.test(digits);
}

function isTelephone(digits: string, { before }: Place): boolean {
  const abroad = /(?:\+|00)\s*$/.test(before) ? digits : digits.replace(/^00/, '');
  if (/^33[1-9]\d{8}$/.test(abroad) && (/\+\s*$/.test(before) || digits.startsWith('00'))) return true;
  return /^0[1-9]\d{8}$/.test(digits);
}

/** « Mon code ne marche plus, rappelez-moi au … »: whoever is to call back needs it. */
const isToCall = ({ before, after }: Place): boolean =>
  !calledCode.test(before) && (saysMoreSince(before) || callMe.test(before) || whatFor.test(after));

/** « 0123456789, c’est pour mon code ». */
const whatFor = /^[^\p{L}\p{N}]*(?:c ?'? ?est |it(?: ?' ?s| is) |this is )?(?:pour|for|about)\b/u;

/** Between the last word for a code and the number another thing begins: « mon code ne va pas, dossier 4521 ». */
function saysMoreSince(before: string): boolean {
  const since = lastCodeWord.exec(before)?.[1];
  return since !== undefined && /[,;.!?\n]/.test(since);
}

const lastCodeWord =
  /.*\b(?:codes?|mots?\s*de\s*passe?|mdp|pass(?:word|code|e)?|pin|secret|confidentiel|identifiants?|acces|access|otp|sms)\b(.*)$/su;
const callMe =
  /(?:\b(?:r?appele[rz]|joindre|joignez|contacte[rz]|call|reach|ring)[\s-]+(?:moi|nous|me|us)\b|\bsms sur\b)[^\p{N}]{0,20}$/u;

function codeIsNamed(digits: string, { before, after }: Place): boolean {
  if (postcode.test(before)) return digits.length !== postcodeLength;
  if (followUpWords.test(before) && !followUpCode.test(before)) return false;
  if (isFileNumber(digits, before) && saysMoreSince(before)) return false;
  return codeWords.test(before) || codeWordsAfter.test(after);
}

/** A date, a year, an amount, a postcode with its town, a number that was named as something else. */
function isPlain(digits: string, place: Place): boolean {
  const { before, raw } = place;
  if (isAmount(place)) return true;
  if (wordsAround(place) === 0) return false;
  if (/^\d+[,.]\d{1,2}$/.test(raw)) return true;
  if (/^(?:19|20)\d\d$/.test(digits) && (raw.length === 4 || /^\p{L}/u.test(raw)) && wordsAround(place) > 1)
    return true;
  if (digits.length === 5 && isPostcode(place)) return true;
  if (followUpWords.test(before)) return digits.length === followUpLength;
  if (registerWords.test(before)) return true;
  if (fileNumberWords.test(before)) return !codeLengths.includes(digits.length);
  return plainNumberWords.test(before) && digits.length <= postcodeLength;
}

/** Called one just before, and of no code's length. */
const isFileNumber = (digits: string, before: string) =>
  fileNumberWords.test(before) && !codeLengths.includes(digits.length);

/** With the name of a town after it, as written: 13001 Marseille. */
function isPostcode({ raw, before, afterAsWritten }: Place): boolean {
  if (!/^(?:0[1-9]|[1-8]\d|9[0-8])\d{3}$/.test(raw)) return false;
  return /^,?\s+\p{Lu}\p{L}+/u.test(afterAsWritten) || /\b(?:habite|adresse|live|address)\b/u.test(before);
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits]
    .reverse()
    .map(Number)
    .map((digit, at) => (at % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2))
    .reduce((total, digit) => total + digit, 0);
  return sum % 10 === 0;
}

/** A number and little else: « et 931 », « c’est 274 », « je crois que c’est le 274 ». */
function standsAlone(digits: string, place: Place): boolean {
  const words = wordsAround(place);
  if (digits.length < shortestAlone)
    return words === wordCount(goesOn.exec(place.before)?.[0] ?? '') && /\p{Nd}/u.test(place.raw);
  if (words > presentedBy || isAmount(place) || registerWords.test(place.before)) return false;
  if (words > 0 && digits.length === postcodeLength && isPostcode(place)) return false;
  return digits.length > postcodeLength || !plainNumberWords.test(place.before);
}

const goesOn = /^\W*(?:et|puis|ensuite|and|then)\W+$/u;

const isAmount = ({ before, after }: Place) => amountAfter.test(after) || /[€$£]\s*$/.test(before);

/** « C’est 274 et 931 »; not « chambre 214 et 215 ». */
const onlyPresented = ({ before, after }: Place): boolean => presenting.test(`${before} ${after}`);
const presenting =
  /^(?:[^\p{L}\p{N}]|(?<!\p{L})(?:c|est|voici|voila|le|la|mon|ma|mes|numero|numeros|n|merci|svp|bonjour|oui|et|puis|it|is|its|my|number|please|thanks|s)(?!\p{L}))*$/u;

const wordsAround = ({ before, after }: Place) => wordCount(before) + wordCount(after);

const wordCount = (text: string) => (text.match(/[\p{L}\p{N}]+/gu) ?? []).length;
