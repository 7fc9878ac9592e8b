/**
 * A process of its own that works on a SQLite store: `node sqlite-process.ts <task> <file>`. Prints one line
 * for each acknowledged write, and only then.
 */
import { writeSync } from 'node:fs';
import { openSqliteStore } from '../../adapters/sqlite/index.ts';
import type { Store } from '../../machines/ports/store.ts';
import { aDocument } from './stored-documents.ts';

const WRITERS = 4;

/** Adds 1 to a shared counter 100 times a writer, starting over after each lost race. */
async function count(store: Store): Promise<void> {
  for (let wins = 0; wins < 100; ) {
    const found = await store.load('counter', 'shared');
    const value = Number(Buffer.from(found?.body ?? []).toString() || 0) + 1;
    const rev = (found?.rev ?? 0) + 1;
    const body = Buffer.from(`${value}`);
    if ((await store.commit(aDocument({ kind: 'counter', id: 'shared', rev, body }))) === 'lost') continue;
    writeSync(1, `${value}\n`);
    wins += 1;
  }
}

/** Claims everything it can, three at a time, until nothing is left. */
async function claim(store: Store): Promise<void> {
  for (;;) {
    const claims = await store.claim({ now: 10, leaseMs: 60_000, limit: 3 });
    if (claims.length === 0) return;
    for (const { document } of claims) writeSync(1, `${document.id}\n`);
  }
}

/** Writes new documents until it is killed or the store refuses. */
async function fill(store: Store, writer: number): Promise<void> {
  for (let i = 0; ; i++) {
    const id = `${writer}-${i}`;
    await store.commit(aDocument({ kind: 'filler', id, keys: [id], body: Buffer.alloc(1500, i) }));
    writeSync(1, `${id}\n`);
  }
}

const tasks = { count, claim, fill };
const [task, file] = process.argv.slice(2) as [keyof typeof tasks, string];
const store = openSqliteStore({ file, clock: { now: () => 0 } });
try {
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => tasks[task](store, writer)));
} catch (error) {
  writeSync(2, `${error instanceof Error ? error.name : error}\n`);
  process.exitCode = 1;
}
await store.close();
