import type { Documents } from '../machines/engine/documents.ts';
import type { Store, StoredDocument } from '../machines/ports/store.ts';
import { memberKind } from '../machines/services/members.ts';
import { ConfigError } from './config.ts';
import { allKinds, developmentKinds } from './kinds.ts';

const theStore = 'store (DATA_DIR, or MONGODB_URI where it is set)';

/**
 * Stops under keys by which nobody is known: those that open nothing, and those that lack a version by which members are
 * found, whatever they open (a rotation seals anew, ids stay).
 */
export async function refuseStrangeKeys(documents: Documents, versions: readonly string[]): Promise<void> {
  await refuseOtherKeys(documents);
  const missing = (await foundBy(memberKind, documents)).find((version) => !versions.includes(version));
  if (missing === undefined) return;
  throw new ConfigError(
    `SECRET_KEYS lacks ${missing}, by which members of the ${theStore} are found: they would be told that their code is wrong. List it again; guichet admin keys says when it may go.`,
  );
}

/** The key versions that ids of a kind begin with. Ids are in order: one look-up for each version. */
async function foundBy(kind: string, { store }: Documents): Promise<readonly string[]> {
  const versions: string[] = [];
  for (let after = ''; ; ) {
    const [first] = await store.list(kind, after, 1);
    const version = first && /^(v[1-9]\d*)\./.exec(first.id)?.[1];
    if (version === undefined) return versions;
    versions.push(version);
    // A slash follows the dot.
    after = `${version}/`;
  }
}

/**
 * Under keys that open nothing of what is there, every member would be told that their code is wrong, and nobody would
 * be the wiser. Documents that do not open beside others that do are no reason to serve nobody.
 */
async function refuseOtherKeys(documents: Documents): Promise<void> {
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
