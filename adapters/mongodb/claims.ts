import type { Collection, Filter } from 'mongodb';
import type { Claimed, ClaimRequest, Lease } from '../../machines/ports/store.ts';
import { alive, type DocumentRecord, isAlive, recordId, toDocument } from './records.ts';

type Records = Collection<DocumentRecord>;

/** How often a claimer that came too late looks for other work before it leaves the rest to the others. */
const TRIES = 5;

export interface Claiming extends ClaimRequest {
  /** The store's clock: decides what has expired. */
  readonly clock: number;
  /** A new token, never given before. */
  readonly token: () => string;
}

/**
 * What `Store.claim` promises. Each try marks a handful of documents with one new token, each on condition that
 * nobody holds it at that instant, and then reads those that carry the token: two claimers never share one, because
 * the mark itself is atomic, also when its answer was lost. A claimer that dies between the two leaves leases that end by
 * themselves.
 */
export async function claim(records: Records, request: Claiming): Promise<Claimed[]> {
  const claimed: Claimed[] = [];
  for (let tries = 0; tries < TRIES && claimed.length < request.limit; tries++) {
    const limit = request.limit - claimed.length;
    const { met, won } = await claimSome(records, { ...request, limit });
    claimed.push(...won);
    if (met < limit) break;
  }
  return claimed;
}

async function claimSome(records: Records, request: Claiming): Promise<{ met: number; won: Claimed[] }> {
  const { now, leaseMs, limit, clock } = request;
  const free: Filter<DocumentRecord> = {
    dueAt: { $lte: new Date(now) },
    'lease.until': { $not: { $gt: new Date(now) } },
    ...alive(clock),
  };
  // Twice as many as asked for, and a random half of them: nodes that ask together mostly take different ones,
  // and what is oldest still waits for two rounds on average, not longer.
  const due = await records
    .find(free, { projection: { _id: 1 } })
    .sort({ dueAt: 1 })
    .limit(limit * 2)
    .toArray();
  if (due.length === 0) return { met: 0, won: [] };
  const chosen = sample(
    due.map(({ _id }) => _id),
    limit,
  );
  const lease: Lease = { token: request.token(), until: now + leaseMs };
  const marks = await mark(records, { _id: { $in: chosen }, ...free }, lease);
  if (marks.count === 0) return { met: due.length, won: [] };
  const mine = { _id: { $in: chosen }, 'lease.token': lease.token };
  const marked = await records.find(mine).toArray();
  if (marked.length === 0 && marks.error) throw marks.error;
  const held = marked.filter(({ dueAt, expiresAt }) => isDue(dueAt, now) && isAlive({ expiresAt }, clock));
  if (held.length < marked.length) {
    // Answered by its member between the two statements, and not due any more: nobody should wait for this lease.
    const others = marked.filter((record) => !held.includes(record)).map(({ _id }) => _id);
    await records.updateMany({ ...mine, _id: { $in: others } }, { $unset: { lease: true } });
  }
  return { met: due.length, won: held.map((record) => ({ document: toDocument(record), lease })) };
}

/** How many were marked; unknown when the answer was lost: those that were carry the token all the same. */
async function mark(
  records: Records,
  filter: Filter<DocumentRecord>,
  { token, until }: Lease,
): Promise<{ count?: number; error?: unknown }> {
  try {
    const lease = { token, until: new Date(until) };
    return { count: (await records.updateMany(filter, { $set: { lease } })).matchedCount };
  } catch (error) {
    return { error };
  }
}

const isDue = (dueAt: Date | undefined, now: number) => dueAt !== undefined && dueAt.getTime() <= now;

/** Gives the lease back if it is still this one. */
export async function release(records: Records, kind: string, id: string, lease: Lease): Promise<void> {
  await records.updateOne(
    { _id: recordId(kind, id), 'lease.token': lease.token },
    { $unset: { lease: true } },
  );
}

function sample<T>(items: T[], count: number): T[] {
  if (items.length <= count) return items;
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(Math.random() * (items.length - i));
    [items[i], items[j]] = [items[j] as T, items[i] as T];
  }
  return items.slice(0, count);
}
