import type { ChoiceView, Locale } from '../../machines/envelope.ts';

export const conversationKind = 'conversation';

/** One thing said. Nothing that looks like a secret is ever in `text`: it is replaced before (P13). */
export interface Line {
  /** 1, 2, 3 … in a conversation: the watermark of whoever reads along. */
  readonly seq: number;
  /** The same whenever this line is sent again. */
  readonly id: string;
  readonly at: number;
  readonly from: 'person' | 'bot';
  readonly text: string;
  /** What it was said in, where we said it: who reads it on a page in another language is told (WCAG 3.1.2). */
  readonly locale?: Locale;
  /** The id its sender gave it, for a line of the person's. */
  readonly sentAs?: string;
  /** What may be answered with one press. On the last line of a turn only. */
  readonly choices?: readonly ChoiceView[];
  /** A page to open: a hand-over, or a page elsewhere that the view sends people to. */
  readonly link?: { readonly label: string; readonly url: string; readonly handOver?: true };
  /** A drawing of ours; `text` says all that it shows. */
  readonly drawing?: { readonly id: string; readonly text: string };
  /** Where the session stood when this was said. */
  readonly stands?: Standing;
}

/** Told to programs outside production only (contract: `channelData.guichet`), with the choices that were offered. */
export interface Standing {
  readonly flow: string;
  readonly state: string;
  readonly turn: number;
  readonly topic?: string;
  /** Names of the fields that the view asks, whoever is asked for them. */
  readonly asks?: readonly string[];
  /** What was refused, and for which field. */
  readonly error?: { readonly id: string; readonly field?: string };
}

/** An input that was handled, and what it was answered. The same input again gets the same and changes nothing. */
interface Handled<Reply = unknown> {
  readonly id: string;
  readonly reply: Reply;
}

/** What was said after one line, up to another. */
export interface Span {
  readonly after: number;
  readonly upTo: number;
}

/** The answer to a message. Nobody having told its fate until then, it is sent again. */
interface Leaving extends Span {
  readonly message: string;
  readonly until: number;
}

/** A session given to the web (X20), and how long this channel goes on looking whether it has moved. */
export interface HandedOver {
  /** The turn that the web was asked. */
  readonly turn: number;
  /** Since when there is this link and this code; they die at `until`, unless they were used. */
  readonly givenAt: number;
  readonly until: number;
  readonly lookAt: number;
  /** Since when nothing has moved: looking gets rarer with time. */
  readonly since?: number;
  /** The page's address and the short code. Secrets: sealed with the document, shown to this person only. */
  readonly url?: string;
  readonly code?: string;
  /** The link or the code was used: somebody is on the page. */
  readonly opened?: boolean;
  /** It was said that the page has gone on to its next question. */
  readonly goneOn?: true;
}

/** Names no person and no number: a view's words, the same for everyone. */
interface Reminder {
  readonly at: number;
  readonly text: string;
  /** Whether all is well, by the id of its words; the door for whoever says no. */
  readonly asks?: { readonly message: string; readonly ifNot: string };
}

/** `door` is a `Door` of understanding. */
export type OwnQuestion =
  | { readonly kind: 'insurer' }
  | { readonly kind: 'resume-code' }
  | { readonly kind: 'did-you-mean'; readonly doors: readonly string[] }
  /** Whether all is well, of what was reminded of? `message`: the flow's words for it; `ifNot`: the door for a no. */
  | { readonly kind: 'reminded'; readonly message: string; readonly ifNot: string }
  /** Leave what is under way for something else? */
  | { readonly kind: 'switch'; readonly door: string }
  /** Make this choice, which cannot be taken back? `message`: what the flow says of it. */
  | { readonly kind: 'weigh'; readonly choice: string; readonly message: string };

/**
 * What a sequential channel remembers: one sealed document, written once per message. No code, PIN or mail code that
 * somebody typed is in it. What opens the session is: its token, and the link or code that leads another channel to it.
 */
export interface Conversation {
  /** The protocol it is spoken over: `directline`, `botframework`, `twilio`, `jambonz`. */
  readonly channel: string;
  /** Unknown until the person has said which insurer is theirs. */
  readonly tenant?: string;
  readonly locale: Locale;
  readonly startedAt: number;
  /** The session it leads. A secret: sealed with the document, shown to nobody. */
  readonly token?: string;
  /** The turn whose question the person was last asked; 0 before the first. */
  readonly turn: number;
  /** Answers to fields of that turn's view, until they are all there. Never a secret one. */
  readonly gathered: Readonly<Record<string, string | boolean>>;
  /** Keyed digests of secrets typed once that are to be typed again, by field. */
  readonly digests: Readonly<Record<string, string>>;
  /** Times in a row that nothing could be made of what was said, or that nothing was said. */
  readonly misses: number;
  /** Given to another channel until then; asked again meanwhile whether the session has moved. */
  readonly handedOver?: HandedOver;
  /** The question changes by itself, with time or because of something elsewhere: looked at again then. */
  readonly watching?: { readonly since: number; readonly lookAt: number };
  /** What was asked by the conversation itself and not by the view, as long as it waits for its answer. */
  readonly asked?: OwnQuestion;
  /** A second wish heard in one message, offered once the first is done. */
  readonly later?: string;
  /** What a view announced, earliest first: said when its time has come, even without a session. */
  readonly reminders?: readonly Reminder[];
  /** How the person is reached unasked, in the protocol's own words. Opaque here. */
  readonly address?: unknown;
  /**
   * What the protocol itself is in the middle of, between two of the session's questions. Opaque here. No code; the
   * telephone keeps the NIR last typed and the link it may send in it.
   */
  readonly aside?: unknown;
  /** The last lines, oldest first; those before are put aside (`earlier-lines.ts`) and read when asked for. */
  readonly lines: readonly Line[];
  /** The seq of the last line that has left, where the protocol sends what nobody fetches. */
  readonly sentUpTo: number;
  /** When to try again to send what was said unasked; set while there is something to send. */
  readonly sendAt?: number;
  /** Answers that are being posted, earliest first: whether they have left is not known yet. */
  readonly leaving?: readonly Leaving[];
  /** Of what stands before `sentUpTo`, that which is to be sent again. */
  readonly again?: readonly Span[];
  /** The last inputs handled, oldest first, at most `keptInputs`. */
  readonly handled: readonly Handled[];
}

/** How far back a conversation is told to who comes back to it. */
export const keptLines = 200;
/** Older lines are kept without their choices: nobody chooses from them any more. */
export const linesWithChoices = 6;
export const keptInputs = 40;

/** One in which nothing has been said. */
export const newConversation = (
  begun: Pick<Conversation, 'channel' | 'tenant' | 'locale' | 'startedAt'>,
): Conversation => ({
  ...begun,
  turn: 0,
  gathered: {},
  digests: {},
  misses: 0,
  lines: [],
  sentUpTo: 0,
  handled: [],
});

export const lastSeq = ({ lines }: Pick<Conversation, 'lines'>): number => lines.at(-1)?.seq ?? 0;
