import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';

/** All pages in one step: stepping a few at a time starts over at every commit of the running product. */
const ALL_PAGES = 2 ** 31 - 1;

/**
 * Copies the store to `target` while the product runs: one consistent moment of it, everything acknowledged
 * before the call included. Readers and writers go on meanwhile. This, not copying the file, is how a store
 * is backed up: the latest commits are in the -wal file beside it.
 *
 * `target` is readable by its owner alone and appears only once complete.
 * @returns the number of pages copied.
 * @throws when `target` exists already, or when either file cannot be reached; then nothing is left behind.
 */
export async function backupSqlite(file: string, target: string): Promise<number> {
  if (existsSync(target)) throw new Error(`${target} exists already: a backup never overwrites another one.`);
  if (!existsSync(file)) throw new Error(`${file} does not exist: there is nothing to back up.`);
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  const source = new DatabaseSync(file, { readOnly: true, timeout: 2000 });
  try {
    closeSync(openSync(partial, 'wx', 0o600));
    const pages = await backup(source, partial, { rate: ALL_PAGES });
    renameSync(partial, target);
    return pages;
  } finally {
    for (const left of [partial, `${partial}-journal`]) rmSync(left, { force: true });
    source.close();
  }
}
