import type { Documents } from '../../machines/engine/documents.ts';
import type { StoredDocument } from '../../machines/ports/store.ts';
import { allKinds } from '../kinds.ts';

/** Documents by the key version they hang on: sealed under it, or found by an id derived from it. */
export interface KeyUse {
  readonly version: string;
  readonly sealed: number;
  readonly ids: number;
}

const pageSize = 200;

/**
 * Seals every document anew under the current key, while the product runs. A document that someone else writes
 * meanwhile is sealed anew by that write. Ids stay what they are. How many documents were re-sealed.
 */
export async function rotate(
  documents: Documents,
  current: string,
  progress?: (done: number) => void,
): Promise<number> {
  let resealed = 0;
  let seen = 0;
  for await (const stored of everyDocument(documents)) {
    if (sealedUnder(stored) !== current && (await reseal(documents, stored))) resealed += 1;
    progress?.(++seen);
  }
  return resealed;
}

/** A version may leave SECRET_KEYS when nothing is sealed under it and no id derives from it. */
export async function keyUse(documents: Documents): Promise<readonly KeyUse[]> {
  const uses = new Map<string, { version: string; sealed: number; ids: number }>();
  const of = (version: string) => {
    const use = uses.get(version) ?? { version, sealed: 0, ids: 0 };
    uses.set(version, use);
    return use;
  };
  for await (const stored of everyDocument(documents)) {
    of(sealedUnder(stored)).sealed += 1;
    for (const version of derivedFrom(stored)) of(version).ids += 1;
  }
  return [...uses.values()].sort((a, b) => Number(b.version.slice(1)) - Number(a.version.slice(1)));
}

async function reseal(documents: Documents, { kind, id }: StoredDocument): Promise<boolean> {
  for (;;) {
    const document = await documents.load(kind, id);
    if (!document) return false;
    if ((await documents.commit({ ...document, rev: document.rev + 1 })) === 'committed') return true;
  }
}

async function* everyDocument({ store }: Documents): AsyncGenerator<StoredDocument> {
  for (const kind of allKinds)
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page: StoredDocument[] = await store.list(kind, after, pageSize);
      yield* page;
      after = page.at(-1)?.id;
    }
}

/** Sealed bytes begin with the length of their version and the version (adapters/crypto/vault.ts). */
function sealedUnder({ body }: StoredDocument): string {
  return Buffer.from(body.subarray(1, 1 + (body[0] ?? 0))).toString('latin1');
}

/** Versions that the document's id or keys were derived from: `v1.…`, `link:v1.…`. */
function derivedFrom({ id, keys }: StoredDocument): ReadonlySet<string> {
  const versions = [id, ...keys].map((name) => /^(?:[a-z-]+:)?(v[1-9]\d{0,8})\./.exec(name)?.[1]);
  return new Set(versions.filter((version) => version !== undefined));
}
