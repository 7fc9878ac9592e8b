import type { Insurer } from '../../../machines/domain/insurer.ts';
import { parseNir } from '../../../machines/domain/nir.ts';
import type { Locale } from '../../../machines/envelope.ts';
import { asksWhatWasTold } from '../../conversation/just-told.ts';
import { byLetters, markedBy, marksBeside } from '../../conversation/marked-by.ts';
import type {
  About,
  Understanding,
  Understood,
  Urgency,
} from '../../conversation/understanding/understanding.ts';
import { withoutCourtesy, wordsOf } from '../../conversation/understanding/words/words.ts';
import type { Act, Asked, Typed } from '../call-state.ts';
import { digitsOfKeys, endsGroup, nirLength, nirOfKeys, withGroup } from '../nir-keys.ts';
import type { Heard, Spoken } from '../prompt.ts';
import type { WordId } from '../words.ts';
import { announcedBy } from './announced.ts';
import { commanded, isYesOrNo, type Obeyed } from './commanded.ts';
import { isFiller, saysGoodbye } from './small-words.ts';
import { digitsSpoken } from './spoken-digits.ts';

/**
 * What an answer on the telephone means for the question that was asked; `bereaved`: a death was told with it; `second`:
 * another wish was.
 */
export type Meaning = Meant & { readonly bereaved?: true; readonly second?: true };

type Meant =
  | Obeyed
  /** `spoken`: heard, not pressed, so it is read back. */
  | { readonly kind: 'value'; readonly typed: Typed; readonly value: string; readonly spoken?: true }
  /** The beginning of a number: the rest is to come. */
  | { readonly kind: 'part'; readonly typed: Typed; readonly value: string; readonly spoken?: true }
  | { readonly kind: 'door'; readonly door: string }
  /** One of these, perhaps: the caller is asked which. */
  | { readonly kind: 'doors'; readonly doors: readonly string[] }
  /** What cannot be taken back, said in other words than its own. */
  | { readonly kind: 'weighed'; readonly choice: string }
  /** Danger to life comes before everything; then someone in hospital (D13). */
  | { readonly kind: 'urgent'; readonly urgency: Urgency }
  /** Whom they are talking to, and what becomes of what they say. */
  | { readonly kind: 'about'; readonly about: About }
  /** What is this number, and where does it stand? */
  | { readonly kind: 'help'; readonly typed: Typed }
  /** « La lettre H », where these are the letters there are. */
  | { readonly kind: 'no-such-mark'; readonly marks: readonly string[] }
  | { readonly kind: 'miss'; readonly why: WordId };

export interface Ears {
  readonly locale: Locale;
  readonly nir: string | undefined;
  readonly insurer: Insurer;
  readonly understanding: Understanding | undefined;
  /** What was said with the question and before it. */
  readonly told: readonly Spoken[];
}

const miss = (why: WordId): Meaning => ({ kind: 'miss', why });

/** Keys first: what was pressed counts, whatever was heard beside it. */
export function meaningOf(heard: Heard, asked: Asked, ears: Ears): Meaning {
  const { keys = '', speech = '' } = heard;
  // Pressed after a key that needed none, or before a number: it has cut off what was being said.
  if (heard.hashAlone && asked.keys[9]) return { kind: 'act', act: asked.keys[9] };
  if (keys === '' && speech.trim() === '') return miss('silence');
  const { typed } = asked;
  if (keys !== '') return typed ? keyed(heard, typed, asked, ears) : pressed(keys, asked);
  // A code is never taken from the air (X20): what was heard is dropped unread.
  if (typed?.secret) return miss('keysOnly');
  // « 112 » may be the next digits of the number that is asked for.
  const isNumber = typed !== undefined && !/\p{L}/u.test(speech);
  const wish = isNumber ? undefined : ears.understanding?.understand(speech);
  const announced = namedInFull(speech, asked, { ...ears, wish });
  if (announced) return { kind: 'act', act: announced };
  const meant = heardAs(heard, asked, { ...ears, wish });
  return {
    ...meant,
    ...(wish?.bereaved && { bereaved: true as const }),
    ...(wish?.second && { second: true as const }),
  };
}

/** What the prompt calls a key comes before what its words might mean, but not before a danger to life. */
function namedInFull(
  speech: string,
  asked: Asked,
  { told, understanding, wish }: Listening,
): Act | undefined {
  if (wish?.urgency && wish.urgency !== 'hospital') return undefined;
  const act = announcedBy(speech, told, asked);
  return act && understanding?.weighed(speech, named(asked)) ? undefined : act;
}

function heardAs(heard: Heard, asked: Asked, ears: Listening): Meant {
  const { speech = '' } = heard;
  const { typed } = asked;
  const { wish } = ears;
  if (wish?.urgency) return { kind: 'urgent', urgency: wish.urgency };
  if (isFiller(speech)) return miss('notUnderstood');
  // Who says after the end that they come back later says goodbye, and anywhere who does so now.
  if (saysGoodbye(speech) || (wish?.about === 'later' && asked.outcome))
    return { kind: 'act', act: { do: 'hang-up' } };
  if (wish?.about) return { kind: 'about', about: wish.about };
  if (typed?.entry === 'resume-code') return miss('keysOnly');
  if (typed) return spelled(speech, typed, asked, ears);
  return said(heard, asked, ears) ?? miss(wish?.angry && asked.keys[0] ? 'sorry' : 'notUnderstood');
}

/** What was said, as it was understood, besides. */
interface Listening extends Ears {
  readonly wish: Understood | undefined;
}

/** In a menu the last key counts: whoever slips presses again. */
function pressed(keys: string, asked: Asked): Meaning {
  const act = asked.keys[keys.at(-1)!];
  return act ? { kind: 'act', act } : miss('notUnderstood');
}

/**
 * A single key that means something of its own does, but in the middle of a number (X19), where only `#` makes it so;
 * anything longer is the number asked.
 */
function keyed({ keys = '', paused }: Heard, typed: Typed, asked: Asked, ears: Ears): Meaning {
  const goesOn = paused === true && Boolean(typed.part) && !typed.partSaid;
  const act = keys.length === 1 && !goesOn ? asked.keys[keys] : undefined;
  if (act) return { kind: 'act', act };
  if (typed.entry === 'group') return regrouped(keys, typed, ears);
  const value = typed.entry === 'nir' ? nirTyped(keys, typed.part) : digitsOfKeys(keys);
  if (value === '' && !goesOn) return miss('cleared');
  if (paused && typed.entry === 'nir' && isPart(value, typed, ears)) return { kind: 'part', typed, value };
  return { kind: 'value', typed, value };
}

/**
 * X19. A breath between two groups, or anywhere in what was begun so; as many digits as a code has (X06) begin none, and
 * are kept nowhere (P13).
 */
const isPart = (value: string, { part }: Typed, { insurer }: Ears): boolean =>
  value.length !== insurer.code.length && (part ? value.length < nirLength : endsGroup(value));

/** After a star some begin with the first digit again, where only the group was taken back. */
function nirTyped(keys: string, part: string | undefined): string {
  const begunAgain = [...keys.matchAll(/\*/g)].map(({ index }) => nirOfKeys(keys.slice(index + 1)));
  return [nirOfKeys(keys), nirOfKeys(keys, part), ...begunAgain].find(isWhole) ?? nirOfKeys(keys, part);
}

/** The number of before with this group of it given anew. */
function regrouped(given: string, typed: Typed, { nir = '' }: Ears): Meaning {
  const value = withGroup(nir, typed.group!, given);
  return value === undefined ? miss('groupWrong') : { kind: 'value', typed, value };
}

function spelled(speech: string, typed: Typed, asked: Asked, ears: Listening): Meaning {
  const digits = numberIn(speech, ears.locale);
  if (digits === '') return wished(speech, asked, ears);
  if (typed.entry === 'nir' && digits.length < nirLength && callsItCode.test(speech)) return miss('keysOnly');
  if (typed.entry === 'group') {
    const meaning = regrouped(digits, typed, ears);
    return meaning.kind === 'value' ? { ...meaning, spoken: true } : meaning;
  }
  const value = typed.entry === 'nir' ? nirSaid(digits, speech, typed, ears) : digits;
  const partial = typed.entry === 'nir' && value.length < nirLength;
  return { kind: partial ? 'part' : 'value', typed, value, spoken: true };
}

/** « Zéro zéro quatre cent vingt-trois » is 004 123 where that makes a number, else 00423. */
function nirSaid(digits: string, speech: string, { part = '' }: Typed, { locale }: Ears): string {
  const apart = digitsSpoken(speech, locale, 'apart');
  const goneOn = (said: string) => nirOfKeys(said, part);
  return [digits, goneOn(digits), apart, goneOn(apart)].find(isWhole) ?? goneOn(digits);
}

/** Said or typed from its beginning, it takes the place of what was heard of it before. */
const isWhole = (digits: string): boolean => digits.length >= nirLength && parseNir(digits).ok;

/** Said aloud where the number is asked: not its beginning, and nothing to encourage (X20). */
const callsItCode = /\b(?:codes?|mot de passe|password|passcode|pin)\b/iu;

/** The digits of an answer that is a number; of « je veux parler à quelqu’un » none, although « un » is one. */
function numberIn(speech: string, locale: Locale): string {
  const digits = digitsSpoken(speech, locale);
  const others = speech.split(/[\s'’-]+/).filter((word) => digitsSpoken(word, locale) === '');
  // « Un instant », « quelqu’un »: a single digit among words is none.
  const isWord = digits.length === 1 && others.length > 0;
  return isWord || others.length > digits.length ? '' : digits;
}

/** Words where a number was asked: a command is obeyed, a wish is asked about before the number is left. */
function wished(speech: string, asked: Asked, ears: Listening): Meaning {
  const { understanding, wish } = ears;
  const choice = understanding?.choose(speech, asked.labels, wish);
  if (choice) return { kind: 'act', act: { do: 'choose', choice } };
  const command = understanding?.command(speech);
  if (asked.typed && (command === 'help' || command === 'unknown'))
    return { kind: 'help', typed: asked.typed };
  const act = command && commanded(command, asked);
  if (act) return act;
  // A « non » to a number names no door.
  if (isYesOrNo(command) && isBrief(speech)) return miss('notUnderstood');
  if (wish?.verdict !== 'sure' && wish?.thanks) return thankedFor(asked);
  if (wish?.verdict !== 'sure') return miss('notUnderstood');
  const doors = doorsOf(speech, wish, ears);
  const someone = doors.every((door) => door === 'person') && asked.keys[0];
  return someone ? { kind: 'act', act: someone } : { kind: 'doors', doors };
}

/** The likeliest, by its part where one was named, and the next. */
const doorsOf = (
  speech: string,
  { doors: [first, second], part }: Understood,
  ears: Ears,
): readonly string[] =>
  [part ?? zoneNamed(speech, first?.door, ears) ?? first?.door, second?.door].filter(
    (door) => door !== undefined,
  );

/** « C’est quoi le numéro AMC ? »: the zone of the card that explains these letters. */
function zoneNamed(speech: string, door: string | undefined, { insurer, locale }: Ears): string | undefined {
  if (door !== 'information:card-legend') return undefined;
  const zones = insurer.information.card.map(({ mark, label, text }) => ({
    mark,
    text: `${label[locale]} ${text[locale]}`,
  }));
  const zone = byLetters(speech, zones, insurer.name);
  return zone && `information:zone-${zone.mark.toLowerCase()}`;
}

/** « deux », « tapez 2 »: the number and nothing else, or every « une » of a sentence would press 1. */
const aNumberAlone =
  /^\W*(?:(?:le|la|touche|tapez|numéro|choix|press|key|number|option)\s+){0,2}([\p{L}\d]+)\W*$/iu;

const aStarAlone = /^\W*(?:(?:la|the|touche|tapez|press)\s+){0,3}(?:étoile|star)(?:\s+key)?\W*$/iu;

/** Below it, what was heard was perhaps never said: a wish is asked about before it is followed. */
const leastConfidence = 0.4;

/** A choice by its number or its words; « again », « someone »; at an open question any wish at all. */
function said({ speech = '', confidence = 1 }: Heard, asked: Asked, ears: Listening): Meaning | undefined {
  const { locale, understanding, wish } = ears;
  if (aStarAlone.test(speech) && asked.keys['*']) return { kind: 'act', act: asked.keys['*'] };
  const number = aNumberAlone.exec(speech)?.[1];
  const key = number === undefined ? '' : digitsSpoken(number, locale);
  if (key.length === 1 && asked.keys[key]) return { kind: 'act', act: asked.keys[key] };
  if (!understanding || !wish) return undefined;
  const choices = confidence < leastConfidence ? asked.labels : named(asked);
  const marked = markedBy(speech, asked.labels);
  const part = marked && asked.keys[marked.id];
  if (part) return { kind: 'act', act: part };
  const marks = marksBeside(speech, asked.labels);
  if (marks) return { kind: 'no-such-mark', marks };
  const weighed = understanding.weighed(speech, choices);
  if (weighed) return { kind: 'weighed', choice: weighed };
  const chosen = understanding.choose(speech, choices, wish);
  const command = understanding.command(speech);
  const isAnswer = isYesOrNo(command) && isBrief(speech);
  // Asked about what has just been told: it is told again.
  const doors = chosen === undefined ? wish.doors.map(({ door }) => door) : [chosen];
  const asksAbout = (told: string | undefined) =>
    asksWhatWasTold(told, doors, { text: speech, wonders: wish.wonders });
  if (!isAnswer && [asked.outcome, asked.flow].some(asksAbout)) return { kind: 'act', act: { do: 'again' } };
  const meant = chosen === undefined ? undefined : keyOf(asked, chosen);
  if (meant) return { kind: 'act', act: meant };
  if (asked.awaits && saysItCame(speech, understanding)) return { kind: 'wait', why: 'comesByItself' };
  // To what is weighed a yes or a no is what `choose` takes for one.
  const isWeighed = isYesOrNo(command) && asked.labels.some(({ question }) => question !== undefined);
  const act = command && !isWeighed && commanded(command, asked);
  if (act) return act;
  // A « non » to no such question names no door; « non merci » once all is done is a goodbye.
  if (isAnswer) return wish.thanks && asked.outcome ? thankedFor(asked) : undefined;
  if (wish.verdict !== 'sure' && (wish.thanks || wish.solved)) return thankedFor(asked);
  if (wish.verdict === 'none' && wish.greets) return { kind: 'act', act: { do: 'again' } };
  const someone = asked.keys[0];
  if (wish.verdict === 'sure' && wish.doors[0]?.door === 'person' && someone)
    return { kind: 'act', act: someone };
  if (!asked.open) return undefined;
  const [door, ...others] = doorsOf(speech, wish, ears);
  if (wish.verdict === 'none' || door === undefined) return undefined;
  if (wish.verdict === 'sure' && confidence >= leastConfidence) return { kind: 'door', door };
  return { kind: 'doors', doors: [door, ...others] };
}

/** « J’ai reçu l’e-mail »: of what is waited for, never of another that a door is for. */
const saysItCame = (speech: string, understanding: Understanding): boolean =>
  understanding.choose(speech, [{ id: 'worked', label: '' }]) !== undefined;

/** « Merci » once all is done is a goodbye; before that it hears the question again. */
const thankedFor = ({ outcome }: Asked): Meaning => ({
  kind: 'act',
  act: outcome ? { do: 'hang-up' } : { do: 'again' },
});

/** What is on the keys, by the choice where there is one: it is known by more words than its label. */
const named = ({ keys, labels }: Asked) =>
  labels.map((one) => ({ ...one, id: nameOf(keys[one.id]) ?? one.id }));

function nameOf(act: Act | undefined): string | undefined {
  if (act?.do === 'dial') return 'put-through';
  return act?.do === 'choose' ? act.choice : undefined;
}

const keyOf = ({ keys }: Asked, name: string): Act | undefined =>
  Object.values(keys).find((act) => nameOf(act) === name) ?? keys[name];

const isBrief = (speech: string): boolean => withoutCourtesy(wordsOf(speech)).length <= 2;
