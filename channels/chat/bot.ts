import type { Locale } from '../../machines/envelope.ts';
import type { Origin } from '../../machines/flow.ts';
import type { Line } from '../conversation/conversation.ts';

/** What came in over a chat protocol, without the protocol. */
export interface Received {
  /** The conversation's id in the store: protocol and the protocol's own id, `directline:…`. */
  readonly conversation: string;
  /** Unique in the conversation; the same message delivered twice is handled once (P11). */
  readonly id: string;
  readonly channel: 'directline' | 'botframework';
  readonly tenant?: string;
  readonly locale: Locale;
  /** What was typed. Absent when the conversation was only opened: the bot greets, once. */
  readonly text?: string;
  /** A picture or a file came with it, or it changes an earlier message: that goes no further than the protocol. */
  readonly unread?: Unread;
  /** What an earlier message was changed to: looked at for a secret, and for nothing else. */
  readonly edited?: string;
  /** A button was pressed: the choice's id. */
  readonly choice?: string;
  /** How the person is reached unasked, in the protocol's own words. */
  readonly address?: unknown;
  /** The answer is posted, and whoever posts it says what became of it: `sent` or `unsent`. */
  readonly posted?: true;
  readonly origin: Origin;
}

export type Unread = 'file' | 'edit';

/** Said in order. Already committed with the conversation. */
export interface Replied {
  /** Of the words that the protocol adds of its own. */
  readonly locale: Locale;
  readonly lines: readonly Line[];
}

/** The chat front door, the same over every protocol. */
export interface Bot {
  /**
   * Handles one message and commits once: the person's line (secrets replaced) and the bot's. Messages of one
   * conversation are handled in the order in which they arrive. Throws `StoreUnavailable`, `TooMany`. An answer that is
   * posted and of which nothing is heard for a minute, because its process died, goes out again like one `unsent`.
   */
  receive(message: Received): Promise<Replied>;
  /**
   * What answered this message was not taken by whom it was sent to: it waits and goes out like what is said unasked,
   * or before the next answer. False where nobody can be reached so, or nothing answered it. Throws `StoreUnavailable`.
   */
  unsent(conversation: string, message: string): Promise<boolean>;
  /** What answered this message has left. Stored some seconds later, with the next answer, or by `settle`. */
  sent(conversation: string, message: string): void;
  /** Stores what `sent` has told: before the process stops. */
  settle(): Promise<void>;
  /** What is said where others read along: kept nowhere, and nothing is begun. */
  overhear(message: Received): Promise<Replied>;
  /** Lines after `seq`, oldest first, or undefined when there is no such conversation. */
  read(conversation: string, seq: number): Promise<readonly Line[] | undefined>;
  /** From now on what is said unasked in conversations of this channel goes out here. */
  attach(channel: Received['channel'], outlet: Outlet): void;
  /** The worker's part: looks whether a session given to the web has moved on, and says so; sends what waits. */
  attend(conversation: string): Promise<void>;
}

/** Sends what the bot says unasked, for protocols where nobody comes to fetch it. At least once; `Line.id` tells. */
export interface Outlet {
  send(conversation: string, address: unknown, said: Replied): Promise<void>;
}
