import type { Locale } from '../../../machines/envelope.ts';
import type { Act } from '../call-state.ts';
import type { Composed } from '../parts.ts';
import type { Spoken } from '../prompt.ts';
import { type WordId, worded } from '../words.ts';
import { aloud } from './speech.ts';

/** One thing a menu offers: said, then its key. */
export interface Item {
  /** The words up to the key, without a full stop. */
  readonly label: string;
  readonly act: Act;
  /** A sentence of ours with `{key}` in it, instead of the label and its key. */
  readonly sentence?: WordId;
  /** Its own language, where it is another than the menu’s. */
  readonly locale?: Locale;
}

/** 8 leads on to more where there are more than seven. 0 and 9 are taken in every menu (contract). */
const most = 8;

export const says = (locale: Locale, id: WordId, parts?: Readonly<Record<string, string>>): Spoken => ({
  text: worded(locale, id, parts),
});

/** A menu: each choice before its key. What does not fit on the keys follows behind 8. */
export function menuOf(items: readonly Item[], locale: Locale, from = 0): Pick<Composed, 'say' | 'asked'> {
  const left = items.slice(from);
  const fits = left.length <= most;
  const shown = fits ? left : left.slice(0, most - 1);
  const keyed = shown.map((item, index) => ({ ...item, key: String(index + 1) }));
  const say = keyed.map(({ label, key, sentence = 'menuKey', locale: own }) => ({
    ...says(own ?? locale, sentence, { key, label }),
    ...(own && { locale: own }),
  }));
  const keys: Record<string, Act> = Object.fromEntries(keyed.map(({ key, act }) => [key, act]));
  if (fits) return { say, asked: { keys, labels: labelsOf(keyed) } };
  keys[most] = { do: 'more', from: from + shown.length };
  return { say: [...say, says(locale, 'more')], asked: { keys, labels: labelsOf(keyed) } };
}

const labelsOf = (keyed: readonly { key: string; label: string }[]) =>
  keyed.flatMap(({ key, label }) => (label === '' ? [] : [{ id: key, label }]));

/** A label without what only the eye reads. */
export const spelled = (label: string, locale: Locale): string =>
  aloud(label, locale)
    .map(({ text }) => text)
    .join(' ')
    .replace(/[.,]+$/, '');
