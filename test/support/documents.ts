import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type Documents, sealedDocuments } from '../../machines/engine/documents.ts';
import type { Store, StoredDocument } from '../../machines/ports/store.ts';
import type { Vault } from '../../machines/ports/vault.ts';

export interface MemoryDocuments {
  readonly documents: Documents;
  /** Everything the store holds, as somebody who stole the disk would read it. */
  stolen(): string;
}

/** Really sealed documents over a store that is a Map: for adapters that only commit, load and list. */
export function memoryDocuments(): MemoryDocuments {
  const held = new Map<string, StoredDocument>();
  const keyOf = ({ kind, id }: Pick<StoredDocument, 'kind' | 'id'>) => `${kind}|${id}`;
  const verbs: Pick<Store, 'load' | 'list' | 'commit'> = {
    load: async (kind, id) => held.get(keyOf({ kind, id })),
    list: async (kind, afterId, limit) =>
      [...held.values()]
        .filter((document) => document.kind === kind && document.id > afterId)
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit),
    commit: async (document) => {
      if ((held.get(keyOf(document))?.rev ?? 0) !== document.rev - 1) return 'lost';
      held.set(keyOf(document), document);
      return 'committed';
    },
  };
  return {
    documents: sealedDocuments(verbs as Store, sealingVault() as Vault),
    stolen: () =>
      [...held.values()].map(({ body, ...rest }) => JSON.stringify(rest) + latin1(body)).join('\n'),
  };
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

function sealingVault(): Pick<Vault, 'seal' | 'open'> {
  const key = randomBytes(32);
  return {
    seal: (plain, context) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open: (sealed, context) => {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
    },
  };
}
