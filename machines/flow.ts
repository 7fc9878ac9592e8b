import type { AnyStateMachine } from 'xstate';
import type { Insurer } from './domain/insurer.ts';
import type { Locale, Outcome } from './envelope.ts';
import type { FieldName } from './fields.ts';
import type { Catalog, Message } from './messages/catalog.ts';

/** `meta.view` of a waiting state: what is said, asked and offered there. Plain data, ids only. */
export interface ViewMeta {
  readonly messages: readonly string[];
  readonly fields?: readonly FieldName[];
  /** People come back here to correct: what they typed is there again, but secrets, identifiers and consents (WCAG 3.3.7). */
  readonly comesBack?: true;
  readonly choices?: readonly string[];
  /** Name of a context key that holds further choices (a menu that is insurer data). */
  readonly choicesIn?: string;
  readonly outcome?: Outcome;
  /** Key of `insurer.contactFor`: the contacts shown. */
  readonly contacts?: string;
  /** Id of a drawing among the flow's `drawings`: what the person has in front of them. */
  readonly drawing?: string;
  /** What the state tells about, by an id that other programs may rely on. */
  readonly topic?: string;
  /** Keys of `insurer.links`: pages elsewhere that the state sends people to. */
  readonly links?: readonly string[];
  /** Name of a context key that holds what a QR code says, shown as one until the view changes. */
  readonly qrIn?: string;
  /** The state waits for something that happens elsewhere (a late event), not only for an answer. */
  readonly awaitsEvent?: boolean;
  /** The same, only where this context key is true: a guide beside a wallet that may be connected. */
  readonly awaitsEventWhen?: string;
  /** What is worth saying later although nobody asks, on a channel that is able to: the same for everyone (P07). */
  readonly reminders?: readonly ReminderMeta[];
}

/** Said once when its time has come, whatever has become of the session by then. */
export interface ReminderMeta {
  /** Name of a context key that holds the instant, in ms. Without one there is nothing to remind of. */
  readonly atIn: string;
  /** Names no person and no number: it is said where others may read along. */
  readonly message: string;
  /** Asked after it where nothing else is being asked: whether all is well. `ifNot`: the flow that helps whoever says no. */
  readonly asks?: { readonly message: string; readonly ifNot: string };
}

/** A drawing of ours. The text stands alone: it says all that the drawing shows. */
export interface Drawing {
  /** One `<svg>` element that draws with `currentColor`, so that it is light on dark and dark on light. */
  readonly svg: string;
  readonly text: Message;
}

/** Conventions for the context of every chart that is shown to people. Both are cleared by the next answer. */
export interface ShownContext {
  /** What was refused, and why. */
  readonly error?: Refusal | undefined;
  /** Message ids said before the state's own. */
  readonly notices?: readonly string[] | undefined;
}

export interface Refusal {
  readonly id: string;
  readonly field?: string;
  readonly retryAt?: number;
}

/** What a chart may write beside a state. */
export interface StateMeta {
  readonly view?: ViewMeta;
  /** Of a state that calls another flow: fields asked after it. A channel that cannot ask one goes elsewhere at once. */
  readonly ahead?: readonly FieldName[];
}

/** Output of a flow that ends. `next` goes on with another flow; `login` opens the member's area (P01, P02). */
export interface FlowOutput {
  readonly next?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly login?: { readonly member: string; readonly epoch: number };
}

export interface Flow {
  readonly id: string;
  /** Grows with every change of structure; sessions of an older version need `migrations` (P17). */
  readonly version: number;
  readonly machine: AnyStateMachine;
  readonly messages: Catalog;
  /** Drawings its views name, by id. */
  readonly drawings?: Readonly<Record<string, Drawing>>;
  /** `part`: used by other flows only, shown under their name. `public`: can be started. */
  readonly role: 'public' | 'part' | 'digression';
  /** A public flow that is a digression too: from any question and back to it. */
  readonly digression?: true;
  /** What may be asked for at once, as `<id>.<topic>`: what this insurer has something to say about. */
  readonly topics?: (insurer: Insurer) => readonly string[];
  /** A flow that can only be entered with something in hand (a link, a mail code). */
  readonly needsToken?: boolean;
  /** Key of `insurer.contactFor`: who is named first to whoever asks for a person in the middle of it (P15). */
  readonly desk?: string;
  /** How long it rests without an answer, where the insurer's usual time does not fit (X23). */
  readonly restMs?: (insurer: Insurer) => number;
  /**
   * Its way as people count it: names of its states, in order; `state/inner` where the flow called there stands at
   * `inner`. Of those that fit, the last is where one is.
   */
  readonly steps?: readonly string[];
  /** The machine's input, from the insurer's data and what was handed over. */
  readonly input?: (insurer: Insurer, given: Readonly<Record<string, unknown>>) => unknown;
  /** From the structure hash of an earlier version to this one: named, on purpose (P17). */
  readonly migrations?: Readonly<Record<string, Migration>>;
}

/** Whether a flow may be entered from any question, to come back to it. */
export const isDigression = ({ role, digression }: Pick<Flow, 'role' | 'digression'>): boolean =>
  role === 'digression' || digression === true;

/** Whether people meet a flow at this insurer. A guide has its own flow and ways to a person: it has no members. */
export const isOffered = (
  { kind, door }: Pick<Insurer, 'kind' | 'door'>,
  { id, role }: Pick<Flow, 'id' | 'role'>,
): boolean => kind === 'insurer' || id === door || role === 'digression';

/** What a flow entered as a digression is handed. */
export interface DigressionInput {
  readonly digression: true;
  /** What was asked about, where the choice said so (`information.card-legend`); unverified. */
  readonly topic?: string;
  /** Flow of the question left: where the person stood, for whoever answers them. */
  readonly from: string;
}

export interface MigratedFrame {
  readonly value: unknown;
  readonly context: Readonly<Record<string, unknown>>;
  /** Calls that have another id now, old → new: a sub-flow that is under way comes back by it. */
  readonly calls?: Readonly<Record<string, string>>;
}

export type Migration = (frame: MigratedFrame) => MigratedFrame;

/** States, what they keep and their calls have stayed: only ways on have changed. */
export const sameStates: Migration = (frame) => frame;

/** Where an answer comes from. None of it is proof of who the person is. */
export interface Origin {
  readonly channel: string;
  /** Address, /64 for IPv6 (X03). */
  readonly source: string;
  /** Device cookie of a browser that signed in before (X21), unverified. */
  readonly device?: string;
  /** What the browser says of itself, shortened: « Firefox, Windows ». */
  readonly browser?: string;
}

/** What a service may know beside its input. */
export interface Scope {
  readonly insurer: Insurer;
  readonly locale: Locale;
  readonly now: number;
  readonly origin: Origin;
  readonly sessionId: string;
  /** The same when the same answer is handled again after a crash or a lost race: services dedupe on it. */
  readonly callId: string;
}

/**
 * A question to the world that a chart `invoke`s. `repeat` says what becomes of a call that was started when
 * the process died: `safe` calls are made again, because they recognise `callId`; a `never` call is committed
 * as started first and, if no answer was ever committed, given up as `xstate.error.actor.<id>`.
 */
export interface Service {
  readonly repeat: 'safe' | 'never';
  run(input: never, scope: Scope): Promise<unknown>;
}

export type Services = Readonly<Record<string, Service>>;
