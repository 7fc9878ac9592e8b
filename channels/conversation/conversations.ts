import type { Conversation } from './conversation.ts';

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
