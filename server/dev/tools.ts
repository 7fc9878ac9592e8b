import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  listOutboxLetters,
  OUTBOX_LETTER,
  type OutboxLetter,
} from '../../adapters/letters/outbox-printer.ts';
import { listOutboxMails } from '../../adapters/mail/outbox-mailer.ts';
import { listOutboxSms } from '../../adapters/sms/outbox-sms.ts';
import type { DevTools, OutboxView } from '../../channels/web/index.ts';
import type { Documents } from '../../machines/engine/documents.ts';
import type { MovableClock } from '../clock.ts';
import { allKinds } from '../kinds.ts';
import { isMovable, type Product } from '../wire.ts';
import type { WorkerLoop } from '../worker-loop.ts';
import { OUTBOX_CHECK, type OutboxCheck } from './checks.ts';
import { everywhere } from './same-time.ts';
import { seedDemo, seedLetters } from './seed.ts';

/** What developers and checks may do to a running product outside production. */
export interface ServerDevTools extends DevTools {
  readonly now: () => number;
  advance(seconds: number): Promise<number>;
}

export function createDevTools(product: Product, loop: WorkerLoop): ServerDevTools {
  const { documents, store, config } = product;
  const clock = movableOf(product);

  return {
    now: clock.now,

    async outbox(): Promise<OutboxView> {
      const [mails, letters, sms, checks] = await Promise.all([
        listOutboxMails(documents),
        listOutboxLetters(documents),
        listOutboxSms(documents),
        listChecks(documents),
      ]);
      return {
        mails: mails.map(({ id, to, subject, text, html }) => ({ id, to: to.address, subject, text, html })),
        letters: letters.map((letter) => shownLetter(letter, config.publicUrl)),
        sms: sms.map(({ id, to, text }) => ({ id, to, text })),
        checks,
      };
    },

    /** From the spool, as the print house gets it. */
    async pdf(id) {
      const letter = await documents.load<OutboxLetter>(OUTBOX_LETTER, id);
      if (!letter) return undefined;
      const { letterFile } = await import('../../adapters/letters/spool-printer.ts');
      const file = join(config.letterDir, letterFile(letter.body));
      return readFile(file).catch(() => undefined);
    },

    /** Moves the clock of every process on the store and handles all that is due then. Says the new time. */
    async advance(seconds) {
      await clock.advance(documents, seconds * 1000);
      await everywhere();
      await loop.drain();
      return clock.now();
    },

    /** As after a first start. Letters that are gone leave the spool, PDF and line. */
    async reset() {
      await loop.between(async () => {
        const before = await listOutboxLetters(documents);
        await store.clear(allKinds);
        await clock.restart(documents);
        await everywhere();
        await seedDemo(product);
        await seedLetters(product);
        const kept = new Set((await listOutboxLetters(documents)).map(({ id }) => id));
        const { unspool } = await import('../../adapters/letters/spool-printer.ts');
        await unspool(
          config.letterDir,
          before.filter(({ id }) => !kept.has(id)),
        );
      });
    },
  };
}

function movableOf({ clock }: Product): MovableClock {
  if (!isMovable(clock)) throw new Error('the clock of production cannot be moved');
  return clock;
}

function shownLetter(letter: OutboxLetter, publicUrl: string): OutboxView['letters'][number] {
  const { id, tenant, addressLines, text, code, status, requestedAt } = letter;
  const pdf = `${publicUrl}/dev/letters/${encodeURIComponent(id)}.pdf`;
  return {
    id,
    tenant,
    addressLines,
    pdf,
    text,
    code,
    status,
    requestedAt: new Date(requestedAt).toISOString(),
  };
}

async function listChecks(documents: Documents): Promise<{ answer: string }[]> {
  const checks: OutboxCheck[] = [];
  for (let after = ''; ; ) {
    const page = await documents.list<OutboxCheck>(OUTBOX_CHECK, after, 200);
    checks.push(...page.map(({ body }) => body));
    const last = page.at(-1);
    if (!last) return checks.sort((a, b) => a.at - b.at).map(({ answer }) => ({ answer }));
    after = last.id;
  }
}
