import { StoreUnavailable } from '../../machines/ports/store.ts';
import { SchemaTooNew } from './schema.ts';

/** SQLite's primary result codes that mean something other than « away » here (sqlite.org/rescode.html). */
const BUSY = new Set([5, 6, 261, 517]);
const TOO_BIG = 18;
const CONSTRAINT = 19;
const MISMATCH = 20;
const RANGE = 25;
const CALLER = new Set([TOO_BIG, CONSTRAINT, MISMATCH, RANGE]);

/**
 * Who must act on an error:
 * - `busy`: nobody, another process holds the file for a moment. Nothing was written: try again.
 * - `away`: the operator. Disk, file, permissions, corruption, or a closed store.
 * - `caller`: whoever passed a document that cannot be stored. Trying again cannot help.
 */
export type Trouble = 'busy' | 'away' | 'caller';

export function troubleOf(error: unknown): Trouble {
  const { code, errcode, syscall } = error as NodeJS.ErrnoException & { errcode?: number };
  if (code === 'ERR_SQLITE_ERROR' && errcode !== undefined) {
    if (BUSY.has(errcode & 0xff)) return 'busy';
    return CALLER.has(errcode & 0xff) ? 'caller' : 'away';
  }
  const closed = code === 'ERR_INVALID_STATE';
  const storeIsWrong = error instanceof StoreUnavailable || error instanceof SchemaTooNew;
  return closed || storeIsWrong || syscall !== undefined ? 'away' : 'caller';
}

/** What the caller of a verb gets to see of an error. */
export function asThrown(error: unknown, file: string): unknown {
  if (error instanceof StoreUnavailable || troubleOf(error) === 'caller') return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new StoreUnavailable(`${file}: ${reason}`, { cause: error });
}
