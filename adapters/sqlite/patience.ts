import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import { asThrown, troubleOf } from './errors.ts';
import { PATIENCE_MS } from './group.ts';
import { SchemaTooNew } from './schema.ts';
import type { Statements } from './statements.ts';

const RETRY_MS = 10;

/**
 * The first work on the file, again as long as another process holds it: one that is creating it, migrating it or
 * writing. Blocks: nothing is being served yet.
 */
export function atBoot(connection: Connection, work: () => void): void {
  const limit = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      work();
      return;
    } catch (error) {
      if (error instanceof SchemaTooNew) throw error;
      if (troubleOf(error) !== 'busy' || performance.now() > limit) throw asThrown(error, connection.file);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

/**
 * Reads outside the groups, each seeing everything acknowledged so far. In WAL mode a read waits for nobody,
 * except while another process recovers or closes the file: then it is tried again for a little while.
 */
export function readingFrom(connection: Connection) {
  return async <T>(query: (statements: Statements) => T): Promise<T> => {
    const since = performance.now();
    for (;;) {
      try {
        return query(connection.reading());
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble === 'away') connection.drop();
        if (trouble !== 'busy' || performance.now() - since > PATIENCE_MS) {
          throw asThrown(error, connection.file);
        }
      }
      await sleep(RETRY_MS);
    }
  };
}
