import { EventEmitter } from 'node:events';
import type { Documents } from '../../machines/engine/documents.ts';
import { serialQueue } from '../../machines/engine/serial.ts';
import type { Clock } from '../../machines/ports/clock.ts';
import { StoreUnavailable } from '../../machines/ports/store.ts';
import {
  type Conversation,
  conversationKind,
  keptInputs,
  keptLines,
  type Line,
  linesWithChoices,
} from './conversation.ts';

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
  /** Resolves when the conversation has lines after `seq`, from any node, or after `timeoutMs`. Never rejects for waiting. */
  changed(id: string, seq: number, timeoutMs: number, signal?: AbortSignal): Promise<void>;
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
  /** How long a conversation is kept after its last change, by insurer (X23). ms. */
  readonly keptMs: (tenant: string | undefined) => number;
}

const raceLimit = 12;
/** Another node's change is seen by looking: soon at first, then ever more rarely. ms. */
const firstLookMs = 400;
const lastLookMs = 6_000;

/** Conversations on the document store: kind `conversation`, one revision a turn. */
export function createConversations({ documents, clock, keptMs }: ConversationsOptions): TendedConversations {
  const serially = serialQueue();
  const waiting = new EventEmitter().setMaxListeners(0);

  const open = (id: string) => documents.load<Conversation>(conversationKind, id);

  async function write(id: string, rev: number, conversation: Conversation): Promise<boolean> {
    const body = trimmed(conversation);
    const result = await documents.commit<Conversation>({
      kind: conversationKind,
      id,
      rev,
      keys: [],
      dueAt: dueAt(body),
      expiresAt: clock.now() + keptMs(body.tenant),
      body,
    });
    if (result === 'committed') waiting.emit(id, lastSeq(body));
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
      const after = { ...conversation, handled: [...conversation.handled, { id: inputId, reply }] };
      const written = await write(id, (document?.rev ?? 0) + 1, after);
      return written ? { done: { conversation: after, reply } } : 'lost';
    });
  }

  async function tend(id: string, task: (conversation: Conversation) => Promise<Conversation | undefined>) {
    return racing(id, async () => {
      const document = await open(id);
      const after = document && (await task(document.body));
      if (!after) return { done: document?.body };
      return (await write(id, document.rev + 1, after)) ? { done: after } : 'lost';
    });
  }

  async function changed(id: string, seq: number, timeoutMs: number, signal?: AbortSignal): Promise<void> {
    const until = performance.now() + timeoutMs;
    let seen = 0;
    for (let pause = firstLookMs; ; pause = Math.min(lastLookMs, pause * 1.6)) {
      const told = toldOf(id, Math.max(0, Math.min(pause, until - performance.now())), signal);
      // The revision says whether opening it can tell anything new.
      const stored = await documents.store.load(conversationKind, id).catch(ifAway);
      if (stored && stored.rev !== seen) {
        seen = stored.rev;
        const conversation = (await open(id).catch(ifAway))?.body;
        if (conversation && lastSeq(conversation) > seq) return;
      }
      if (((await told) ?? 0) > seq || signal?.aborted || performance.now() >= until) return;
    }
  }

  /** The next seq said of in this process, or undefined after `ms`. */
  function toldOf(id: string, ms: number, signal?: AbortSignal): Promise<number | undefined> {
    return new Promise((resolve) => {
      const finish = (seq?: number) => {
        clearTimeout(timer);
        waiting.off(id, finish);
        signal?.removeEventListener('abort', aborted);
        resolve(seq);
      };
      const aborted = () => finish();
      const timer = setTimeout(finish, ms);
      waiting.on(id, finish);
      signal?.addEventListener('abort', aborted);
      if (signal?.aborted) finish();
    });
  }

  return { load: async (id) => (await open(id))?.body, turn, tend, changed };
}

/** Waiting survives a store that is away for a moment: the next look will tell. */
function ifAway(error: unknown): undefined {
  if (error instanceof StoreUnavailable) return undefined;
  throw error;
}

const lastSeq = ({ lines }: Conversation): number => lines.at(-1)?.seq ?? 0;

const trimmed = (conversation: Conversation): Conversation => ({
  ...conversation,
  lines: [
    ...conversation.lines.slice(-keptLines, -linesWithChoices).map(withoutChoices),
    ...conversation.lines.slice(-linesWithChoices),
  ],
  handled: conversation.handled.slice(-keptInputs),
});

function withoutChoices({ choices: _offered, stands, ...line }: Line): Line {
  return stands ? { ...line, stands: { ...stands, choices: [] } } : line;
}

/** When the worker has something to do: look whether a hand-over has moved, or send what was said unasked. */
function dueAt({ handedOver, watching, sendAt }: Conversation): number | null {
  const due = [handedOver?.lookAt, watching?.lookAt, sendAt].filter((at) => at !== undefined);
  return due.length > 0 ? Math.ceil(Math.min(...due)) : null;
}
