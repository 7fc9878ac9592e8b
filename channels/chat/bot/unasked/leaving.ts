import { deliveryMs } from '../../../../machines/engine/outbox.ts';
import type { Conversation, Span } from '../../../conversation/conversation.ts';
import type { BotParts } from '../parts.ts';

/** Whoever posts an answer has said by then what became of it, or is no more. */
const leavesWithinMs = deliveryMs + 15_000;
/** Some seconds later, or with the next answer: a commit of its own would make every answer dearer. */
const storedAfterMs = 10_000;

/** With an answer that is about to be posted, in the commit that decides it. */
export const withLeaving = (
  conversation: Conversation,
  answer: Span & { readonly message: string },
  now: number,
): Conversation => ({
  ...conversation,
  leaving: [...(conversation.leaving ?? []), { ...answer, until: now + leavesWithinMs }],
});

/** What nobody has told the fate of goes out again, and nothing else; the same conversation where there is none. */
export function returned(conversation: Conversation, now: number): Conversation {
  const { leaving = [], again = [] } = conversation;
  const lost = leaving.filter(({ until }) => until <= now);
  if (lost.length === 0) return conversation;
  return {
    ...without(
      conversation,
      lost.map(({ message }) => message),
    ),
    again: [...again, ...lost.map(({ after, upTo }) => ({ after, upTo }))],
    sendAt: now,
  };
}

/** The same conversation where none of these is leaving. */
export function without(conversation: Conversation, messages: readonly string[]): Conversation {
  const { leaving = [], ...rest } = conversation;
  const ahead = leaving.filter(({ message }) => !messages.includes(message));
  if (ahead.length === leaving.length) return conversation;
  return ahead.length > 0 ? { ...rest, leaving: ahead } : rest;
}

/** What this process has posted, until it is stored. */
export interface Posted {
  /** The answer to this message has left. */
  note(conversation: string, message: string): void;
  /** The conversation with what is known here. */
  knownOf(id: string, conversation: Conversation): Conversation;
  /** Stores it now, also twice at once. Never throws: what the store does not take is tried again. */
  settle(): Promise<void>;
}

/** The answers of its last seconds are posted once more, under the same line ids, where a process dies with this. */
export function createPosted({ conversations, logger }: Pick<BotParts, 'conversations' | 'logger'>): Posted {
  const known = new Map<string, readonly string[]>();
  let timer: NodeJS.Timeout | undefined;

  const knownOf = (id: string, conversation: Conversation) => without(conversation, known.get(id) ?? []);

  function later(): void {
    timer ??= setTimeout(() => void settle(), storedAfterMs).unref();
  }

  async function settle(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    for (const [id, messages] of [...known])
      try {
        await conversations.tend(id, async (stored) => {
          const after = without(stored, messages);
          return after === stored ? undefined : after;
        });
        const ahead = known.get(id)?.filter((message) => !messages.includes(message)) ?? [];
        if (ahead.length > 0) known.set(id, ahead);
        else known.delete(id);
      } catch (error) {
        const reason = error instanceof Error ? error.name : 'unknown';
        logger.warn({ conversation: id, reason }, 'that an answer has left could not be stored: tried again');
      }
    if (known.size > 0) later();
  }

  return {
    note(conversation, message) {
      known.set(conversation, [...(known.get(conversation) ?? []), message]);
      later();
    },
    knownOf,
    settle,
  };
}
