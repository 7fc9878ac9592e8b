import { EventEmitter } from 'node:events';
import type { Doc, Documents } from '../../machines/engine/documents.ts';
import { serialQueue } from '../../machines/engine/serial.ts';
import type { Clock } from '../../machines/ports/clock.ts';
import { StoreUnavailable } from '../../machines/ports/store.ts';
import {
  type Conversation,
  conversationKind,
  keptInputs,
  type Line,
  lastSeq,
  linesWithChoices,
} from './conversation.ts';
import { createEarlierLines, shelfOf } from './earlier-lines.ts';
import { type Following, following } from './following.ts';

export interface Turned<Reply> {
  readonly conversation: Conversation;
  readonly reply: Reply;
}

/**
 * The conversations of all sequential channels. Inputs of one conversation are handled one after the other in
 * the order they arrive; across processes the store's revision decides, and the loser handles its input again.
 */
export interface Conversations {
  /** As stored, or undefined when there is none or it has expired. */
  load(id: string): Promise<Conversation | undefined>;
  /**
   * Everything said after `seq`, as far back as it is kept, oldest first; undefined when there is no conversation.
   * Who has it loaded says so: then what is not at hand is all that is read.
   */
  linesAfter(id: string, seq: number, loaded?: Conversation): Promise<readonly Line[] | undefined>;
  /**
   * Handles one input in one commit. `begin` makes the conversation when there is none. An `inputId` already
   * handled gets its recorded reply and `task` does not run (P11). `task` may run more than once: what it does
   * elsewhere must bear repeating, as the engine's turns do. Throws `StoreUnavailable` like the store.
   */
  turn<Reply>(
    id: string,
    inputId: string,
    begin: () => Conversation,
    task: (conversation: Conversation) => Promise<Turned<Reply>>,
  ): Promise<Turned<Reply>>;
  /** Reads along from now on, until it is ended. */
  follow(id: string): Following;
}

/** What the worker and speaking first need beside `Conversations`. */
export interface TendedConversations extends Conversations {
  /**
   * Changes a conversation although nobody said anything, in one commit; undefined changes nothing. In the same
   * queue as `turn`, and `task` may run more than once. Says what is stored afterwards.
   */
  tend(
    id: string,
    task: (conversation: Conversation) => Promise<Conversation | undefined>,
  ): Promise<Conversation | undefined>;
}

export interface ConversationsOptions {
  readonly documents: Documents;
  readonly clock: Clock;
  /** How long a conversation is kept after its last change or its last reminder, by insurer (X23). ms. */
  readonly keptMs: (tenant: string | undefined) => number;
}

const raceLimit = 12;

/** Conversations on the document store: kind `conversation`, one revision a turn. */
export function createConversations({ documents, clock, keptMs }: ConversationsOptions): TendedConversations {
  const serially = serialQueue();
  const written = new EventEmitter().setMaxListeners(0);
  const earlier = createEarlierLines(documents);

  const open = (id: string) => documents.load<Conversation>(conversationKind, id);

  async function write(
    id: string,
    conversation: Conversation,
    before: Doc<Conversation> | undefined,
  ): Promise<boolean> {
    const lastReminder = conversation.reminders?.at(-1)?.at ?? 0;
    const expiresAt = Math.max(clock.now(), lastReminder) + keptMs(conversation.tenant);
    const stored = { upTo: before ? lastSeq(before.body) : 0, until: expiresAt };
    const body = trimmed(
      conversation,
      await earlier.putAside(shelfOf(id, conversation), conversation.lines, stored),
    );
    const document: Doc<Conversation> = {
      kind: conversationKind,
      id,
      rev: (before?.rev ?? 0) + 1,
      keys: [],
      dueAt: dueAt(body),
      expiresAt,
      body,
    };
    const result = await documents.commit(document);
    if (result === 'committed') written.emit(id, document);
    return result === 'committed';
  }

  /** Runs `task` on the newest document until its commit is the one that counts. */
  const racing = <T>(id: string, task: () => Promise<{ readonly done: T } | 'lost'>): Promise<T> =>
    serially(id, async () => {
      for (let tries = 0; tries < raceLimit; tries++) {
        const result = await task();
        if (result !== 'lost') return result.done;
      }
      throw new StoreUnavailable('too many others write this conversation');
    });

  async function turn<Reply>(
    id: string,
    inputId: string,
    begin: () => Conversation,
    task: (conversation: Conversation) => Promise<Turned<Reply>>,
  ): Promise<Turned<Reply>> {
    return racing(id, async () => {
      const document = await open(id);
      const before = document?.body ?? begin();
      const known = before.handled.find((handled) => handled.id === inputId);
      if (known) return { done: { conversation: before, reply: known.reply as Reply } };
      const { conversation, reply } = await task(before);
      const said = inItsLanguage(conversation, before);
      const after = { ...said, handled: [...said.handled, { id: inputId, reply }] };
      const written = await write(id, after, document);
      return written ? { done: { conversation: after, reply } } : 'lost';
    });
  }

  async function tend(id: string, task: (conversation: Conversation) => Promise<Conversation | undefined>) {
    return racing(id, async () => {
      const document = await open(id);
      const changed = document && (await task(document.body));
      if (!changed) return { done: document?.body };
      const after = inItsLanguage(changed, document.body);
      return (await write(id, after, document)) ? { done: after } : 'lost';
    });
  }

  async function linesAfter(id: string, seq: number, loaded?: Conversation) {
    const conversation = loaded ?? (await open(id))?.body;
    const lines = conversation?.lines;
    const first = lines?.[0]?.seq;
    if (first === undefined || first <= seq + 1) return lines?.filter((line) => line.seq > seq);
    return [...(await earlier.between(shelfOf(id, conversation!), seq, first)), ...lines!];
  }

  const follow = (id: string): Following =>
    following(id, {
      written,
      newest: async (known) => {
        // The revision says whether opening it can tell anything new.
        const stored = known && (await documents.store.load(conversationKind, id));
        return stored && stored.rev === known?.rev ? known : open(id);
      },
      linesAfter: (seq, loaded) => linesAfter(id, seq, loaded),
    });

  return { load: async (id) => (await open(id))?.body, linesAfter, turn, tend, follow };
}

/** What has been said since was said in the language that is spoken now. */
function inItsLanguage(conversation: Conversation, before: Conversation): Conversation {
  const { lines, locale } = conversation;
  const upTo = lastSeq(before);
  const lineNow = (line: Line) => (line.from === 'bot' && line.seq > upTo ? { locale, ...line } : line);
  return lastSeq(conversation) > upTo ? { ...conversation, lines: lines.map(lineNow) } : conversation;
}

const trimmed = (conversation: Conversation, lines: readonly Line[]): Conversation => ({
  ...conversation,
  lines: [...lines.slice(0, -linesWithChoices).map(withoutChoices), ...lines.slice(-linesWithChoices)],
  handled: conversation.handled.slice(-keptInputs),
});

const withoutChoices = (line: Line): Line => {
  if (!line.choices) return line;
  const { choices: _offered, ...words } = line;
  return words;
};

/** When the worker has something to do: look whether a hand-over has moved, remind, or send what has not left. */
function dueAt({ handedOver, watching, reminders, sendAt, leaving }: Conversation): number | null {
  const times = [handedOver?.lookAt, watching?.lookAt, reminders?.[0]?.at, sendAt, leaving?.[0]?.until];
  const due = times.filter((at) => at !== undefined);
  return due.length > 0 ? Math.ceil(Math.min(...due)) : null;
}
