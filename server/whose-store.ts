import type { Documents } from '../machines/engine/documents.ts';
import type { Store, StoredDocument } from '../machines/ports/store.ts';
import { ConfigError } from './config.ts';
import { allKinds, developmentKinds } from './kinds.ts';

const theStore = 'store (DATA_DIR, or MONGODB_URI where it is set)';

/**
 * Under keys that open nothing of what is there, every member would be told that their code is wrong, and nobody would
 * be the wiser. Documents that do not open beside others that do are no reason to serve nobody.
 */
export async function refuseOtherKeys(documents: Documents): Promise<void> {
  const found = await firstOfEach(allKinds, documents);
  if (found.length === 0 || found.some((one) => opens(documents, one))) return;
  throw new ConfigError(
    `SECRET_KEYS opens nothing of what the ${theStore} holds: give it the keys that the store was made with, or another store.`,
  );
}

/** Members everybody can read the codes of would sign in (contract). What these keys do not open, nobody enters by. */
export async function refuseDemo(documents: Documents): Promise<void> {
  const found = await firstOfEach(developmentKinds, documents);
  if (!found.some((one) => opens(documents, one))) return;
  throw new ConfigError(
    `The ${theStore} has served a demo or a development run under these SECRET_KEYS: production needs one of its own.`,
  );
}

/** What was opened before a refusal is closed again. */
export async function orClose(store: Pick<Store, 'close'>, checked: Promise<void>): Promise<void> {
  try {
    await checked;
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function firstOfEach(
  kinds: readonly string[],
  { store }: Documents,
): Promise<readonly StoredDocument[]> {
  return (await Promise.all(kinds.map((kind) => store.list(kind, '', 1)))).flat();
}

function opens(documents: Documents, found: StoredDocument): boolean {
  try {
    documents.open(found);
    return true;
  } catch {
    return false;
  }
}
