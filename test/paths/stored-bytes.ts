import { readFileSync } from 'node:fs';

/** All that the store of a world has written, as a thief of the disk reads it. */
export async function storedBytes({ file }: { readonly file: string }): Promise<Buffer> {
  return Buffer.concat([file, `${file}-wal`].map((name) => readFileSync(name)));
}
