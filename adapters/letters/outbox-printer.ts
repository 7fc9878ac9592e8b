import type { Insurer } from '../../machines/domain/insurer.ts';
import { type LetterStatus, letterStatuses } from '../../machines/domain/member.ts';
import type { Documents } from '../../machines/engine/documents.ts';
import type { LetterPrinter } from '../../machines/ports/letter-printer.ts';
import { letterContent, letterText } from './content.ts';

export const OUTBOX_LETTER = 'outbox-letter';

export interface OutboxLetter {
  readonly id: string;
  readonly tenant: string;
  readonly addressLines: readonly string[];
  readonly text: string;
  readonly code: string;
  readonly requestedAt: number;
  readonly status: LetterStatus;
  /** Orders what was asked for within one millisecond. */
  readonly rank: number;
}

export interface OutboxPrinterOptions {
  readonly documents: Documents;
  readonly insurers: ReadonlyMap<string, Insurer>;
  /** Prints first; the outbox shows what it printed. */
  readonly printer: LetterPrinter;
}

/** Development only: shows what another printer prints. Sealed, for it holds the code. The same id twice leaves one. */
export function outboxPrinter({ documents, insurers, printer }: OutboxPrinterOptions): LetterPrinter {
  let rank = 0;
  return {
    print: async (letter) => {
      await printer.print(letter);
      const insurer = insurers.get(letter.tenant);
      if (!insurer) throw new Error(`no insurer « ${letter.tenant} »`);
      const { id, tenant, addressLines, code, requestedAt } = letter;
      rank += 1;
      const text = letterText(letterContent(letter, insurer));
      const body: OutboxLetter = {
        id,
        tenant,
        addressLines,
        text,
        code,
        requestedAt,
        status: 'requested',
        rank,
      };
      await documents.commit({
        kind: OUTBOX_LETTER,
        id,
        rev: 1,
        keys: [],
        dueAt: null,
        expiresAt: null,
        body,
      });
    },
  };
}

/**
 * The outbox follows what the print house reports, as far as the letter has come: a report that comes late takes nothing
 * back. A letter it does not hold is none of its business.
 */
export async function markOutboxLetter(
  documents: Documents,
  id: string,
  status: LetterStatus,
): Promise<void> {
  for (;;) {
    const found = await documents.load<OutboxLetter>(OUTBOX_LETTER, id);
    if (!found || letterStatuses.indexOf(found.body.status) >= letterStatuses.indexOf(status)) return;
    const marked = { ...found, rev: found.rev + 1, body: { ...found.body, status } };
    if ((await documents.commit(marked)) === 'committed') return;
  }
}

/** Newest last. */
export async function listOutboxLetters(documents: Documents): Promise<OutboxLetter[]> {
  const letters: OutboxLetter[] = [];
  for (let after = ''; ; ) {
    const page = await documents.list<OutboxLetter>(OUTBOX_LETTER, after, 200);
    letters.push(...page.map(({ body }) => body));
    const last = page.at(-1);
    if (!last) return letters.sort((a, b) => a.requestedAt - b.requestedAt || a.rank - b.rank);
    after = last.id;
  }
}
