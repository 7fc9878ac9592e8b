import type {
  Claimed,
  ClaimRequest,
  CommitResult,
  Lease,
  StoredDocument,
} from '../../machines/ports/store.ts';
import type { Work } from './group.ts';
import {
  type DocumentRow,
  isAlive,
  type RowHead,
  type Statements,
  type TimedRow,
  toDocument,
} from './statements.ts';

/** What `Store.commit` promises, inside a transaction. `now` is the store's clock. */
export function commitWork(document: StoredDocument, now: number, lease?: Lease): Work<CommitResult> {
  return (statements) => {
    const { kind, id, rev } = document;
    const head = statements.head.get(kind, id) as RowHead | undefined;
    if (!head || !isAlive(head, now)) {
      // Nobody can hold a lease on a document that does not exist.
      if (rev !== 1 || lease) return 'lost';
      if (head) erase(statements, kind, head);
      insert(statements, document);
      return 'committed';
    }
    if (head.rev !== rev - 1 || (lease && head.lease_token !== lease.token)) return 'lost';
    replace(statements, document, head, lease !== undefined);
    if (lease) statements.free.run(head.seq);
    return 'committed';
  };
}

export function removeWork(kind: string, id: string, rev: number, now: number): Work<CommitResult> {
  return (statements) => {
    const head = statements.head.get(kind, id) as RowHead | undefined;
    if (!head || head.rev !== rev || !isAlive(head, now)) return 'lost';
    erase(statements, kind, head);
    return 'committed';
  };
}

/** How far a walk along an index got. `met` < the limit given: there is nothing further. */
interface Walk<T> {
  readonly met: number;
  readonly found: T[];
}

/**
 * One batch of `Store.claim`: looks at no more than `limit` documents, leases those with work and puts right
 * the hints of those without. A claimed document keeps its hint, so that it comes up again if the claimer dies.
 */
export function claimWork(request: ClaimRequest, clock: number, token: () => string): Work<Walk<Claimed>> {
  const { now, leaseMs, limit } = request;
  return (statements) => {
    const rows = statements.due.all({ now, limit }) as unknown as TimedRow[];
    const found: Claimed[] = [];
    for (const row of rows) {
      if (!isAlive(row, clock) || row.due_at === null || row.due_at > now) {
        repairDueHint(statements, row, clock);
        continue;
      }
      const lease = { token: token(), until: now + leaseMs };
      statements.lease.run(lease.token, lease.until, row.seq);
      const document = toDocument(statements.loadBySeq.get(row.seq) as unknown as DocumentRow);
      found.push({ document, lease });
    }
    return { met: rows.length, found };
  };
}

/** One batch of `Store.sweep`: looks at no more than `limit` documents and deletes those that have expired. */
export function sweepWork(now: number, limit: number): Work<Walk<number>> {
  return (statements) => {
    const rows = statements.expired.all(now, limit) as unknown as (RowHead & { kind: string })[];
    const found: number[] = [];
    for (const row of rows) {
      if (isAlive(row, now)) {
        statements.setExpiresHint.run(row.expires_at, row.seq);
      } else {
        erase(statements, row.kind, row);
        found.push(row.seq);
      }
    }
    return { met: rows.length, found };
  };
}

/** Puts right the first `limit` due hints, as far as they are wrong. */
export function repairWork(limit: number, clock: number): Work<void> {
  return (statements) => {
    const rows = statements.nextDue.all(limit) as unknown as TimedRow[];
    for (const row of rows) repairDueHint(statements, row, clock);
  };
}

/** What has expired has no work any more. */
function repairDueHint(statements: Statements, row: TimedRow, clock: number): void {
  const hint = isAlive(row, clock) ? row.due_at : null;
  if (hint !== row.due_hint) statements.setDueHint.run(hint, row.seq);
}

function insert(statements: Statements, document: StoredDocument): void {
  const { kind, id, keys, dueAt, expiresAt, body } = document;
  const { lastInsertRowid } = statements.insert.run(
    kind,
    id,
    JSON.stringify(keys),
    dueAt,
    dueAt,
    expiresAt,
    expiresAt,
    body,
  );
  for (const key of keys) statements.addKey.run(kind, key, lastInsertRowid);
}

/** Touches the indexes and the keys only if it must. A worker has just done what was due: its hint is stale. */
function replace(statements: Statements, document: StoredDocument, head: RowHead, byWorker: boolean): void {
  const { kind, rev, dueAt, expiresAt, body } = document;
  const dueHint = byWorker ? dueAt : earlier(head.due_hint, dueAt);
  const expiresHint = earlier(head.expires_hint, expiresAt);
  const keys = JSON.stringify(document.keys);
  if (keys === head.keys && dueHint === head.due_hint && expiresHint === head.expires_hint) {
    statements.update.run(rev, dueAt, expiresAt, body, head.seq);
    return;
  }
  statements.updateIndexed.run(rev, dueAt, expiresAt, body, keys, dueHint, expiresHint, head.seq);
  if (keys === head.keys) return;
  const before = JSON.parse(head.keys) as string[];
  for (const key of before) if (!document.keys.includes(key)) statements.eraseKey.run(kind, key, head.seq);
  for (const key of document.keys) if (!before.includes(key)) statements.addKey.run(kind, key, head.seq);
}

function erase(statements: Statements, kind: string, head: Pick<RowHead, 'seq' | 'keys'>): void {
  for (const key of JSON.parse(head.keys) as string[]) statements.eraseKey.run(kind, key, head.seq);
  statements.erase.run(head.seq);
}

function earlier(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}
