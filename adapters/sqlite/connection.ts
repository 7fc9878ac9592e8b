import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { StoreUnavailable } from '../../machines/ports/store.ts';
import { migrate } from './schema.ts';
import { prepareStatements, type Statements } from './statements.ts';

/**
 * How long SQLite itself waits for another process, in ms. It sleeps on the event loop's own thread, so it is
 * kept to about the time of one commit; longer waits are retried from outside.
 */
const BUSY_TIMEOUT_MS = 20;

/**
 * 64 MB of pages at most, taken as they are needed. 8 MB of log between two checkpoints: a checkpoint copies
 * on the event loop's thread, and longer logs made it stand still for 100 ms and more when every commit
 * touched another page. No mmap: it measured no faster, and a file truncated under it kills the process.
 */
const SETTINGS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA cache_size = -65536;
  PRAGMA wal_autocheckpoint = 2000;
  PRAGMA journal_size_limit = 67108864;
`;

/** Reads look at the path at most this often, in ms; writes look before each transaction. */
const LOOK_EVERY_MS = 100;

/** Creates the file, readable by its owner alone, if there is none; its -wal and -shm inherit the mode. */
export function createFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, 'a', 0o600));
}

/**
 * The connection to one file: opened when first needed and again after trouble. Never creates the file: were
 * it to vanish under a running server, an empty one in its place would look like a healthy product without
 * members.
 */
export class Connection {
  readonly file: string;
  #database: DatabaseSync | undefined;
  #statements: Statements | undefined;
  #inode: number | undefined;
  #logInode: number | undefined;
  #lookedAt = 0;
  #closed = false;

  constructor(file: string) {
    this.file = file;
  }

  get #log(): string {
    return `${this.file}-wal`;
  }

  /** For reads. @throws whatever opening throws; `StoreUnavailable` after `close`. */
  reading(): Statements {
    return performance.now() - this.#lookedAt > LOOK_EVERY_MS ? this.writing() : this.#ready();
  }

  /**
   * For writes: first makes sure that the path still leads to the file held open, and its log beside it. SQLite does
   * not, and would go on committing, durably, into a file that nobody can find any more. Where only the log was
   * removed, giving the connection up brings what stands in it into the file.
   */
  writing(): Statements {
    if (this.#database && (inodeOf(this.file) !== this.#inode || inodeOf(this.#log) !== this.#logInode))
      this.drop();
    this.#lookedAt = performance.now();
    return this.#ready();
  }

  /** Undoes an open transaction; a connection that cannot even do that is dropped. */
  rollback(): void {
    try {
      if (this.#database?.isTransaction) this.#database.exec('ROLLBACK');
    } catch {
      this.drop();
    }
  }

  /** Gives the connection up. The next use opens a new one. */
  drop(): void {
    const database = this.#database;
    this.#database = undefined;
    this.#statements = undefined;
    try {
      database?.close();
    } catch {
      // It is being given up because it is in trouble; what closing it adds is of no use to anyone.
    }
  }

  close(): void {
    this.drop();
    this.#closed = true;
  }

  #ready(): Statements {
    if (this.#closed) throw new StoreUnavailable('the store has been closed');
    return this.#statements ?? this.#open();
  }

  #open(): Statements {
    const url = pathToFileURL(this.file);
    url.search = 'mode=rw';
    const database = new DatabaseSync(url, { timeout: BUSY_TIMEOUT_MS });
    try {
      const inode = inodeOf(this.file);
      database.exec(SETTINGS);
      migrate(database, this.file);
      this.#statements = prepareStatements(database);
      this.#database = database;
      this.#inode = inode;
      this.#logInode = inodeOf(this.#log);
      return this.#statements;
    } catch (error) {
      database.close();
      throw error;
    }
  }
}

const inodeOf = (path: string): number | undefined => statSync(path, { throwIfNoEntry: false })?.ino;
