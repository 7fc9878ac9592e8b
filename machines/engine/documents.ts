import type { ClaimRequest, CommitResult, Lease, Store, StoredDocument } from '../ports/store.ts';
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
 */
export interface Documents {
  load<Body>(kind: string, id: string): Promise<Doc<Body> | undefined>;
  find<Body>(kind: string, key: string, limit?: number): Promise<Doc<Body>[]>;
  list<Body>(kind: string, afterId: string, limit: number): Promise<Doc<Body>[]>;
  commit<Body>(document: Doc<Body>, lease?: Lease): Promise<CommitResult>;
  remove(kind: string, id: string, rev: number): Promise<CommitResult>;
  claim(request: ClaimRequest): Promise<ClaimedDoc<unknown>[]>;
  readonly store: Store;
}

const decoder = new TextDecoder();

export function sealedDocuments(store: Store, vault: Vault): Documents {
  const open = <Body>(stored: StoredDocument): Doc<Body> => ({
    ...stored,
    body: JSON.parse(decoder.decode(vault.open(stored.body, `${stored.kind}|${stored.id}`))) as Body,
  });
  const seal = (document: Doc<unknown>): StoredDocument => ({
    ...document,
    body: vault.seal(Buffer.from(JSON.stringify(document.body)), `${document.kind}|${document.id}`),
  });
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
    commit: (document, lease) => store.commit(seal(document), lease),
    remove: (kind, id, rev) => store.remove(kind, id, rev),
    claim: async (request) =>
      (await store.claim(request)).map(({ document, lease }) => ({ document: open(document), lease })),
  };
}
