import { createHash } from 'node:crypto';
import { chmod, type FileHandle, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LetterPrinter, OutgoingLetter } from '../../machines/ports/letter-printer.ts';
import type { Logger } from '../../machines/ports/logger.ts';
import { printedReference } from './content.ts';
import type { Drawer } from './drawer.ts';

export interface SpoolOptions {
  /** LETTER_DIR. Created with mode 0700: the one place where a code stands in clear (P13). */
  readonly dir: string;
  readonly draw: Drawer['draw'];
  readonly logger: Logger;
}

/** One line of `manifest.jsonl`. Holds neither code nor name: it may be kept after the PDF is gone. */
export interface ManifestEntry {
  readonly id: string;
  readonly tenant: string;
  /** The id as the letter shows it. */
  readonly reference: string;
  readonly file: string;
  readonly sha256: string;
  readonly pages: number;
  readonly addressLines: number;
  readonly requestedAt: string;
}

const manifestFile = 'manifest.jsonl';

export const letterFile = ({ tenant, id }: Pick<OutgoingLetter, 'tenant' | 'id'>): string =>
  `${tenant}-${encodeURIComponent(id)}.pdf`;

/**
 * The print house takes what the manifest lists. First the PDF, then its line, both on disk before `print`
 * resolves: a crash between them leaves a PDF that is not listed, and printing again replaces it by the same
 * bytes and lists it once. A letter listed once is never written again, even after its PDF was taken away.
 * Letters of one process are written one after the other.
 */
export function spoolPrinter({ dir, draw, logger }: SpoolOptions): LetterPrinter {
  const manifest = new Manifest(dir, logger);
  let previous: Promise<unknown> = Promise.resolve();
  const spool = async (letter: OutgoingLetter) => {
    const file = letterFile(letter);
    if (await manifest.lists(file)) return;
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
  const left = manifest.split('\n').filter((line) => line === '' || !gone.has(fileIn(line) ?? ''));
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

async function syncDirectory(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Append-only. What other processes append is read before every answer. */
class Manifest {
  readonly #dir: string;
  readonly #path: string;
  readonly #logger: Logger;
  readonly #files = new Set<string>();
  #opened: Promise<void> | undefined;
  #read = 0;

  constructor(dir: string, logger: Logger) {
    this.#logger = logger;
    this.#dir = dir;
    this.#path = join(dir, manifestFile);
  }

  async lists(file: string): Promise<boolean> {
    this.#opened ??= this.#open();
    await this.#opened.catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    await this.#readNew();
    return this.#files.has(file);
  }

  async append(entry: ManifestEntry): Promise<void> {
    const handle = await open(this.#path, 'a+', 0o600);
    try {
      await cutTornEnd(handle);
      await handle.appendFile(`${JSON.stringify(entry)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  async #open(): Promise<void> {
    await mkdir(this.#dir, { recursive: true, mode: 0o700 });
    await chmod(this.#dir, 0o700);
    const handle = await open(this.#path, 'a+', 0o600);
    try {
      await cutTornEnd(handle);
    } finally {
      await handle.close();
    }
    await syncDirectory(this.#dir);
  }

  async #readNew(): Promise<void> {
    const handle = await open(this.#path, 'a+', 0o600);
    try {
      const { size } = await handle.stat();
      if (size < this.#read) this.#read = 0;
      if (size === this.#read) return;
      const bytes = Buffer.alloc(size - this.#read);
      await handle.read(bytes, 0, bytes.length, this.#read);
      const whole = bytes.lastIndexOf('\n') + 1;
      this.#read += whole;
      for (const line of bytes.toString('utf8', 0, whole).split('\n')) {
        if (line === '') continue;
        const file = fileIn(line);
        if (file === undefined) this.#logger.error({}, 'a line of the manifest of letters cannot be read');
        else this.#files.add(file);
      }
    } finally {
      await handle.close();
    }
  }
}

/**
 * A line that the machine died in, or for which the disk had no room, is cut off before the next one is written behind
 * it: its letter was not acknowledged and will come again.
 */
async function cutTornEnd(handle: FileHandle): Promise<void> {
  const { size } = await handle.stat();
  const last = Buffer.alloc(1);
  if (size === 0 || ((await handle.read(last, 0, 1, size - 1)) && last.toString() === '\n')) return;
  const bytes = Buffer.alloc(size);
  await handle.read(bytes, 0, size, 0);
  await handle.truncate(bytes.lastIndexOf('\n') + 1);
}

/** A line that somebody spoilt lists nothing: its letter may be printed twice, the others are not held up. */
function fileIn(line: string): string | undefined {
  try {
    return (JSON.parse(line) as ManifestEntry).file;
  } catch {
    return undefined;
  }
}
