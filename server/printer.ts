import { createDrawer } from '../adapters/letters/drawer.ts';
import { outboxPrinter } from '../adapters/letters/outbox-printer.ts';
import { spoolPrinter } from '../adapters/letters/spool-printer.ts';
import type { Insurer } from '../machines/domain/insurer.ts';
import type { Documents } from '../machines/engine/documents.ts';
import type { Clock } from '../machines/ports/clock.ts';
import type { LetterPrinter } from '../machines/ports/letter-printer.ts';
import type { Logger } from '../machines/ports/logger.ts';

interface PrinterOptions {
  readonly dir: string;
  readonly insurers: ReadonlyMap<string, Insurer>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly documents: Documents;
  /** Outside production the letters also stand in the development outbox. */
  readonly outbox: boolean;
}

/** The print spool. What draws PDFs is loaded by the first letter, in a thread that ends with `close`. */
export function createPrinter({ dir, insurers, clock, logger, documents, outbox }: PrinterOptions) {
  const { draw, close } = createDrawer({ insurers, logger });
  const spool = spoolPrinter({ dir, draw, clock, logger });
  const printer: LetterPrinter = outbox ? outboxPrinter({ documents, insurers, printer: spool }) : spool;
  return { print: printer.print, close };
}
