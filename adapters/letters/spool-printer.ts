import { createHash } from 'node:crypto';
import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../machines/ports/clock.ts';
import type { LetterPrinter, OutgoingLetter } from '../../machines/ports/letter-printer.ts';
import type { Logger } from '../../machines/ports/logger.ts';
import { printedReference } from './content.ts';
import type { Drawer } from './drawer.ts';
import { entryIn, Manifest, manifestFile, syncDirectory } from './manifest.ts';

export interface SpoolOptions {
  /** LETTER_DIR. Created with mode 0700: the one place where a code stands in clear (P13). */
  readonly dir: string;
  readonly draw: Drawer['draw'];
  readonly clock: Clock;
  readonly logger: Logger;
}

export const letterFile = ({ tenant, id }: Pick<OutgoingLetter, 'tenant' | 'id'>): string =>
  `${tenant}-${encodeURIComponent(id)}.pdf`;

/**
 * The print house takes what the manifest lists. First the PDF, then its line, both on disk before `print`
 * resolves: a crash between them leaves a PDF that is not listed, and printing again replaces it by the same
 * bytes and lists it once. A letter listed once is never written again, even after its PDF was taken away.
 * Letters of one process are written one after the other.
 */
export function spoolPrinter({ dir, draw, clock, logger }: SpoolOptions): LetterPrinter {
  const manifest = new Manifest(dir, logger);
  let previous: Promise<unknown> = Promise.resolve();
  const spool = async (letter: OutgoingLetter) => {
    const file = letterFile(letter);
    if (await manifest.lists(file, letter.requestedAt)) return;
    const { pdf, pages } = await draw(letter);
    await writeWhole(dir, file, pdf);
    await manifest.append({
      id: letter.id,
      tenant: letter.tenant,
      reference: printedReference(letter.id),
      file,
      sha256: createHash('sha256').update(pdf).digest('hex'),
      pages,
      addressLines: letter.addressLines.length,
      requestedAt: new Date(letter.requestedAt).toISOString(),
      printedAt: new Date(clock.now()).toISOString(),
    });
  };
  return {
    print: (letter) => {
      const printed = previous.then(() => spool(letter));
      previous = printed.catch(() => undefined);
      return printed;
    },
  };
}

/** Development only: takes letters out of the spool, PDF and line, as if they had never been printed. */
export async function unspool(
  dir: string,
  letters: readonly Pick<OutgoingLetter, 'tenant' | 'id'>[],
): Promise<void> {
  const gone = new Set(letters.map(letterFile));
  if (gone.size === 0) return;
  await Promise.all([...gone].map((file) => rm(join(dir, file), { force: true })));
  const manifest = await readFile(join(dir, manifestFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (manifest === undefined) return;
  const left = manifest.split('\n').filter((line) => line === '' || !gone.has(entryIn(line)?.file ?? ''));
  await writeWhole(dir, manifestFile, Buffer.from(left.join('\n')));
}

/** Whoever looks sees the whole file or none. */
async function writeWhole(dir: string, file: string, bytes: Uint8Array): Promise<void> {
  const unfinished = join(dir, `.${file}.tmp`);
  const handle = await open(unfinished, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, join(dir, file)).catch(async (error: NodeJS.ErrnoException) => {
    // Another process wrote the same letter at the same time, the same bytes, and was the first to name them.
    if (error.code !== 'ENOENT') throw error;
    await stat(join(dir, file));
  });
  await syncDirectory(dir);
}
