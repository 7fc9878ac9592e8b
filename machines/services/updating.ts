import type { Doc, Documents } from '../engine/documents.ts';
import { serialQueue } from '../engine/serial.ts';
import { StoreUnavailable } from '../ports/store.ts';

/** What a decision makes of a document: the next body, or nothing to write. */
export type Change<Body, Result> = {
  readonly next?: Partial<Omit<Doc<Body>, 'body'>> & { readonly body: Body };
  readonly result: Result;
};

/**
 * Read, decide, write, on one document: the only way a service changes anything. `decide` is called again with
 * the newer document whenever another writer was first, so it must be pure. Within the process, decisions on
 * one document queue; between processes the revision decides (P12).
 */
export function updater(documents: Documents) {
  const serially = serialQueue();
  return async function update<Body, Result>(
    kind: string,
    id: string,
    decide: (current: Doc<Body> | undefined) => Change<Body, Result> | Promise<Change<Body, Result>>,
  ): Promise<Result> {
    return serially(`${kind}|${id}`, async () => {
      for (let tries = 0; tries < 60; tries++) {
        const current = await documents.load<Body>(kind, id);
        const { next, result } = await decide(current);
        if (!next) return result;
        const { keys = [], dueAt = null, expiresAt = null } = current ?? {};
        const written = await documents.commit<Body>({
          kind,
          id,
          keys,
          dueAt,
          expiresAt,
          ...next,
          rev: (current?.rev ?? 0) + 1,
        });
        if (written === 'committed') return result;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(40, 2 + tries)));
      }
      throw new StoreUnavailable(`too many others write this ${kind}`);
    });
  };
}

/**
 * The id under which a document is kept: digests change with the current key, documents written under an
 * earlier one stay where they are (rotation of SECRET_KEYS). The first is used when there is none yet.
 */
export async function keptUnder(documents: Documents, kind: string, ids: readonly string[]): Promise<string> {
  for (const id of ids.slice(1)) if (await documents.load(kind, id)) return id;
  return ids[0]!;
}

export type Update = ReturnType<typeof updater>;
