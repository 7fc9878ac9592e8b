import type { Answer, View } from '../../../machines/envelope.ts';
import type { World } from '../../support/world.ts';

/** What a person, or an app, sees at one moment: the same for every channel. */
export interface Seen {
  readonly flow: string;
  readonly state: string;
  /** Message ids, where the channel tells them. */
  readonly says?: readonly string[];
  /** Everything that can be read. */
  readonly text: string;
  /** In the words of a written conversation (`<id>.chatted`). */
  readonly chatted?: true;
  readonly asks: readonly string[];
  readonly offers: readonly string[];
  readonly outcome?: string | undefined;
  readonly error?:
    | { readonly id?: string; readonly text: string; readonly fields: readonly string[] }
    | undefined;
  /** Names of the contacts shown. */
  readonly contacts: readonly string[];
  /** The member area is open. */
  readonly connected: boolean;
  readonly challenge?: Record<string, unknown> | undefined;
  /** What came over the wire, for those who look for secrets (P13, X18). */
  readonly raw: string;
}

export interface Visit {
  readonly tenant: string;
  readonly flow: string;
  /** The token of a mail's link, for flows that begin with one. */
  readonly link?: string | undefined;
  readonly source: string;
}

/** One person on one channel. Each of these is one real round through the channel's input and output. */
export interface Talk {
  look(): Promise<Seen>;
  answer(answer: Answer): Promise<Seen>;
  /** The last answer once more, as a double click or a client that lost the reply sends it (P11). */
  repeat(): Promise<unknown>;
  /** Has something stored, where looking alone stores nothing (P10: what never was cannot rest). */
  store(): Promise<void>;
}

export interface Driver {
  readonly channel: string;
  /** Where the product takes a visit's answers to come from, when that is not the address itself (X03). */
  readonly sourceOf?: ((source: string) => string) | undefined;
  /** Kinds of question met so far and of what was done at them, on a channel that asks in several ways. */
  readonly kinds?: ReadonlySet<string>;
  visit(world: World, visit: Visit): Promise<{ talk: Talk; seen: Seen }>;
}

/** What somebody cannot do on this way of a channel: another way has to be taken. */
export class NotThisWay extends Error {
  override name = 'NotThisWay';
}

export function seenOf(view: View, connected: boolean): Seen {
  const check = view.fields.find(({ kind }) => kind === 'human-check');
  return {
    flow: view.flow,
    state: view.state,
    says: view.messages.map(({ id }) => id),
    text: view.messages.map(({ text }) => text).join('\n'),
    asks: view.fields.map(({ name }) => name),
    offers: view.choices.map(({ id }) => id),
    outcome: view.outcome,
    error: view.error && {
      id: view.error.id,
      text: view.error.text,
      fields: view.error.field ? [view.error.field] : [],
    },
    contacts: (view.contacts ?? []).map(({ label }) => label),
    connected,
    challenge: check?.challenge,
    raw: JSON.stringify(view),
  };
}
