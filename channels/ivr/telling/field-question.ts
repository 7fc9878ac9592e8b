import { lastThree, parseNir } from '../../../machines/domain/nir.ts';
import type { ChoiceView, FieldView, Locale, View } from '../../../machines/envelope.ts';
import type { Step } from '../../conversation/steps.ts';
import type { Act, Typed } from '../call-state.ts';
import { entryOf, repeatsOf } from '../hearing/entries.ts';
import { nirLength } from '../nir-keys.ts';
import type { Composed } from '../parts.ts';
import { worded } from '../words.ts';
import { type Item, menuOf, says, spelled } from './menu.ts';
import { aloud, digitByDigit } from './speech.ts';
import { type Around, menuKeys, own } from './view-menu.ts';

/** One field of the view, by keys or, where nothing about it is secret, by voice. */
export function composeField(step: Extract<Step, { kind: 'field' }>, view: View, around: Around): Composed {
  const { field, position, of } = step;
  const last = position === of;
  const entry = entryOf(field);
  if (entry === undefined) throw new Error(`« ${field.name} » cannot be given on a telephone`);
  if (entry === 'menu') return composeSelect(field, last, view, around);
  const repeats = repeatsOf(field);
  const typed: Typed = {
    name: field.name,
    entry,
    secret: field.secret,
    last,
    ...(field.length !== undefined && { length: field.length }),
    ...(repeats !== undefined && { repeats }),
  };
  return entry === 'nir' ? composeNir(typed, around, refusalIn(view)) : composeDigits(field, typed, around);
}

/** What was typed was refused; where no field is to blame, the way out that the view offers first is said, too (P09). */
interface Refusal {
  readonly way?: ChoiceView;
}

function refusalIn(view: View): Refusal | undefined {
  const [way] = own(view);
  return view.error && (way && view.error.field === undefined ? { way } : {});
}

/**
 * X19. The number of before can be kept; after a refusal one of its groups can be typed anew. Whoever has typed one
 * knows how.
 */
export function composeNir(
  typed: Typed,
  { locale, speech, nir }: Omit<Around, 'behindZero'>,
  refusal?: Refusal,
): Composed {
  const before = nir === undefined ? undefined : parseNir(nir);
  const keys: Record<string, Act> = {};
  if (before?.ok) keys[1] = { do: 'fill', name: typed.name, value: nir!, last: typed.last };
  // Of a number that stops half-way no group is the wrong one.
  const correctable = refusal && nir !== undefined && nir.length >= nirLength;
  if (correctable) keys[2] = { do: 'correct' };
  const way = refusal?.way;
  // 3 would make a question of yes or no of it no more.
  if (way) keys[4] = { do: 'choose', choice: way.id };
  return {
    say: [
      ...(way ? [says(locale, 'wayKey', { label: spelled(way.label, locale), key: '4' })] : []),
      ...(before?.ok ? [says(locale, 'keepNir', { digits: digitByDigit(before.last3) })] : []),
      ...(correctable ? [says(locale, 'correctNir')] : []),
      says(locale, before?.ok ? 'askNirAnew' : 'askNir'),
      ...(speech && !before?.ok ? [says(locale, 'askNirSpeech')] : []),
      ...(before?.ok ? [] : [says(locale, 'nirCorsica')]),
      ...(refusal && !before?.ok ? [says(locale, 'nirStar')] : []),
      says(locale, 'fieldOptions'),
    ],
    asked: { keys: { ...fieldKeys, ...keys }, labels: [], typed },
    next: 'number',
  };
}

/** Keys that mean this when they are the only one pressed before `#` (contract). */
export const fieldKeys: Readonly<Record<string, Act>> = {
  0: { do: 'choose', choice: 'person' },
  9: { do: 'again' },
  '*': { do: 'options' },
};

function composeDigits(field: FieldView, typed: Typed, { locale }: Around): Composed {
  const ask = worded(locale, field.secret ? 'askCode' : 'askDigits', { label: spelledLabel(field, locale) });
  return {
    say: [{ text: ask }, says(locale, 'starCorrects'), says(locale, 'fieldOptions')],
    asked: { keys: fieldKeys, labels: [], typed },
    next: 'number',
  };
}

/** A label as it stands in the middle of a sentence. */
function spelledLabel({ label }: FieldView, locale: Locale): string {
  const said = spelled(label, locale);
  return said.charAt(0).toLowerCase() + said.slice(1);
}

/** Yes or no, or one of some. */
function composeSelect(field: FieldView, last: boolean, view: View, { locale }: Around): Composed {
  const { name, label, options } = field;
  const fill = (value: string | boolean): Act => ({ do: 'fill', name, value, last });
  const items: Item[] = options
    ? options.map((option): Item => ({ label: option.label, act: fill(option.id) }))
    : [
        { label: '', act: fill(true), sentence: 'yes' },
        { label: '', act: fill(false), sentence: 'no' },
      ];
  const { say, asked } = menuOf(items, locale);
  return {
    say: [...aloud(`${label}.`, locale), ...say, says(locale, 'repeat'), says(locale, 'options')],
    asked: { ...asked, keys: { ...asked.keys, ...menuKeys(view) } },
    next: 'key',
  };
}

/** Read back before it is sent: of a NIR its last three digits, never more (X18). */
export function composeConfirm(field: { name: string }, value: string, around: Around): Composed {
  const { locale } = around;
  const parsed = parseNir(value);
  const isNir = field.name === 'nir' && parsed.ok;
  const digits = digitByDigit(isNir ? lastThree(parsed.nir) : value);
  return {
    say: [
      { ...says(locale, isNir ? 'nirEnds' : 'readBack', { digits }), slowly: true },
      says(locale, 'right'),
      says(locale, 'wrong'),
    ],
    asked: {
      keys: {
        ...menuKeys(undefined),
        1: { do: 'confirm', name: field.name },
        2: { do: 'retype', name: field.name },
      },
      labels: [
        { id: '1', label: worded(locale, 'saidYes') },
        { id: '2', label: worded(locale, 'saidNo') },
      ],
    },
    next: 'key',
  };
}
