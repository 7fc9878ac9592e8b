import { withoutSeparators } from '../domain/separators.ts';
import type { Doc, Documents } from '../engine/documents.ts';
import { sessionKind } from '../engine/session.ts';
import type { Vault } from '../ports/vault.ts';
import { clientKind } from './clients.ts';
import { followUpKeys, followUpKind } from './follow-ups.ts';
import { type MemberBody, memberKind } from './members.ts';

/** A person whose data is asked for: the insurer, and the 13 characters of their NIR. */
export interface Person {
  readonly tenant: string;
  readonly nir: string;
}

/** Documents that lead a session and need not say whose it is. */
export interface Leading {
  readonly kind: string;
  /** The id of the session that one leads. */
  readonly sessionOf: (body: unknown) => string | undefined;
  /** The kind of what is put aside of one, and what its ids begin with. */
  readonly shelfKind: string;
  readonly shelfOf: (id: string, body: unknown) => string;
}

export interface PersonalDataPorts {
  readonly documents: Documents;
  readonly vault: Vault;
  /** Every kind there is. */
  readonly kinds: readonly string[];
  /** Kinds whose documents are one message each, to be known by their addressee. Development only. */
  readonly messageKinds: readonly string[];
  readonly leading: Leading;
}

type Found = Doc<unknown>;

interface Traces {
  readonly tenant: string;
  readonly nir: string;
  readonly ids: ReadonlySet<string>;
  readonly words: readonly string[];
  readonly addresses: readonly string[];
  readonly letters: readonly string[];
  /** Ids of the sessions found so far, and the shelves of what led one: still known when these are gone. */
  readonly sessions: Set<string>;
  readonly shelves: Set<string>;
}

/** More than anyone can ask for while they are kept: numbers have six digits. */
const followUps = 1_000_000;

/**
 * Everything stored about one person, found by reading the whole store once and opening each document (as long as an
 * export of all: minutes for a million). A document is theirs when its id was derived from their NIR, when it holds
 * the NIR, their member id, or the id of one of their letters or mails, or when it is the conversation that leads such a
 * session, with its earlier lines, whoever wrote in it. Not found, because nothing ties them to a person: failure counts
 * of a browser of theirs, whose id needs that browser's cookie; counts and caps of an address or a telephone line; a
 * conversation that leads another session by now; e-mail claims that are not on the member's list.
 */
export function createPersonalData({ documents, vault, kinds, messageKinds, leading }: PersonalDataPorts) {
  /** What leads comes after all that may be led, and what is put aside of it last. */
  const ordered = [
    ...kinds.filter((kind) => kind !== leading.kind && kind !== leading.shelfKind),
    leading.kind,
    leading.shelfKind,
  ];
  /** Removed first, in this order: nothing new begins without the member, and what is put aside is known by the rest. */
  const first = [memberKind, leading.shelfKind, leading.kind];
  const rank = ({ kind }: Found) => (first.includes(kind) ? first.indexOf(kind) : first.length);

  async function* about(traces: Traces): AsyncGenerator<Found> {
    for (const kind of ordered)
      for (let after: string | undefined = ''; after !== undefined; ) {
        const page: Found[] = await documents.list(kind, after, 200);
        for (const document of page) {
          if (!isTheirs(document, traces)) continue;
          if (kind === sessionKind) traces.sessions.add(document.id);
          if (kind === leading.kind) traces.shelves.add(leading.shelfOf(document.id, document.body));
          yield document;
        }
        after = page.at(-1)?.id;
      }
  }

  /** What their documents are known by. */
  async function tracesOf({ tenant, nir }: Person): Promise<Traces> {
    const memberIds = vault.digests('member', `${tenant}|${nir}`);
    const members = await Promise.all(memberIds.map((id) => documents.load<MemberBody>(memberKind, id)));
    const member = members.find((found) => found !== undefined)?.body.member;
    return {
      ids: new Set([
        ...memberIds,
        ...['nir', 'mail-code', 'letter-code'].flatMap((what) =>
          vault.digests('lockout', `${tenant}|${what}|${nir}`),
        ),
        ...(await followUpIds(tenant, nir)),
      ]),
      words: [
        ...memberIds,
        ...idsIn(member?.letters),
        ...idsIn(member?.mails),
        ...idsIn(member?.emailClaims),
      ],
      addresses: [member?.email, member?.emailWaiting?.address, member?.mobile].filter(
        (address) => address !== undefined,
      ),
      letters: idsIn(member?.letters),
      tenant,
      nir,
      sessions: new Set(),
      shelves: new Set(),
    };
  }

  async function followUpIds(tenant: string, nir: string): Promise<readonly string[]> {
    const keys = followUpKeys(vault, tenant, nir);
    const found = await Promise.all(keys.map((key) => documents.find(followUpKind, key, followUps)));
    return found.flat().map(({ id }) => id);
  }

  function isTheirs(document: Found, traces: Traces): boolean {
    const { kind, id, keys, body } = document;
    const { ids, nir, words, addresses, tenant } = traces;
    // An employer is no person, whatever its letters to them say.
    if (kind === clientKind) return false;
    if (ids.has(id) || isLed(document, traces)) return true;
    // The same person may be another insurer's member too: that one's data is not this one's to give or take.
    if (tenantOf(body) !== undefined && tenantOf(body) !== tenant) return false;
    const text = `${id}\n${keys.join('\n')}\n${JSON.stringify(body)}`;
    const sought = messageKinds.includes(kind) ? [...words, ...addresses] : words;
    return sought.some((word) => text.includes(word)) || holdsNir(body, nir);
  }

  function isLed({ kind, id, body }: Found, { sessions, shelves }: Traces): boolean {
    if (kind === leading.kind) return sessions.has(leading.sessionOf(body) ?? '');
    return kind === leading.shelfKind && [...shelves].some((shelf) => id.startsWith(shelf));
  }

  return {
    /** Their data by kind, as plain data: no code, digest or other proof is among it. */
    async export(person: Person): Promise<Record<string, readonly unknown[]>> {
      const found: Record<string, unknown[]> = {};
      for await (const { kind, expiresAt, body } of about(await tracesOf(person))) {
        found[kind] ??= [];
        found[kind].push({
          ...(withoutProofs(body) as object),
          ...(expiresAt !== null && { keptUntil: expiresAt }),
        });
      }
      return found;
    },

    /**
     * Removes all of it, the member first, so that nothing new begins, and looks again until nothing is left: someone
     * may be in the middle of an answer. How many documents of each kind went, and the letters there were.
     */
    async erase(person: Person): Promise<Erased> {
      const traces = await tracesOf(person);
      const removed: Record<string, number> = {};
      for (;;) {
        const found: Found[] = [];
        for await (const document of about(traces)) found.push(document);
        if (found.length === 0) return { removed, letters: traces.letters };
        found.sort((a, b) => rank(a) - rank(b));
        for (const { kind, id, rev } of found)
          if ((await documents.remove(kind, id, rev)) === 'committed')
            removed[kind] = (removed[kind] ?? 0) + 1;
      }
    },
  };
}

export interface Erased {
  readonly removed: Readonly<Record<string, number>>;
  /** Their PDFs may still wait in the print spool. */
  readonly letters: readonly string[];
}

export type PersonalData = ReturnType<typeof createPersonalData>;

const idsIn = (list: readonly { readonly id: string }[] = []) => list.map(({ id }) => id);

function tenantOf(body: unknown): string | undefined {
  const { tenant, member } = body as { tenant?: unknown; member?: { tenant?: unknown } | string };
  const named = tenant ?? (typeof member === 'object' ? member.tenant : undefined);
  return typeof named === 'string' ? named : undefined;
}

/** As it was typed, too: in groups, with its key, in lower case (X19). */
function holdsNir(body: unknown, nir: string): boolean {
  const typed = JSON.stringify(body, (_name, value) =>
    typeof value === 'string' ? withoutSeparators(value) : value,
  );
  return typed.toUpperCase().includes(nir);
}

/** What lets someone in, or could be tried against: it is the product's, not the person's data. */
const proofs =
  /^(?:hash|code|answer|digest|draftBy|provenBy|provenAt|handOvers|setBy|spentBy|wrongBy|holders|frames|recorded|pending|entry|last|args|text|html|token|url|digests|handled)$|Digest$/;

function withoutProofs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutProofs);
  if (typeof value !== 'object' || value === null) return value;
  // What they wrote themselves is theirs.
  const theirs = (value as { from?: unknown }).from === 'person' ? 'text' : undefined;
  const kept = Object.entries(value).filter(([name]) => name === theirs || !proofs.test(name));
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutProofs(inner)]));
}
