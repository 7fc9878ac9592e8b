import type { Connection } from './connection.ts';
import { asThrown, troubleOf } from './errors.ts';
import type { Statements } from './statements.ts';

/** How long a write may wait for other processes before it is `StoreUnavailable`, and between two attempts. */
export const PATIENCE_MS = 2000;
const RETRY_MS = 10;

/** Part of a transaction. May run more than once, and leaves nothing behind when the group is rolled back. */
export type Work<T> = (statements: Statements) => T;

interface Job {
  readonly work: Work<unknown>;
  readonly since: number;
  readonly resolve: (result: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit. Everything handed in during one turn of the event loop runs, in order, in one transaction,
 * and so shares one sync of the disk; each piece of work keeps its own result. Promises settle only after the
 * transaction is on disk.
 *
 * Another process holding the file delays the whole group: it is tried again, joined by newcomers, until
 * its members lose patience one by one. Any other trouble with the file rejects the group with
 * `StoreUnavailable` and drops the connection. Work that throws by itself is rejected alone: the group is
 * rolled back and the others run again without it.
 */
export class GroupCommit {
  readonly #connection: Connection;
  #waiting: Job[] = [];
  #scheduled = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  run<T>(work: Work<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, since: performance.now(), resolve, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      setImmediate(this.#flush);
    });
  }

  readonly #flush = (): void => {
    this.#scheduled = false;
    let group = this.#waiting;
    this.#waiting = [];
    while (group.length > 0) {
      const outcome = this.#transact(group);
      if (outcome.done) return;
      const { culprit, error } = outcome;
      if (culprit) {
        culprit.reject(error);
        group = group.filter((job) => job !== culprit);
      } else if (troubleOf(error) === 'busy') {
        this.#retryLater(group, error);
        return;
      } else {
        this.#connection.drop();
        rejectAll(group, asThrown(error, this.#connection.file));
        return;
      }
    }
  };

  #transact(
    group: readonly Job[],
  ): { done: true } | { done: false; culprit: Job | undefined; error: unknown } {
    let current: Job | undefined;
    try {
      const statements = this.#connection.writing();
      statements.begin.run();
      const results: unknown[] = [];
      for (current of group) results.push(current.work(statements));
      current = undefined;
      statements.commit.run();
      for (const [i, job] of group.entries()) job.resolve(results[i] as never);
      return { done: true };
    } catch (error) {
      this.#connection.rollback();
      return { done: false, culprit: troubleOf(error) === 'caller' ? current : undefined, error };
    }
  }

  #retryLater(group: readonly Job[], error: unknown): void {
    const limit = performance.now() - PATIENCE_MS;
    rejectAll(
      group.filter((job) => job.since < limit),
      asThrown(error, this.#connection.file),
    );
    this.#waiting = group.filter((job) => job.since >= limit);
    if (this.#waiting.length === 0) return;
    this.#scheduled = true;
    setTimeout(this.#flush, RETRY_MS);
  }
}

function rejectAll(jobs: readonly Job[], error: unknown): void {
  for (const job of jobs) job.reject(error);
}
