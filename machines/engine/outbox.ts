import type { Logger } from '../ports/logger.ts';
import { Undeliverable } from '../ports/mailer.ts';
import type { CommitResult, Lease } from '../ports/store.ts';
import type { Doc, Documents } from './documents.ts';

/** A message that waits inside the document whose commit decided it. Sealed with that document (P13). */
export interface OutboxEntry {
  /** Goes to the receiver, who can tell a repeat by it. */
  readonly id: string;
  /** `event`: for a session, told by the engine (`Engine.deliver`). */
  readonly kind: 'mail' | 'letter' | 'sms' | 'event';
  readonly payload: Readonly<Record<string, unknown>>;
  readonly dueAt: number;
  readonly attempts: number;
  /** From then on it is not sent any more: what it leads to is over. Epoch ms. */
  readonly usefulUntil?: number;
  /** What leaves in its place, under the same id, when its receiver will never take it. */
  readonly orElse?: Pick<OutboxEntry, 'kind' | 'payload'>;
  /** Set after the last try: a person can see it and send it again. */
  readonly dead?: { readonly at: number; readonly reason: string };
}

/**
 * Delivers one entry to its adapter. Throws `Undeliverable` when trying again is useless, `ReceiverBusy` when it was not
 * even tried.
 */
export type Deliver = (entry: OutboxEntry, tenant: string) => Promise<void>;

/**
 * How long one delivery may take, longer than every adapter waits by itself. What has not been taken then counts as
 * failed and leaves again later under the same id, although it may arrive still. The worker's lease is longer.
 */
export const deliveryMs = 45_000;

/** As many as may are on their way to this receiver: the entry is put off a little, and no try is counted. */
export class ReceiverBusy extends Error {
  override name = 'ReceiverBusy';
}

/** How long such an entry waits, at most; at least half of it. */
const putOffMs = 15_000;

/** A receiver took too long. */
export class Overdue extends Error {
  override name = 'Overdue';
}

/** What `work` says, if it says so within `deliveryMs`; else throws `Overdue` and listens no more. */
export async function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Overdue('no answer in time')), deliveryMs);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** 5 s, 25 s, 2 min, 10 min, 52 min, then 4 h twice, each shortened by up to half: 4½ to 9 hours of trying. */
const backoffMs = [5_000, 25_000, 125_000, 625_000, 3_125_000, 14_400_000, 14_400_000] as const;

/** Full jitter between half and the whole of the step, so that a thousand failures do not return at once. */
export function nextTry(attempts: number, now: number, random: () => number): number | undefined {
  const step = backoffMs[attempts - 1];
  return step === undefined ? undefined : Math.ceil(now + step * (0.5 + random() / 2));
}

export interface Delivered {
  /** What remains: failed entries with their next try, dead ones, and those not yet due. */
  readonly outbox: readonly OutboxEntry[];
  /** Entries that died in this round: their document reacts (R09). */
  readonly died: readonly OutboxEntry[];
}

export interface DeliveryScope {
  readonly tenant: string;
  readonly now: number;
  readonly deliver: Deliver;
  readonly random: () => number;
  readonly logger: Logger;
}

/**
 * Delivers every entry that is due, each at least once, all at the same time: it takes no longer than one may
 * (`deliveryMs`). Never throws: a failure becomes the entry's next try.
 */
export async function deliverDue(outbox: readonly OutboxEntry[], scope: DeliveryScope): Promise<Delivered> {
  const died: OutboxEntry[] = [];
  const remaining = await Promise.all(
    outbox.map(async (entry) => {
      if (entry.dead || entry.dueAt > scope.now) return entry;
      if (entry.usefulUntil !== undefined && entry.usefulUntil <= scope.now) return tooLate(entry, scope);
      try {
        await inTime(scope.deliver(entry, scope.tenant));
        return undefined;
      } catch (error) {
        if (error instanceof ReceiverBusy) return putOff(entry, scope);
        const after = failed(entry, error, scope);
        if (!after.dead) return after;
        if (entry.orElse) return inItsPlace(entry, entry.orElse, scope);
        died.push(after);
        return after;
      }
    }),
  );
  return { outbox: remaining.filter((entry) => entry !== undefined), died };
}

export interface WithOutbox {
  readonly outbox: readonly OutboxEntry[];
}

/** How often what was delivered is put into a newer version of its document before it is left as it is. */
const writeBackTries = 12;

/**
 * Delivers what is due and writes what became of it. When someone else wrote the document meanwhile, their version stands:
 * the delivered entries are taken out of it and `write`, which commits, is asked again with those that died, so that
 * nothing is sent twice and no failure goes unheard for a lost race. Where races are lost without end, the lease is given
 * back and the same entries leave again, under the same ids. Throws what `write` throws.
 */
export async function deliverOutbox<Body extends WithOutbox>(
  before: Doc<Body>,
  { documents, lease, ...scope }: DeliveryScope & { readonly documents: Documents; readonly lease: Lease },
  write: (current: Doc<Body>, died: readonly OutboxEntry[]) => Promise<CommitResult>,
): Promise<void> {
  const { kind, id } = before;
  const delivered = await deliverDue(before.body.outbox, scope);
  let current: Doc<Body> | undefined = before;
  for (let tries = 0; current && tries < writeBackTries; tries++) {
    const outbox = withoutSent(current.body.outbox, before.body.outbox, delivered.outbox);
    const written = await write({ ...current, body: { ...current.body, outbox } }, delivered.died);
    if (written === 'committed') return;
    current = await documents.load<Body>(kind, id);
  }
  if (!current) return;
  scope.logger.warn(
    { kind },
    'delivered entries could not be written back; they will be sent again with the same id',
  );
  await documents.store.release(kind, id, lease);
}

/** `current` less what was sent of `before`, with the failed ones as they are `after` their try; others are not touched. */
function withoutSent(
  current: readonly OutboxEntry[],
  before: readonly OutboxEntry[],
  after: readonly OutboxEntry[],
): readonly OutboxEntry[] {
  const untried = new Set(after);
  const tried = new Map(
    before
      .filter((entry) => !untried.has(entry))
      .map((entry) => [entry.id, after.find(({ id }) => id === entry.id)]),
  );
  return current.flatMap((entry) => (tried.has(entry.id) ? (tried.get(entry.id) ?? []) : entry));
}

function tooLate({ id, kind }: OutboxEntry, { logger }: DeliveryScope): undefined {
  logger.warn({ entry: id, kind }, 'too late to be of use: not sent');
}

function inItsPlace(
  { orElse: _used, ...entry }: OutboxEntry,
  other: NonNullable<OutboxEntry['orElse']>,
  { now }: DeliveryScope,
): OutboxEntry {
  return { ...entry, ...other, attempts: 0, dueAt: now };
}

const putOff = (entry: OutboxEntry, { now, random }: DeliveryScope): OutboxEntry => ({
  ...entry,
  dueAt: Math.ceil(now + putOffMs * (0.5 + random() / 2)),
});

function failed(entry: OutboxEntry, error: unknown, { now, random, logger }: DeliveryScope): OutboxEntry {
  const attempts = entry.attempts + 1;
  const reason = reasonOf(error);
  const dueAt = error instanceof Undeliverable ? undefined : nextTry(attempts, now, random);
  logger.warn(
    { entry: entry.id, kind: entry.kind, attempts, reason, dead: dueAt === undefined },
    'delivery failed',
  );
  return dueAt === undefined
    ? { ...entry, attempts, dead: { at: now, reason } }
    : { ...entry, attempts, dueAt };
}

/**
 * What an operator may read of it and of what caused it: the system's or library's own code, or the error's name, and
 * the receiver's numbers (`EENVELOPE 450 4.7.1`). Its words may name somebody.
 */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Error';
  const told = error.cause instanceof Error ? [error, error.cause] : [error];
  return told.flatMap((one) => [nameOf(one), ...numbersOf(one)]).join(' ');
}

function nameOf(error: Error): string {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code) ? code : error.name;
}

/** What a receiver answered: its code and the enhanced one (RFC 3463) where it gave one. */
function numbersOf(error: Error): readonly string[] {
  const { responseCode, response } = error as {
    readonly responseCode?: unknown;
    readonly response?: unknown;
  };
  if (typeof responseCode !== 'number') return [];
  const [, enhanced] = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})(?![.\d])/.exec(String(response)) ?? [];
  return [String(responseCode), ...(enhanced ? [enhanced] : [])];
}

export function earliestEntry(outbox: readonly OutboxEntry[]): number | undefined {
  let earliest: number | undefined;
  for (const entry of outbox)
    if (!entry.dead && (earliest === undefined || entry.dueAt < earliest)) earliest = entry.dueAt;
  return earliest;
}

/** Key by which documents with dead entries are found by the admin API. */
export const deadKey = 'outbox:dead';

export function outboxKeys(outbox: readonly OutboxEntry[]): readonly string[] {
  return [
    ...outbox.filter((entry) => entry.dead).map((entry) => `outbox:${entry.id}`),
    ...(outbox.some((entry) => entry.dead) ? [deadKey] : []),
  ];
}
