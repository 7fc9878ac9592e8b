import type { ClaimedDoc, Doc } from '../engine/documents.ts';
import type { Engine } from '../engine/engine.ts';
import { type Deliver, deliverDue, type OutboxEntry } from '../engine/outbox.ts';
import { sessionKind } from '../engine/session.ts';
import { type ClientBody, type Clients, clientKind, indexed as indexedClient } from './clients.ts';
import type { CodeRequests } from './code-requests.ts';
import { emailClaimKind, emailClaimOutbox } from './email-claims.ts';
import { indexed as indexedMember, type MemberBody, memberKind } from './members.ts';
import type { ServicePorts } from './ports.ts';

export interface WithOutbox {
  readonly outbox: readonly OutboxEntry[];
}

/** A kind of document whose messages the worker delivers. */
export interface OutboxKind {
  tenantOf(body: WithOutbox): string;
  /** Keys and due time, which follow from the content. */
  indexed(body: WithOutbox): Pick<Doc<WithOutbox>, 'keys' | 'dueAt' | 'body'>;
}

/** Longer than a delivery takes; what a process held when it died waits this long for another. */
const leaseMs = 20_000;
const batch = 64;

/**
 * What happens although nobody asks: due timers, mails and letters, deactivations left unfinished. Documents
 * are claimed by lease, so any number of workers on one store share the work and repeat nothing; a worker that
 * died is replaced when its lease ends. Errors are logged and tried again at the next round.
 */
export function createWorker(
  ports: ServicePorts,
  parts: {
    engine: Engine;
    codeRequests: CodeRequests;
    clients: Clients;
    deliver: Deliver;
    /**
     * Kinds of channels' documents that have something to do in time. The task writes the document itself, or
     * leaves it as it is; the lease is given back afterwards, so it must not take longer than one holds.
     */
    attended?: Readonly<Record<string, (id: string) => Promise<void>>>;
  },
) {
  const { documents, clock, logger } = ports;
  const { engine, codeRequests, clients, deliver } = parts;

  const handlers: Readonly<Record<string, (claimed: ClaimedDoc<never>) => Promise<void>>> = {
    [sessionKind]: ({ document, lease }) => engine.handleDue(document, lease, deliver),
    [memberKind]: handleMember,
    [clientKind]: handleClient,
    [emailClaimKind]: handleOutbox(emailClaimKind, emailClaimOutbox),
    ...Object.fromEntries(
      Object.entries(ports.outboxes ?? {}).map(([kind, described]) => [kind, handleOutbox(kind, described)]),
    ),
    ...Object.fromEntries(
      Object.entries(parts.attended ?? {}).map(([kind, attend]) => [kind, handleAttended(attend)]),
    ),
  };

  const deliverFrom = (tenant: string, outbox: readonly OutboxEntry[]) =>
    deliverDue(outbox, { tenant, now: clock.now(), deliver, random: Math.random, logger });

  async function handleMember({ document, lease }: ClaimedDoc<MemberBody>): Promise<void> {
    const { outbox } = document.body;
    const delivered = await deliverFrom(document.body.member.tenant, outbox);
    const after = async (current: typeof document) => {
      let body = { ...current.body, outbox: without(current.body.outbox, outbox, delivered.outbox) };
      for (const entry of delivered.died) {
        const noted = await codeRequests.afterUndelivered(body.member, entry, clock.now());
        body = { member: noted.member, outbox: [...body.outbox, ...noted.send] };
      }
      return { ...current, ...indexedMember(body, ports.insurers, clock.now()) };
    };
    await writeBack(document, await after(document), lease, async () => {
      const current = await documents.load<MemberBody>(memberKind, document.id);
      return current && after(current);
    });
  }

  async function handleClient({ document, lease }: ClaimedDoc<ClientBody>): Promise<void> {
    if (document.body.deactivating) {
      await documents.store.release(document.kind, document.id, lease);
      await clients.carryOut(document.id);
      return;
    }
    const { outbox, client } = document.body;
    const delivered = await deliverFrom(client.tenant, outbox);
    await writeBack(
      document,
      indexedClient({ ...document.body, outbox: delivered.outbox }),
      lease,
      async () => {
        const current = await documents.load<ClientBody>(clientKind, document.id);
        return (
          current && {
            ...current,
            ...indexedClient({
              ...current.body,
              outbox: without(current.body.outbox, outbox, delivered.outbox),
            }),
          }
        );
      },
    );
  }

  function handleAttended(attend: (id: string) => Promise<void>) {
    return async ({ document, lease }: ClaimedDoc<unknown>): Promise<void> => {
      await attend(document.id);
      await documents.store.release(document.kind, document.id, lease);
    };
  }

  function handleOutbox(kind: string, { tenantOf, indexed }: OutboxKind) {
    return async ({ document, lease }: ClaimedDoc<WithOutbox>): Promise<void> => {
      const { outbox } = document.body;
      const delivered = await deliverFrom(tenantOf(document.body), outbox);
      const after = (current: typeof document) => ({
        ...current,
        ...indexed({ ...current.body, outbox: without(current.body.outbox, outbox, delivered.outbox) }),
      });
      await writeBack(document, after(document), lease, async () => {
        const current = await documents.load<WithOutbox>(kind, document.id);
        return current && after(current);
      });
    };
  }

  /**
   * Writes what was delivered. When someone else wrote the document meanwhile, their version stands, the
   * delivered entries are taken out of it and those that died are answered to, so that nothing is sent twice
   * and no failure goes unheard for a lost race.
   */
  async function writeBack<Body>(
    document: ClaimedDoc<Body>['document'],
    next: Partial<ClaimedDoc<Body>['document']>,
    lease: ClaimedDoc<Body>['lease'],
    merged: () => Promise<ClaimedDoc<Body>['document'] | undefined>,
  ): Promise<void> {
    if ((await documents.commit({ ...document, ...next, rev: document.rev + 1 }, lease)) === 'committed')
      return;
    for (let tries = 0; tries < 20; tries++) {
      const current = await merged();
      if (!current) return;
      if ((await documents.commit({ ...current, rev: current.rev + 1 }, lease)) === 'committed') return;
    }
    logger.warn(
      { kind: document.kind },
      'delivered entries could not be written back; they will be sent again with the same id',
    );
  }

  async function handle(claimed: ClaimedDoc<unknown>): Promise<void> {
    const handler = handlers[claimed.document.kind];
    if (!handler) throw new Error(`nothing handles a due ${claimed.document.kind}`);
    try {
      await handler(claimed as ClaimedDoc<never>);
    } catch (error) {
      logger.error(
        { kind: claimed.document.kind, error: error instanceof Error ? error.name : 'unknown' },
        'due work failed',
      );
      await documents.store.release(claimed.document.kind, claimed.document.id, claimed.lease);
      throw error;
    }
  }

  return {
    /** Handles one batch of what is due now. How many documents it was; errors of single documents are counted. */
    async round(): Promise<{ readonly handled: number; readonly failed: number }> {
      const claimed = await documents.claim({ now: clock.now(), leaseMs, limit: batch });
      const results = await Promise.allSettled(claimed.map(handle));
      return {
        handled: claimed.length,
        failed: results.filter(({ status }) => status === 'rejected').length,
      };
    },
    /** Removes expired documents, a small batch at a time. */
    sweep: (): Promise<number> => documents.store.sweep(clock.now(), 500),
  };
}

export type Worker = ReturnType<typeof createWorker>;

/** `current` less what was delivered, with the failed ones as they are after this try. */
function without(
  current: readonly OutboxEntry[],
  before: readonly OutboxEntry[],
  after: readonly OutboxEntry[],
): readonly OutboxEntry[] {
  const tried = new Map(before.map((entry) => [entry.id, after.find(({ id }) => id === entry.id)]));
  return current.flatMap((entry) => (tried.has(entry.id) ? (tried.get(entry.id) ?? []) : entry));
}
