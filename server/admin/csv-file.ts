import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';

/** A file to import with its size, or stdin for « - », whose size nobody knows. */
export async function openCsv(path: string): Promise<{ stream: Readable; size?: number }> {
  if (path === '-') return { stream: process.stdin };
  const { size } = await stat(path);
  return { stream: createReadStream(path), size };
}
