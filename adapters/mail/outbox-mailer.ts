import type { Documents } from '../../machines/engine/documents.ts';
import type { Clock } from '../../machines/ports/clock.ts';
import { type Mailer, type OutgoingMail, Undeliverable } from '../../machines/ports/mailer.ts';

export const OUTBOX_MAIL = 'outbox-mail';

export interface OutboxMail extends OutgoingMail {
  readonly at: number;
  /** Orders what was sent within one millisecond. */
  readonly rank: number;
}

export interface OutboxMailerOptions {
  readonly documents: Documents;
  readonly clock: Clock;
  /** Addresses that refuse for good, as a full or closed mailbox would. */
  readonly bouncing: readonly string[];
}

/** Keeps mails where a developer can read them instead of sending them. The same id twice leaves one. */
export function outboxMailer({ documents, clock, bouncing }: OutboxMailerOptions): Mailer {
  let rank = 0;
  return {
    send: async (mail) => {
      if (bouncing.includes(mail.to.address)) throw new Undeliverable(`bounced: ${mail.id}`);
      rank += 1;
      const body: OutboxMail = { ...mail, at: clock.now(), rank };
      await documents.commit({
        kind: OUTBOX_MAIL,
        id: mail.id,
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
export async function listOutboxMails(documents: Documents): Promise<OutboxMail[]> {
  const mails: OutboxMail[] = [];
  for (let after = ''; ; ) {
    const page = await documents.list<OutboxMail>(OUTBOX_MAIL, after, 200);
    mails.push(...page.map(({ body }) => body));
    const last = page.at(-1);
    if (!last) return mails.sort((a, b) => a.at - b.at || a.rank - b.rank);
    after = last.id;
  }
}
