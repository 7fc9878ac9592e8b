import { lastThree, parseNir } from '../../machines/domain/nir.ts';
import type { ChoiceView, ContactView, FieldView, Locale, View } from '../../machines/envelope.ts';
import { declared } from '../conversation/hand-over.ts';
import type { Gathered, Step } from '../conversation/steps.ts';
import type { Act, Typed } from './call-state.ts';
import { type Composed, type Item, menuOf, says } from './composing.ts';
import { entryOf, repeatsOf } from './entries.ts';
import { nirLength } from './nir-keys.ts';
import type { Spoken } from './prompt.ts';
import { aloud, contactsAloud, digitByDigit, e164 } from './speech.ts';
import { type WordId, worded } from './words.ts';

/** What the words of a question depend on beside the view. */
export interface Around {
  readonly locale: Locale;
  readonly speech: boolean;
  readonly gathered: Gathered;
  /** The NIR typed before in this call, offered again. */
  readonly nir?: string;
  /** Ids of the contacts that 0 leads to. */
  readonly behindZero: readonly string[];
}

/** What the words of the star’s menu depend on. */
export interface AroundOptions extends Around {
  /** Flows that may be asked in the middle of this one. */
  readonly asides: readonly { readonly label: string; readonly flow: string }[];
  /** The question was a menu: what the view offers has its keys there. */
  readonly inMenu: boolean;
  /** The question itself is the way to the site. */
  readonly isElsewhere: boolean;
}

/** Offered on keys of their own, or behind the star; never among the numbered ones. */
const universal: readonly string[] = ['person', 'start-over', 'stop'];
export const own = ({ choices }: View): readonly ChoiceView[] =>
  choices.filter(({ id }) => !universal.includes(id));
const offers = ({ choices }: View, id: string) => choices.some((choice) => choice.id === id);

/**
 * What a view says, without what it asks. An error comes first: it is why the question is asked again, and then what
 * opens the question (`….ask`) has been heard. A drawing is for the eye: what it shows stands in the messages (D11). A
 * number that a message has told is not told again.
 */
export function spokenView(view: View, locale: Locale): Spoken[] {
  const { error, messages, contacts = [] } = view;
  const told = ({ phone }: ContactView) =>
    phone !== undefined && messages.some(({ text }) => text.includes(phone));
  return [
    ...(error ? aloud(error.text, locale) : []),
    ...heard(view).flatMap(({ text }) => aloud(ended(text), locale)),
    ...contactsAloud(
      contacts.filter((contact) => !told(contact)),
      locale,
    ),
  ];
}

/** Longer than anybody listens to. */
const longestHeard = 600;

/** What has to be read to be accepted (T01) is read where that can be done. */
const heard = ({ fields, messages, error }: View) => {
  const isLong = fields.some(({ name }) => declared(name)?.longText);
  return messages.filter(
    ({ id, text }) => !(isLong && text.length > longestHeard) && !(error && id.endsWith('.ask')),
  );
};

/** A heading is a sentence for the ear. */
const ended = (text: string) => text.trim().replace(/[\p{L}\d)»”]$/u, '$&.');

/**
 * 9 hears it again, 0 talks to a person, in every menu (contract); where that is what is being heard, it is heard again.
 * The star leads to everything else.
 */
export const menuKeys = (view: View | undefined): Readonly<Record<string, Act>> => ({
  9: { do: 'again' },
  '*': { do: 'options' },
  0: !view || offers(view, 'person') ? { do: 'choose', choice: 'person' } : { do: 'again' },
});

/** The view's choices and whoever it names, each on a key. */
export function composeMenu(view: View, around: Around, from = 0): Composed {
  const { locale, speech } = around;
  const items = own(view).map((choice) => itemOf(choice, locale));
  const dials = dialItems(withoutZero(view, around));
  // Whoever asked for a person wants one before anything else.
  const all = view.outcome === 'to-a-person' ? [...dials, ...items] : [...items, ...dials];
  const { say, asked } = menuOf(all, locale, from);
  const person = offers(view, 'person') ? [says(locale, 'person')] : [];
  return {
    say: [...say, ...person, says(locale, 'repeat'), says(locale, 'options')],
    asked: {
      ...asked,
      keys: { ...asked.keys, ...menuKeys(view) },
      ...(speech && { open: true as const }),
      ...(view.outcome && view.outcome !== 'to-a-person' && { outcome: view.outcome }),
    },
    next: 'key',
  };
}

const itemOf = ({ id, label }: ChoiceView, locale: Locale): Item => ({
  label: spelled(label, locale),
  act: { do: 'choose', choice: id },
});

/** Whom 0 leads to needs no key of their own beside it. */
const withoutZero = (view: View, { behindZero }: Around): Pick<View, 'contacts'> => ({
  contacts: (view.contacts ?? []).filter(({ id }) => !offers(view, 'person') || !behindZero.includes(id)),
});

/** Putting through, to each number that can be dialled and where somebody answers now. Its price has been said with the contact (E64). */
function dialItems({ contacts = [] }: Pick<View, 'contacts'>): Item[] {
  return contacts.flatMap(({ label, phone, closed }) => {
    const number = !closed && phone && e164(phone);
    return number ? [{ label, act: { do: 'dial' as const, number }, sentence: 'dialKey' as const }] : [];
  });
}

/** Somebody to be put through to at once, and the way back. */
export function composeDesk(contacts: readonly ContactView[], locale: Locale): Composed {
  const { say, asked } = menuOf(dialItems({ contacts }), locale);
  return {
    say: [...say, says(locale, 'backKey')],
    asked: { ...asked, keys: { ...asked.keys, ...menuKeys(undefined), '*': { do: 'question' } } },
    next: 'key',
  };
}

/** What the star leads to: the view's choices where they were no menu, and the ways out of any question. */
export function composeOptions(
  view: View,
  around: AroundOptions,
  mainMenu: readonly string[] | undefined,
  from = 0,
): Composed {
  const { locale, asides, inMenu, isElsewhere } = around;
  // What has a key of its own already is not said twice.
  const listed = mainMenu ?? (inMenu ? own(view).map(({ id }) => id) : []);
  const fixed: readonly (readonly [WordId, Act, boolean])[] = [
    ['elsewhereKey', { do: 'elsewhere' }, !mainMenu && !isElsewhere],
    ['startOverKey', { do: 'choose', choice: 'start-over' }, offers(view, 'start-over')],
    ['mainMenuKey', { do: 'main-menu' }, !mainMenu],
    ['stopKey', { do: 'choose', choice: 'stop' }, offers(view, 'stop')],
  ];
  const items: Item[] = [
    ...own(view)
      .filter(({ id }) => !listed.includes(id))
      .map((choice) => itemOf(choice, locale)),
    ...(inMenu ? [] : dialItems(withoutZero(view, around))),
    ...fixed.flatMap(([sentence, act, shown]): Item[] => (shown ? [{ label: '', act, sentence }] : [])),
    ...(mainMenu ? [] : asides).map(
      ({ label, flow }): Item => ({ label, act: { do: 'choose', choice: flow } }),
    ),
  ];
  const { say, asked } = menuOf(items, locale, from);
  const person = offers(view, 'person') ? [says(locale, 'person')] : [];
  return {
    say: [...say, ...person, says(locale, mainMenu ? 'backToMenu' : 'backKey')],
    asked: { ...asked, keys: { ...asked.keys, ...menuKeys(view), '*': { do: 'question' } } },
    next: 'key',
  };
}

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
  return entry === 'nir'
    ? composeNir(typed, around, view.error !== undefined)
    : composeDigits(field, typed, around);
}

/**
 * X19. The number of before can be kept; after a refusal one of its groups can be typed anew. Whoever has typed one
 * knows how.
 */
export function composeNir(
  typed: Typed,
  { locale, speech, nir }: Omit<Around, 'behindZero'>,
  refused = false,
): Composed {
  const before = nir === undefined ? undefined : parseNir(nir);
  const keys: Record<string, Act> = {};
  if (before?.ok) keys[1] = { do: 'fill', name: typed.name, value: nir!, last: typed.last };
  // Of a number that stops half-way no group is the wrong one.
  const correctable = refused && nir !== undefined && nir.length >= nirLength;
  if (correctable) keys[2] = { do: 'correct' };
  return {
    say: [
      ...(before?.ok ? [says(locale, 'keepNir', { digits: digitByDigit(before.last3) })] : []),
      ...(correctable ? [says(locale, 'correctNir')] : []),
      says(locale, before?.ok ? 'askNirAnew' : 'askNir'),
      ...(speech && !before?.ok ? [says(locale, 'askNirSpeech')] : []),
      ...(before?.ok ? [] : [says(locale, 'nirCorsica')]),
      ...(refused && !before?.ok ? [says(locale, 'nirStar')] : []),
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

/** A label without what only the eye reads. */
const spelled = (label: string, locale: Locale): string =>
  aloud(label, locale)
    .map(({ text }) => text)
    .join(' ')
    .replace(/[.,]+$/, '');

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
        { id: '1', label: locale === 'fr' ? 'oui' : 'yes' },
        { id: '2', label: locale === 'fr' ? 'non' : 'no' },
      ],
    },
    next: 'key',
  };
}
