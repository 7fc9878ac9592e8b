import type { Doc } from '../engine/documents.ts';
import { earliestEntry, type OutboxEntry, outboxKeys } from '../engine/outbox.ts';
import { type MemberBody, type Members, memberKind, staffKey } from './members.ts';
import type { MessagesOut } from './messages-out.ts';
import type { ServicePorts } from './ports.ts';
import { keptUnder, type Update } from './updating.ts';

export const clientKind = 'client';

/** More than any employer has members here. */
const mostStaff = 100_000;

/** T00: an employer whose staff are members; a member may have none. */
export interface Client {
  readonly tenant: string;
  readonly name: string;
  readonly contact: { readonly name: string; readonly email: string };
  /** The right of use. */
  readonly right: boolean;
}

export interface ClientBody {
  readonly client: Client;
  readonly outbox: readonly OutboxEntry[];
  /** A deactivation under way: done again from the start by whoever finds it unfinished. */
  readonly deactivating?: { readonly since: number };
}

/**
 * Deactivation and its undoing (T02-T04, T06). A member's is one atomic write that ends every session by its
 * epoch. A client's is first noted, then carried out member by member, then reported to the client's contact;
 * a process that dies in between leaves the note, and the worker finishes it.
 */
export function createClients(ports: ServicePorts, update: Update, members: Members, messages: MessagesOut) {
  const { documents, vault, clock, insurers } = ports;
  const idOf = (tenant: string, name: string) =>
    keptUnder(documents, clientKind, vault.digests('client', `${tenant}|${name}`));

  /**
   * Ends a member's access, by themself (T02) or with their client's (T03). True if it changed anything: whoever lost
   * it with the client, and leaves the client, does not come back with it.
   */
  async function end(member: string, client?: string): Promise<boolean> {
    const changed = await members.change<boolean>(member, (found, now) => {
      const { link: _dead, lostWith, ...rest } = found;
      if (!found.active && (client !== undefined || lostWith === undefined)) return { result: false };
      const ended = { ...rest, active: false, ...(client !== undefined && { lostWith: client }) };
      const tell = found.active && insurers.get(found.tenant)!.policies.tellDeactivatedMembers;
      return {
        member: members.withAudit({ ...ended, epoch: found.epoch + 1 }, 'deactivated', client),
        send: tell ? messages.mailTo(found, 'deactivated', { at: now }) : [],
        result: true,
      };
    });
    return changed ?? false;
  }

  /**
   * Gives access back: to whoever lost it, an agent decides so even where the client has no right; or only to who lost it
   * with this client. True if there was none.
   */
  async function giveBack(member: string, client?: string): Promise<boolean> {
    const changed = await members.change<boolean>(member, (found) => {
      const { link: _dead, lostWith, ...rest } = found;
      if (found.active || (client !== undefined && lostWith !== client)) return { result: false };
      const back = { ...rest, active: true, epoch: found.epoch + 1 };
      return { member: members.withAudit(back, 'reactivated', client), result: true };
    });
    return changed ?? false;
  }

  /** Adds a client; of one that is known only the contact changes, and never the right. */
  async function put(given: Client): Promise<void> {
    await update<ClientBody, void>(clientKind, await idOf(given.tenant, given.name), (document) => {
      const client: Client = { ...given, right: document?.body.client.right ?? given.right };
      return { next: indexed({ outbox: [], ...document?.body, client }), result: undefined };
    });
  }

  /**
   * Whether the client has the right of use. One named by an import and not known yet is noted with the right
   * and without a contact: the list of T04 then dies in the outbox, where an operator sees it.
   */
  async function hasRight(tenant: string, name: string): Promise<boolean> {
    return update<ClientBody, boolean>(clientKind, await idOf(tenant, name), (document) => {
      if (document) return { result: document.body.client.right };
      const client: Client = { tenant, name, contact: { name: '', email: '' }, right: true };
      return { next: indexed({ outbox: [], client }), result: true };
    });
  }

  /**
   * The client loses its right (T03): how many of its staff were deactivated, or undefined for no such client. One
   * that has lost it, and whose staff are all without access, is left as it is: no second list leaves (T04).
   */
  async function deactivate(tenant: string, name: string): Promise<number | undefined> {
    const id = await idOf(tenant, name);
    const anyActive = await hasActiveStaff(tenant, name);
    const known = await update<ClientBody, boolean>(clientKind, id, (document) => {
      if (!document) return { result: false };
      const { client, deactivating } = document.body;
      if (deactivating || (!client.right && !anyActive)) return { result: true };
      const body = {
        ...document.body,
        client: { ...client, right: false },
        deactivating: { since: clock.now() },
      };
      return { next: indexed(body), result: true };
    });
    return known ? carryOut(id) : undefined;
  }

  async function hasActiveStaff(tenant: string, name: string): Promise<boolean> {
    for (const id of await staffOf(tenant, name)) if ((await members.load(id))?.member.active) return true;
    return false;
  }

  /** Reactivated meanwhile: that may have passed by whoever was deactivated after it. */
  const regained = async (id: string): Promise<boolean> =>
    (await documents.load<ClientBody>(clientKind, id))?.body.client.right === true;

  async function carryOut(id: string): Promise<number> {
    const document = await documents.load<ClientBody>(clientKind, id);
    if (!document?.body.deactivating) return 0;
    const { tenant, name } = document.body.client;
    const since = document.body.deactivating.since;
    let deactivated = 0;
    for (const member of await staffOf(tenant, name)) {
      if (!(await end(member, name))) continue;
      if (await regained(id)) {
        await giveBack(member, name);
        break;
      }
      deactivated++;
    }
    await update<ClientBody, void>(clientKind, id, async (current) => {
      if (current?.body.deactivating?.since !== since) return { result: undefined };
      const { deactivating: _done, ...rest } = current.body;
      return {
        next: indexed({ ...rest, outbox: [...rest.outbox, await report(rest.client)] }),
        result: undefined,
      };
    });
    return deactivated;
  }

  /** T04: the client must tell its staff, so it gets the list of those concerned. Names only. */
  async function report(client: Client): Promise<OutboxEntry> {
    const concerned = await documents.find<MemberBody>(
      memberKind,
      staffKey(client.tenant, client.name),
      mostStaff,
    );
    return messages.mail({
      template: 'members-deactivated',
      to: { name: client.contact.name, address: client.contact.email },
      locale: 'fr',
      args: {
        client: client.name,
        members: concerned.map(({ body: { member } }) => ({
          firstName: member.firstName,
          lastName: member.lastName,
        })),
      },
    });
  }

  /** Their ids: nothing is opened, for each is opened by itself when it is its turn. */
  async function staffOf(tenant: string, name: string): Promise<readonly string[]> {
    const found = await documents.store.find(memberKind, staffKey(tenant, name), mostStaff);
    return found.map(({ id }) => id);
  }

  /** The client has its right of use again, and its staff what they lost with it; who left by themself does not (T02). */
  async function reactivate(tenant: string, name: string): Promise<number | undefined> {
    const id = await idOf(tenant, name);
    const known = await update<ClientBody, boolean>(clientKind, id, (document) => {
      if (!document) return { result: false };
      const { deactivating: _stopped, ...rest } = document.body;
      return { next: indexed({ ...rest, client: { ...rest.client, right: true } }), result: true };
    });
    if (!known) return undefined;
    let reactivated = 0;
    for (const member of await staffOf(tenant, name)) if (await giveBack(member, name)) reactivated++;
    return reactivated;
  }

  return { end, giveBack, put, hasRight, deactivate, reactivate, carryOut };
}

export type Clients = ReturnType<typeof createClients>;

/** A deactivation under way is due at once: the worker finishes what a dead process left. */
export function indexed(body: ClientBody): Pick<Doc<ClientBody>, 'keys' | 'dueAt' | 'body'> {
  const due = [earliestEntry(body.outbox), body.deactivating && body.deactivating.since + 30_000].filter(
    (at) => at !== undefined,
  );
  return {
    keys: [`tenant:${body.client.tenant}`, ...outboxKeys(body.outbox)],
    dueAt: due.length ? Math.min(...due) : null,
    body,
  };
}
