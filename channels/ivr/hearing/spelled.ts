import type { Locale } from '../../../machines/envelope.ts';
import type { Asked, Typed } from '../call-state.ts';
import { nirLength, nirOfKeys } from '../nir-keys.ts';
import { commanded, isYesOrNo } from './commanded.ts';
import { isWhole, regrouped } from './keyed.ts';
import { type Ears, type Listening, type Meaning, miss } from './meant.ts';
import { doorsOf, isBrief, thankedFor } from './said.ts';
import { digitsSpoken } from './spoken-digits.ts';

/** What was said where a number is asked: its digits, or something else. */
export function spelled(speech: string, typed: Typed, asked: Asked, ears: Listening): Meaning {
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
