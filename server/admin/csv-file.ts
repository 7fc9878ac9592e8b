import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { sentenceOf } from './failure.ts';

/** Throws, in words, where there is no such file: before a store is opened for it. */
export async function tryCsv(path: string): Promise<void> {
  if (path === '-') return;
  const found = await stat(path).catch((error: unknown) => {
    throw new Error(sentenceOf(error), { cause: error });
  });
  if (found.isDirectory()) throw new Error(`« ${path} » is a folder: a file is expected.`);
}

/** A file to import with its size, or stdin for « - », whose size nobody knows. */
export async function openCsv(path: string): Promise<{ stream: Readable; size?: number }> {
  if (path === '-') return { stream: process.stdin };
  const { size } = await stat(path);
  return { stream: createReadStream(path), size };
}
