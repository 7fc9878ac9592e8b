/**
 * What a flow must say, ask, offer and do, written by hand from the requirements and from nothing else. The
 * proof holds every chart to it: a guard broken, an exit removed, a message swapped is a difference by name.
 *
 * Labels of transitions: `answered <variant>`, `chose <choice>`, `after <delay>`, `heard <event>`,
 * `<call>: <outcome>`, `<call> fails`. Targets: `state`, or `state !error` with the refusal that is then shown, `@field` where one
 * field is to blame, `+effect` where something is sent.
 */
export interface ExpectedFlow {
  readonly id: string;
  /** Whose contacts come first for whoever asks for a person in the middle of it. */
  readonly desk?: string;
  /** Under which circumstances it is begun: name → what it is handed. */
  readonly begun: Readonly<Record<string, Begun>>;
  /** Answers by variant: samples of each kind the chart tells apart. */
  readonly answers?: Readonly<Record<string, Readonly<Record<string, string | boolean>>>>;
  /** Outcomes of each call, a sub-flow's included: call → outcome → its output. */
  readonly outcomes?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** What may be heard from elsewhere, by label; what must be ignored too, which stands in no state's `on`. */
  readonly events?: Readonly<Record<string, LateEvent>>;
  readonly states: Readonly<Record<string, ExpectedState>>;
}

interface Begun {
  readonly given?: Given;
  readonly to: string;
}

/** A fact from elsewhere: a telephone scanned a code. */
export interface LateEvent {
  readonly type: string;
  readonly [detail: string]: unknown;
}

/** What a flow was begun with. */
export type Given = Readonly<Record<string, unknown>>;

export interface ExpectedState {
  /** Message ids of the state's own, in order. Set exactly for the states in which a person is waited for. */
  readonly says?: readonly string[];
  readonly asks?: readonly string[];
  /** Choices beside those offered everywhere; by what the flow was begun with, where that makes a difference. */
  readonly offers?: readonly string[] | ((given: Given) => readonly string[]);
  readonly outcome?: string;
  readonly contacts?: string;
  /** Message ids of what is said later, in order. */
  readonly reminds?: readonly string[];
  /** Label → target; several targets where what went before decides. */
  readonly on?: Readonly<Record<string, string | readonly string[]>>;
}

export const offersOf = ({ offers = [] }: ExpectedState, given: Given = {}): readonly string[] =>
  typeof offers === 'function' ? offers(given) : offers;

/** Every one of these leads to the same place. */
export const each = (labels: readonly string[], to: string): Record<string, string> =>
  Object.fromEntries(labels.map((label) => [label, to]));

export const chose = (choices: readonly string[], to: string) =>
  each(
    choices.map((choice) => `chose ${choice}`),
    to,
  );

/** Stand-ins of the model for what services find out. */
export const verified = (standing: 'ready' | 'terms-due' | 'temporary') => ({
  member: 'm',
  epoch: 1,
  standing,
});
export const login = { member: 'm', epoch: 1 };
export const link = { kind: 'link', member: 'm', tokenDigest: 'd' };
export const temporary = { kind: 'temporary', member: 'm', epoch: 1 };

/** X12: what the policy implies for the request of a code. */
export const letterReminders = ['reminder.letter-due', 'reminder.letter-late'];

/** A valid number. */
export const nir = '184061305501228';

/** Codes that meet the rule at every length an insurer may ask for (X05, X06), and some that do not. */
export const codesOf = (length: number) => {
  const cut = (digits: string) => digits.slice(0, length);
  return {
    current: cut('749385261740398'),
    next: cut('836417952064831'),
    other: cut('639184257396410'),
    short: cut('836417952064831').slice(1),
    long: `${cut('749385261740398')}1`,
    easy: cut('123123123123123'),
  };
};
