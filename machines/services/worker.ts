import type { ClaimedDoc, Doc } from '../engine/documents.ts';
import type { Engine } from '../engine/engine.ts';
import {
  type Deliver,
  deliverOutbox,
  deliveryMs,
  earliestEntry,
  inTime,
  type OutboxEntry,
  type WithOutbox,
} from '../engine/outbox.ts';
import { sessionKind } from '../engine/session.ts';
import { Refused } from '../errors.ts';
import { type Claimed, StoreUnavailable } from '../ports/store.ts';
import { type ClientBody, type Clients, clientKind, indexed as indexedClient } from './clients.ts';
import type { CodeRequests } from './code-requests.ts';
import { emailClaimKind, emailClaimOutbox } from './email-claims.ts';
import { indexed as indexedMember, type MemberBody, memberKind } from './members.ts';
import type { OutboxKind } from './outbox-kind.ts';
import type { ServicePorts } from './ports.ts';
import { postpone } from './postponing.ts';

/** Longer than a delivery may take; what a process held when it died waits this long for another. */
const leaseMs = deliveryMs + 15_000;
/** How many documents a worker has in hand at most. */
const batch = 64;
/** How long a round waits for slow receivers before it leaves them to themselves and the next one begins. */
const roundMs = 5_000;

/**
 * What happens although nobody asks: due timers, mails and letters, deactivations left unfinished. Documents
 * are claimed by lease, so any number of workers on one store share the work and repeat nothing; a worker that
 * died is replaced when its lease ends. A document that does not open or whose work fails is logged and put off
 * (`postpone`); the others go on. A slow receiver keeps its own document in hand, and no other.
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
     * leaves it as it is; the lease is given back afterwards. One that takes longer than a delivery may has failed,
     * and is begun anew a minute later at the earliest.
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
    [emailClaimKind]: handleOutbox(emailClaimOutbox),
    ...Object.fromEntries(
      Object.entries(ports.outboxes ?? {}).map(([kind, described]) => [kind, handleOutbox(described)]),
    ),
    ...Object.fromEntries(
      Object.entries(parts.attended ?? {}).map(([kind, attend]) => [kind, handleAttended(attend)]),
    ),
  };

  function handleMember(claimed: ClaimedDoc<MemberBody>): Promise<void> {
    return deliverAll(claimed, claimed.document.body.member.tenant, async (body, died) => {
      let after = body;
      for (const entry of died) {
        const noted = await codeRequests.afterUndelivered(after.member, entry, clock.now());
        after = { member: noted.member, outbox: [...after.outbox, ...noted.send] };
      }
      return indexedMember(after, ports.insurers, clock.now());
    });
  }

  async function handleClient(claimed: ClaimedDoc<ClientBody>): Promise<void> {
    const { document, lease } = claimed;
    const { client, deactivating } = document.body;
    if (!deactivating) return deliverAll(claimed, client.tenant, indexedClient);
    await clients.carryOut(document.id);
    await documents.store.release(document.kind, document.id, lease);
  }

  function handleAttended(attend: (id: string) => Promise<void>) {
    return async ({ document, lease }: ClaimedDoc<unknown>): Promise<void> => {
      await inTime(attend(document.id));
      await documents.store.release(document.kind, document.id, lease);
    };
  }

  function handleOutbox({ tenantOf, indexed }: OutboxKind) {
    return (claimed: ClaimedDoc<WithOutbox>): Promise<void> =>
      deliverAll(claimed, tenantOf(claimed.document.body), indexed);
  }

  /**
   * `indexed`: the body with what became of its entries, and what its document is found by. Throws where there is
   * something to send in the name of an insurer that is not here: nothing of it has been tried.
   */
  async function deliverAll<Body extends WithOutbox>(
    { document, lease }: ClaimedDoc<Body>,
    tenant: string,
    indexed: (body: Body, died: readonly OutboxEntry[]) => Partial<Doc<Body>> | Promise<Partial<Doc<Body>>>,
  ): Promise<void> {
    if (!ports.insurers.has(tenant) && earliestEntry(document.body.outbox) !== undefined)
      throw new Refused('tenant-unknown', `there is no insurer « ${tenant} » here`);
    const scope = { documents, lease, tenant, now: clock.now(), deliver, random: Math.random, logger };
    return deliverOutbox(document, scope, async (current, died) => {
      const next = await indexed(current.body, died);
      return documents.commit({ ...current, ...next, rev: current.rev + 1 }, lease);
    });
  }

  /** Whether it went well. Where the store is away, nothing is put off: the rounds themselves come more slowly. */
  async function handle(claimed: Claimed): Promise<boolean> {
    const { document, lease } = claimed;
    const { kind, id } = document;
    try {
      const handler = handlers[kind];
      if (!handler) throw new Error(`nothing handles a due ${kind}`);
      await handler({ document: documents.open<never>(document), lease });
      return true;
    } catch (error) {
      logger.error({ kind, err: error }, 'due work failed');
      if (error instanceof StoreUnavailable) await documents.store.release(kind, id, lease);
      else await postpone(documents.store, claimed, { now: clock.now(), random: Math.random });
      return false;
    }
  }

  const inHand = new Set<Promise<void>>();
  let done = { handled: 0, failed: 0 };

  function take(claimed: Claimed): Promise<void> {
    const task = handle(claimed)
      .catch((error) => {
        logger.error(
          { kind: claimed.document.kind, err: error },
          'a lease ends by itself: it was not given back',
        );
        return false;
      })
      .then((well) => {
        inHand.delete(task);
        done = { handled: done.handled + 1, failed: done.failed + (well ? 0 : 1) };
      });
    inHand.add(task);
    return task;
  }

  return {
    /**
     * Takes what is due now, one batch, and waits until it is done, some seconds at most. How many documents were
     * done since the last round said so, those it had left behind among them; how many of these failed.
     */
    async round(): Promise<{ readonly handled: number; readonly failed: number }> {
      const limit = batch - inHand.size;
      const claimed = limit > 0 ? await documents.store.claim({ now: clock.now(), leaseMs, limit }) : [];
      await atMost(roundMs, Promise.all(claimed.map(take)));
      const said = done;
      done = { handled: 0, failed: 0 };
      return said;
    },
    /** Resolves when nothing is in hand any more, with no round under way. */
    settled: async (): Promise<void> => void (await Promise.all(inHand)),
    /** Removes expired documents, a small batch at a time. */
    sweep: (): Promise<number> => documents.store.sweep(clock.now(), 500),
  };
}

export type Worker = ReturnType<typeof createWorker>;

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([work, over]);
  clearTimeout(timer);
}
