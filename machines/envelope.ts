/** What goes in and comes out of the engine, on every channel. The JSON channel shows it as it is. */
export const locales = ['fr', 'en'] as const;
export type Locale = (typeof locales)[number];

export const isLocale = (value: unknown): value is Locale => locales.some((locale) => locale === value);

/** BCP 47. The English is that of people who live in France: day before month. */
export const localeTags: Readonly<Record<Locale, string>> = { fr: 'fr-FR', en: 'en-GB' };

export type Answer =
  | { readonly values: Readonly<Record<string, string | boolean>> }
  | { readonly choice: string };

export type FieldKind = 'text' | 'digits' | 'email' | 'boolean' | 'select' | 'human-check';

export interface FieldView {
  readonly name: string;
  readonly kind: FieldKind;
  readonly label: string;
  readonly hint?: string;
  readonly secret: boolean;
  readonly length?: number;
  /** At most so many characters: room to write is offered. */
  readonly maxLength?: number;
  /** May be left empty. */
  readonly optional?: true;
  readonly options?: readonly { readonly id: string; readonly label: string }[];
  /** Proof of work: as made by altcha-lib v2's `createChallenge`. */
  readonly challenge?: Record<string, unknown>;
  /** `data:image/png;base64,…` */
  readonly image?: string;
}

export interface ChoiceView {
  readonly id: string;
  readonly label: string;
}

export interface ErrorView {
  readonly id: string;
  readonly text: string;
  readonly field?: string;
  /** ISO instant from which it is worth trying again. */
  readonly retryAt?: string;
}

/** A contact as people see it: every figure with its price, hours and whether someone has checked it lately. */
export interface ContactView {
  readonly id: string;
  readonly label: string;
  readonly phone?: string;
  readonly price?: string;
  readonly hours?: string;
  /** Set while nobody answers there, with when somebody will: « fermé en ce moment, rouvre demain à 9 h ». */
  readonly closed?: string;
  readonly email?: string;
  /** A number to send paper to, never to call. */
  readonly fax?: string;
  readonly address?: readonly string[];
  readonly url?: string;
  /** Set when the entry was not checked within its interval: « à confirmer ». */
  readonly toBeConfirmed?: string;
}

/** A page elsewhere, from the insurer's data. */
export interface LinkView {
  readonly id: string;
  readonly label: string;
  readonly url: string;
}

/** To be said then, once, even where the session has come to rest by that time. */
export interface ReminderView {
  /** ISO instant. */
  readonly at: string;
  readonly text: string;
  /** Asked after it where nothing else is being asked: whether all is well. `ifNot`: the flow that helps whoever says no. */
  readonly asks?: { readonly id: string; readonly text: string; readonly ifNot: string };
}

export type Outcome =
  | 'connected'
  | 'code-requested'
  | 'code-set'
  | 'activated'
  | 'registered'
  | 'requested'
  | 'informed'
  | 'handed-over'
  | 'to-a-person'
  | 'abandoned';

export interface View {
  readonly turn: number;
  readonly flow: string;
  readonly state: string;
  readonly messages: readonly { readonly id: string; readonly text: string }[];
  readonly fields: readonly FieldView[];
  readonly choices: readonly ChoiceView[];
  /** Names of fields that are asked once this is done: what a channel cannot ask of them it hands over now. */
  readonly ahead?: readonly string[];
  readonly contacts?: readonly ContactView[];
  readonly links?: readonly LinkView[];
  /** What is told about, where a flow has topics: an id that does not change with the wording. */
  readonly topic?: string;
  /** A drawing of ours, by id; the text says all that it shows, for whoever does not see it. */
  readonly drawing?: { readonly id: string; readonly text: string };
  /** Show this as a QR code; `text` says what it is for. */
  readonly qr?: { readonly payload: string; readonly text: string };
  readonly error?: ErrorView;
  readonly outcome?: Outcome;
  /** ISO instant at which the view changes by itself although nobody answers (a wait that ends, a QR that dies). */
  readonly changesAt?: string;
  /** The view also changes when something happens elsewhere (a telephone scans the code): look again now and then. */
  readonly awaitsEvent?: true;
  /**
   * What is worth saying later, for a channel that can speak unasked; it replaces what an earlier view of the same
   * conversation announced. An empty list takes that back. Absent, nothing has changed.
   */
  readonly reminders?: readonly ReminderView[];
  /** ISO instant until which the session rests. */
  readonly expiresAt?: string;
}
