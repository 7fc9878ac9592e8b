import { chmod, type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../machines/ports/logger.ts';

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
  /** When this line was written; those of earlier releases do not say. */
  readonly printedAt?: string;
}

export const manifestFile = 'manifest.jsonl';

/** A letter is listed after it was asked for, whatever the clocks of two machines say. */
const skewMs = 24 * 60 * 60 * 1000;
/** Read at once: some thousands of lines. */
const chunkBytes = 1024 * 1024;

/**
 * Append-only, and never read whole: years of letters stand in it. Whether a letter is listed is looked for among the
 * lines written since it was asked for. What other processes append is read before every answer.
 */
export class Manifest {
  readonly #dir: string;
  readonly #path: string;
  readonly #logger: Logger;
  readonly #files = new Set<string>();
  #opened: Promise<void> | undefined;
  /** The whole lines read so far, by where they begin and end in the file. */
  #read: { from: number; to: number } | undefined;
  /** In ms: what was read first in the file was written until then. */
  #since = Number.POSITIVE_INFINITY;

  constructor(dir: string, logger: Logger) {
    this.#logger = logger;
    this.#dir = dir;
    this.#path = join(dir, manifestFile);
  }

  /** `requestedAt`: when the letter was asked for, in ms. */
  async lists(file: string, requestedAt: number): Promise<boolean> {
    this.#opened ??= this.#open();
    await this.#opened.catch((error: unknown) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#withFile(async (handle) => {
      await this.#readNewer(handle);
      while (!this.#files.has(file) && this.#since > requestedAt - skewMs)
        if (!(await this.#readEarlier(handle))) break;
      return this.#files.has(file);
    });
  }

  async append(entry: ManifestEntry): Promise<void> {
    await this.#withFile(async (handle) => {
      await cutTornEnd(handle);
      await handle.appendFile(`${JSON.stringify(entry)}\n`);
      await handle.sync();
    });
  }

  async #open(): Promise<void> {
    await mkdir(this.#dir, { recursive: true, mode: 0o700 });
    await chmod(this.#dir, 0o700);
    await this.#withFile(cutTornEnd);
    await syncDirectory(this.#dir);
  }

  async #withFile<T>(task: (handle: FileHandle) => Promise<T>): Promise<T> {
    const handle = await open(this.#path, 'a+', 0o600);
    try {
      return await task(handle);
    } finally {
      await handle.close();
    }
  }

  /** What was appended since; of a file that got shorter, only what stands in it now counts. */
  async #readNewer(handle: FileHandle): Promise<void> {
    const { size } = await handle.stat();
    if (!this.#read || size < this.#read.to) {
      const end = await lastLineEnd(handle, size);
      this.#read = { from: end, to: end };
      this.#since = Number.POSITIVE_INFINITY;
      this.#files.clear();
    }
    while (this.#read.to < size) {
      const bytes = await part(handle, this.#read.to, Math.min(size, this.#read.to + chunkBytes));
      const whole = bytes.lastIndexOf('\n') + 1;
      // The last line is still being written; a longer one than any of ours is passed over.
      if (whole === 0 && this.#read.to + bytes.length >= size) return;
      this.#read.to += whole || bytes.length;
      this.#note(bytes.subarray(0, whole || bytes.length));
    }
  }

  /** The lines before those read so far; false where there are none. */
  async #readEarlier(handle: FileHandle): Promise<boolean> {
    const read = this.#read!;
    if (read.from === 0) return false;
    const from = Math.max(0, read.from - chunkBytes);
    const bytes = await part(handle, from, read.from);
    // A line that begins further ahead is read with what is before it.
    const torn = from === 0 ? 0 : bytes.indexOf('\n') + 1;
    const begins = torn === bytes.length ? 0 : torn;
    read.from = from + begins;
    // By the newest of many lines: one that a clock gone wrong has dated stops nobody.
    this.#since = this.#note(bytes.subarray(begins)) ?? Number.POSITIVE_INFINITY;
    return true;
  }

  /** Says when the newest of these lines was written, if any says when. */
  #note(lines: Buffer): number | undefined {
    let newest: number | undefined;
    for (const line of lines.toString('utf8').split('\n')) {
      if (line === '') continue;
      const entry = entryIn(line);
      if (!entry) {
        this.#logger.error({}, 'a line of the manifest of letters cannot be read');
        continue;
      }
      this.#files.add(entry.file);
      const at = Date.parse(entry.printedAt ?? '');
      if (Number.isFinite(at)) newest = Math.max(newest ?? at, at);
    }
    return newest;
  }
}

/** A line that somebody spoilt lists nothing: its letter may be printed twice, the others are not held up. */
export function entryIn(line: string): ManifestEntry | undefined {
  try {
    const entry = JSON.parse(line) as ManifestEntry;
    return typeof entry?.file === 'string' ? entry : undefined;
  } catch {
    return undefined;
  }
}

export async function syncDirectory(dir: string): Promise<void> {
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * A line that the machine died in, or for which the disk had no room, is cut off before the next one is written behind
 * it: its letter was not acknowledged and will come again.
 */
async function cutTornEnd(handle: FileHandle): Promise<void> {
  const { size } = await handle.stat();
  const end = await lastLineEnd(handle, size);
  if (end < size) await handle.truncate(end);
}

async function lastLineEnd(handle: FileHandle, size: number): Promise<number> {
  for (let end = size; end > 0; ) {
    const from = Math.max(0, end - 4096);
    const newline = (await part(handle, from, end)).lastIndexOf('\n');
    if (newline >= 0) return from + newline + 1;
    end = from;
  }
  return 0;
}

/** The file between two places in it, or as much of it as is left. */
async function part(handle: FileHandle, from: number, to: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(to - from), 0, to - from, from);
  return buffer.subarray(0, bytesRead);
}
