import type { Insurer } from '../machines/domain/insurer.ts';
import type { Documents } from '../machines/engine/documents.ts';
import { lazily } from '../machines/engine/lazily.ts';
import type { LetterPrinter } from '../machines/ports/letter-printer.ts';
import type { Logger } from '../machines/ports/logger.ts';

interface PrinterOptions {
  readonly dir: string;
  readonly insurers: ReadonlyMap<string, Insurer>;
  readonly logger: Logger;
  readonly documents: Documents;
  /** Outside production the letters also stand in the development outbox. */
  readonly outbox: boolean;
}

/** The print spool. What draws PDFs takes a tenth of a second to load and is loaded by the first letter. */
export function lazyPrinter(options: PrinterOptions): LetterPrinter {
  const printer = lazily(() => load(options));
  return { print: async (letter) => (await printer()).print(letter) };
}

async function load({ dir, insurers, logger, documents, outbox }: PrinterOptions): Promise<LetterPrinter> {
  const { spoolPrinter } = await import('../adapters/letters/spool-printer.ts');
  const spool = spoolPrinter({ dir, insurers, logger });
  if (!outbox) return spool;
  const { outboxPrinter } = await import('../adapters/letters/outbox-printer.ts');
  return outboxPrinter({ documents, insurers, printer: spool });
}
