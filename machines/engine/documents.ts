import type { CommitResult, Lease, Store, StoredDocument } from '../ports/store.ts';
import type { Vault } from '../ports/vault.ts';

/** A stored document opened: `body` is plain data. Change it by committing a copy with `rev + 1`. */
export interface Doc<Body> extends Omit<StoredDocument, 'body'> {
  readonly body: Body;
}

export interface ClaimedDoc<Body> {
  readonly document: Doc<Body>;
  readonly lease: Lease;
}

/**
 * The store, with bodies sealed on the way in and opened on the way out (P13). Each body is bound to its kind
 * and id: a body copied onto another document does not open. Race contracts are those of `Store`.
 *
 * Bodies are shared between whoever loads the same revision and never changed in place. What this process
 * committed or opened lately is kept open in memory; the store is still read each time, and the kept body serves
 * only if the sealed bytes that came are the very same.
 */
export interface Documents {
  load<Body>(kind: string, id: string): Promise<Doc<Body> | undefined>;
  find<Body>(kind: string, key: string, limit?: number): Promise<Doc<Body>[]>;
  list<Body>(kind: string, afterId: string, limit: number): Promise<Doc<Body>[]>;
  commit<Body>(document: Doc<Body>, lease?: Lease): Promise<CommitResult>;
  remove(kind: string, id: string, rev: number): Promise<CommitResult>;
  /** Opens what `store.claim` handed out, each by itself: one that was altered, or whose key is gone, throws. */
  open<Body>(stored: StoredDocument): Doc<Body>;
  readonly store: Store;
}

const decoder = new TextDecoder();

/**
 * `kinds`: all there are. A document of any other is refused, so that none is written which a reset, a rotation of keys, a
 * copy or an erasure would not know.
 */
export function sealedDocuments(store: Store, vault: Vault, kinds?: readonly string[]): Documents {
  const listed = kinds && new Set(kinds);
  const lately = openedLately();
  const open = <Body>(stored: StoredDocument): Doc<Body> => {
    const name = `${stored.kind}|${stored.id}`;
    const known = lately.get(name, stored.body);
    if (known !== undefined) return { ...stored, body: known as Body };
    const body: unknown = JSON.parse(decoder.decode(vault.open(stored.body, name)));
    lately.keep(name, stored.body, body);
    return { ...stored, body: body as Body };
  };
  const commit = async (document: Doc<unknown>, lease?: Lease): Promise<CommitResult> => {
    if (listed && !listed.has(document.kind)) throw new Error(`the kind « ${document.kind} » is not listed`);
    const name = `${document.kind}|${document.id}`;
    const sealed = vault.seal(Buffer.from(JSON.stringify(document.body)), name);
    const result = await store.commit({ ...document, body: sealed }, lease);
    if (result === 'committed') lately.keep(name, sealed, document.body);
    return result;
  };
  return {
    store,
    load: async <Body>(kind: string, id: string) => {
      const stored = await store.load(kind, id);
      return stored && open<Body>(stored);
    },
    find: async <Body>(kind: string, key: string, limit?: number) =>
      (await store.find(kind, key, limit)).map((stored) => open<Body>(stored)),
    list: async <Body>(kind: string, afterId: string, limit: number) =>
      (await store.list(kind, afterId, limit)).map((stored) => open<Body>(stored)),
    commit,
    remove: (kind, id, rev) => store.remove(kind, id, rev),
    open,
  };
}

/** Sealed bytes whose opened bodies are kept: what a node's busy sessions and members take. */
const keptBytes = 2 * 1024 * 1024;

/** The bodies opened last, by name, as long as their sealed bytes stay within the limit; the oldest go first. */
function openedLately() {
  const kept = new Map<string, { readonly sealed: Uint8Array; readonly body: unknown }>();
  let bytes = 0;
  const drop = (name: string, sealed: Uint8Array) => {
    kept.delete(name);
    bytes -= sealed.length;
  };
  return {
    get(name: string, sealed: Uint8Array): unknown {
      const known = kept.get(name);
      return known && Buffer.compare(known.sealed, sealed) === 0 ? known.body : undefined;
    },
    keep(name: string, sealed: Uint8Array, body: unknown): void {
      const before = kept.get(name);
      if (before) drop(name, before.sealed);
      kept.set(name, { sealed, body });
      bytes += sealed.length;
      for (const [oldest, { sealed: its }] of kept) {
        if (bytes <= keptBytes) return;
        drop(oldest, its);
      }
    },
  };
}
