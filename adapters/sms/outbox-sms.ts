import type { Documents } from '../../machines/engine/documents.ts';
import type { Clock } from '../../machines/ports/clock.ts';
import type { OutgoingSms, SmsSender } from '../../machines/ports/sms-sender.ts';

export const OUTBOX_SMS = 'outbox-sms';

export interface OutboxSms extends OutgoingSms {
  readonly at: number;
  /** Orders what was sent within one millisecond. */
  readonly rank: number;
}

/** Keeps messages where a developer can read them instead of sending them. The same id twice leaves one. */
export function outboxSms({ documents, clock }: { documents: Documents; clock: Clock }): SmsSender {
  let rank = 0;
  return {
    send: async (sms) => {
      rank += 1;
      const body: OutboxSms = { ...sms, at: clock.now(), rank };
      await documents.commit({
        kind: OUTBOX_SMS,
        id: sms.id,
        rev: 1,
        keys: [],
        dueAt: null,
        expiresAt: null,
        body,
      });
    },
  };
}

/** Newest last. */
export async function listOutboxSms(documents: Documents): Promise<OutboxSms[]> {
  const messages: OutboxSms[] = [];
  for (let after = ''; ; ) {
    const page = await documents.list<OutboxSms>(OUTBOX_SMS, after, 200);
    messages.push(...page.map(({ body }) => body));
    const last = page.at(-1);
    if (!last) return messages.sort((a, b) => a.at - b.at || a.rank - b.rank);
    after = last.id;
  }
}
