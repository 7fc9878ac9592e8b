import type { Doc } from '../engine/documents.ts';
import type { WithOutbox } from '../engine/outbox.ts';

/** A kind of document whose messages the worker delivers. */
export interface OutboxKind {
  tenantOf(body: WithOutbox): string;
  /** Keys and due time, which follow from the content. */
  indexed(body: WithOutbox): Pick<Doc<WithOutbox>, 'keys' | 'dueAt' | 'body'>;
}
