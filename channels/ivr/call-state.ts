import type { Locale, Outcome } from '../../machines/envelope.ts';
import type { NirGroup } from './nir-keys.ts';
import type { Prompt } from './prompt.ts';

/** What a key leads to. Data, kept with the call: the key of a repeated webhook means what it meant then. */
export type Act =
  | { readonly do: 'choose'; readonly choice: string }
  | { readonly do: 'begin'; readonly flow: string }
  | { readonly do: 'door'; readonly door: string }
  | { readonly do: 'fill'; readonly name: string; readonly value: string | boolean; readonly last: boolean }
  | { readonly do: 'confirm'; readonly name: string }
  | { readonly do: 'again' }
  | { readonly do: 'options' }
  | { readonly do: 'more'; readonly from: number }
  | { readonly do: 'question' }
  | { readonly do: 'main-menu' }
  | { readonly do: 'elsewhere' }
  | { readonly do: 'send' }
  | { readonly do: 'look' }
  | { readonly do: 'enter-resume-code' }
  | { readonly do: 'language'; readonly locale: Locale }
  | { readonly do: 'correct' }
  | { readonly do: 'group'; readonly group: NirGroup }
  | { readonly do: 'retype'; readonly name: string }
  | { readonly do: 'dial'; readonly number: string }
  | { readonly do: 'hang-up' };

/** A field that is being typed or said. */
export interface Typed {
  readonly name: string;
  readonly entry: 'nir' | 'digits' | 'group' | 'resume-code';
  readonly secret: boolean;
  readonly length?: number;
  /** It completes the answer. */
  readonly last: boolean;
  /** The field whose secret it repeats. */
  readonly repeats?: string;
  readonly group?: NirGroup;
  /** What has been said of it so far. */
  readonly part?: string;
  /** It was said: a key that follows is no digit of it. */
  readonly partSaid?: true;
  /** Asked to send a message to, not to answer the flow. */
  readonly forMessage?: true;
}

/** What the caller was asked, as far as understanding the answer needs it. */
export interface Asked {
  readonly keys: Readonly<Record<string, Act>>;
  /** For callers who say what they want instead of pressing its key; where something is typed, by the choice's id. */
  readonly labels: readonly { readonly id: string; readonly label: string; readonly question?: string }[];
  readonly typed?: Typed;
  readonly dialling?: true;
  /** The desk for those in hospital has been told: where it does not answer, it is told again. */
  readonly inHospital?: true;
  /** Any sentence is understood as a wish, not only these choices. */
  readonly open?: true;
  /** Nothing is to be said until something has happened elsewhere. */
  readonly awaits?: true;
  /** Of a menu beside which nothing is typed, the flow whose it is: what it has told is told again to whoever asks. */
  readonly flow?: string;
  /** What the caller came for has been done, and how: thanks, or a goodbye, ends the call. */
  readonly outcome?: Outcome;
}

/** The main menu, whose 8 nothing else has. */
export const asksMainMenu = ({ keys }: Asked): boolean => keys[8]?.do === 'enter-resume-code';

/** Nothing is left to do here: « oui » leads to the menu, « non » is a goodbye. */
export const asksWhatElse = ({ keys, outcome }: Asked): boolean =>
  outcome !== undefined && keys[1]?.do === 'main-menu';

/**
 * What a call is in the middle of. Sealed with its conversation. Holds a NIR, and the code and link by which another
 * channel joins; never a code that somebody typed.
 */
export interface CallState {
  /** The one-use name of the question being asked. */
  readonly nonce: string;
  readonly asked: Asked;
  /** How many of the sentences said with it come before the question itself. */
  readonly before: number;
  /** What was said before the question when it was first asked; since then a miss was answered with it alone. */
  readonly told?: Prompt['say'];
  /** Silences in a row that were given time. */
  readonly waits?: number;
  /** The flow that the session begins with at its first answer; absent where it was begun elsewhere. */
  readonly flow?: string;
  /** The NIR last typed in this call, to be corrected by a group, or to send a message to. Not proof of anything. */
  readonly nir?: string;
  /** Times in a row that what was typed could not be, whatever was asked, heard or pressed in between. */
  readonly refused?: number;
  /** Times in a row that the flow refused a whole answer. */
  readonly denied?: number;
  /** Times in a row that an answer of theirs was lost on our side. */
  readonly lost?: number;
  /** The number that was called, in E.164: it leads back here. */
  readonly called?: string;
  /** The code offered by which another channel joins, as digits, until it changes; told last at `since`. */
  readonly offer?: {
    readonly code: string;
    readonly token: string;
    readonly since: number;
    readonly until: number;
    /** A link with its hour has been sent: no other takes its place before then. */
    readonly sent?: true;
    /** A secret was accepted on the line: whoever joins by the code gives it anew (P14). */
    readonly anew?: true;
  };
  readonly ended?: true;
}

/** Without what was typed in the call, told it, and offered to it. */
export const withoutTyped = ({ nir: _nir, offer: _offer, told: _told, ...state }: CallState): CallState =>
  state;
