import type { Documents } from '../../machines/engine/documents.ts';
import type { Clock } from '../../machines/ports/clock.ts';

export const OUTBOX_CHECK = 'outbox-check';

export interface OutboxCheck {
  readonly answer: string;
  readonly at: number;
}

/** Outside production the answers of image checks stand in the dev outbox, so that a person can test them. */
export function recordCheckAnswer(documents: Documents, clock: Clock) {
  return async ({ id, answer }: { id: string; answer: string }): Promise<void> => {
    const at = clock.now();
    const body: OutboxCheck = { answer, at };
    await documents.commit({
      kind: OUTBOX_CHECK,
      id,
      rev: 1,
      keys: ['all'],
      dueAt: null,
      expiresAt: at + 86_400_000,
      body,
    });
  };
}
