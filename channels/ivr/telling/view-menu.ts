import { e164 } from '../../../machines/domain/telephone-number.ts';
import { universalChoices } from '../../../machines/engine/offered.ts';
import type { ChoiceView, ContactView, Locale, View } from '../../../machines/envelope.ts';
import type { Act } from '../call-state.ts';
import type { Composed } from '../parts.ts';
import type { WordId } from '../words.ts';
import { type Item, menuOf, says, spelled } from './menu.ts';

/** What the words of a question depend on beside the view. */
export interface Around {
  readonly locale: Locale;
  readonly speech: boolean;
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
  /** Starting over leads elsewhere than to the main menu, where every session of a call begins but those begun elsewhere. */
  readonly startsOver: boolean;
  /** The other language that is spoken on this line. */
  readonly other?: Locale;
}

/** Offered on keys of their own, or behind the star; never among the numbered ones. */
const universal: readonly string[] = universalChoices;
export const own = ({ choices }: View): readonly ChoiceView[] =>
  choices.filter(({ id }) => !universal.includes(id));
const offers = ({ choices }: View, id: string) => choices.some((choice) => choice.id === id);

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
  const dials = dialItems(withoutZero(view, around), locale);
  // Whoever asked for a person wants one before anything else.
  const all = view.outcome === 'to-a-person' ? [...dials, ...items] : [...items, ...dials];
  const { say, asked } = menuOf(all, locale, from);
  const person = offers(view, 'person') ? [says(locale, 'person')] : [];
  return {
    say: [...say, ...person, says(locale, 'repeat'), says(locale, 'options')],
    asked: {
      ...asked,
      keys: { ...asked.keys, ...menuKeys(view) },
      flow: view.flow,
      ...(speech && { open: true as const }),
      ...(view.awaitsEvent && { awaits: true as const }),
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
function dialItems({ contacts = [] }: Pick<View, 'contacts'>, locale: Locale): Item[] {
  return contacts.flatMap(({ label, phone, closed }) => {
    const number = !closed && phone && e164(phone);
    return number
      ? [
          {
            label: called(spelled(label, locale), locale),
            act: { do: 'dial' as const, number },
            sentence: 'dialKey' as const,
          },
        ]
      : [];
  });
}

/** As a sentence names it. English has an article before a desk, which is called by what it is, and none before a name. */
const called = (label: string, locale: Locale): string =>
  locale === 'en' && /\bdesk\b/.test(label)
    ? `the ${label.replace(/^\p{Lu}(?=\p{Ll}+\b)/u, (first) => first.toLowerCase())}`
    : label;

/** Nothing is left to do here: something else, somebody, or a goodbye. */
export const composeDone = ({ outcome }: Pick<View, 'outcome'>, { locale, speech }: Around): Composed => ({
  say: [says(locale, 'somethingElse'), says(locale, 'person'), says(locale, 'repeat')],
  asked: {
    keys: { ...menuKeys(undefined), 1: { do: 'main-menu' }, '*': { do: 'main-menu' } },
    labels: [],
    ...(speech && { open: true as const }),
    ...(outcome && { outcome }),
  },
  next: 'key',
});

/** Somebody to be put through to at once, and the way back. */
export function composeDesk(contacts: readonly ContactView[], locale: Locale): Composed {
  const { say, asked } = menuOf(dialItems({ contacts }, locale), locale);
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
  const { locale, asides, inMenu, isElsewhere, startsOver, other } = around;
  // What has a key of its own already is not said twice.
  const listed = mainMenu ?? (inMenu ? own(view).map(({ id }) => id) : []);
  const fixed: readonly (readonly [WordId, Act, boolean])[] = [
    ['elsewhereKey', { do: 'elsewhere' }, !mainMenu && !isElsewhere],
    ['startOverKey', { do: 'choose', choice: 'start-over' }, startsOver && offers(view, 'start-over')],
    ['mainMenuKey', { do: 'main-menu' }, !mainMenu],
    ['stopKey', { do: 'choose', choice: 'stop' }, offers(view, 'stop')],
  ];
  const items: Item[] = [
    ...own(view)
      .filter(({ id }) => !listed.includes(id))
      .map((choice) => itemOf(choice, locale)),
    ...(inMenu ? [] : dialItems(withoutZero(view, around), locale)),
    ...fixed.flatMap(([sentence, act, shown]): Item[] => (shown ? [{ label: '', act, sentence }] : [])),
    ...(mainMenu ? [] : asides).map(
      ({ label, flow }): Item => ({ label, act: { do: 'choose', choice: flow } }),
    ),
    ...(other && !mainMenu
      ? [
          {
            label: '',
            act: { do: 'language' as const, locale: other },
            sentence: 'languageKey' as const,
            locale: other,
          },
        ]
      : []),
  ];
  const { say, asked } = menuOf(items, locale, from);
  const person = offers(view, 'person') ? [says(locale, 'person')] : [];
  return {
    say: [...say, ...person, says(locale, mainMenu ? 'backToMenu' : 'backKey')],
    asked: { ...asked, keys: { ...asked.keys, ...menuKeys(view), ...backKeys(view) } },
    next: 'key',
  };
}

/** Back at the question by the star; by 0 as well, where the question is who can help. */
const backKeys = (view: View): Readonly<Record<string, Act>> => ({
  '*': { do: 'question' },
  ...(!offers(view, 'person') && { 0: { do: 'question' } }),
});
