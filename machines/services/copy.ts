import { createHash, type Hash } from 'node:crypto';
import type { Store, StoredDocument } from '../ports/store.ts';

/** How many documents of a kind there are, and what they are, in one line that two stores can be compared by. */
export interface KindSum {
  readonly kind: string;
  readonly documents: number;
  /** Over id, keys, times and sealed body of each, in id order. Revisions and leases are the store's own business. */
  readonly sha256: string;
}

export interface Copied {
  readonly copied: number;
  /** Were there already, from an earlier run that was cut short. */
  readonly present: number;
}

/** The target holds something that the source does not. Nothing of it was touched. */
export class TargetDiffers extends Error {
  override name = 'TargetDiffers';
}

type Progress = (documents: number) => void;

const pageSize = 500;
/** Fewer than the connections of a store: none of the writes waits long enough to be given up. */
const atOnce = 32;

/** Reads every document of the kind once. Sums of two stores are equal exactly when their documents are. */
export async function sumOf(
  store: Store,
  kind: string,
  progress: Progress = () => undefined,
): Promise<KindSum> {
  const sum = createHash('sha256');
  let documents = 0;
  for await (const page of pages(store, kind)) {
    for (const document of page) add(sum, document);
    documents += page.length;
    progress(page.length);
  }
  return { kind, documents, sha256: sum.digest('hex') };
}

/**
 * Copies one kind of a stopped installation, in id order, a page at a time; sealed bodies stay sealed. Cut short, it
 * goes on where it stopped when run again. Expired documents are left behind. Copies begin at revision 1 and are
 * free of leases.
 * @throws TargetDiffers before writing the page in which the target has another document than the source.
 */
export async function copyKind(
  { from, to }: { from: Store; to: Store },
  kind: string,
  progress: Progress = () => undefined,
): Promise<Copied> {
  let [copied, present] = [0, 0];
  let after = '';
  for await (const page of pages(from, kind)) {
    const last = page.at(-1)?.id ?? after;
    const there = await presentUpTo(to, { kind, after, last, most: page.length });
    const missing = page.filter((document) => !matches(there.get(document.id), document));
    if (there.size > page.length - missing.length) throw differs(kind, [...there.keys()]);
    for (let i = 0; i < missing.length; i += atOnce) await placeAll(to, missing.slice(i, i + atOnce));
    copied += missing.length;
    present += page.length - missing.length;
    after = last;
    progress(page.length);
  }
  const [foreign] = await to.list(kind, after, 1);
  if (foreign) throw differs(kind, [foreign.id]);
  return { copied, present };
}

/** All of them over before anything is thrown: nothing is written behind the caller's back. */
async function placeAll(to: Store, documents: readonly StoredDocument[]): Promise<void> {
  const placed = await Promise.allSettled(documents.map((document) => place(to, document)));
  for (const result of placed) if (result.status === 'rejected') throw result.reason;
}

async function place(to: Store, document: StoredDocument): Promise<void> {
  if ((await to.commit({ ...document, rev: 1 })) === 'lost') throw differs(document.kind, [document.id]);
}

/** What the target has of this page already. One more than fits shows that something does not belong there. */
async function presentUpTo(
  to: Store,
  { kind, after, last, most }: { kind: string; after: string; last: string; most: number },
): Promise<Map<string, StoredDocument>> {
  const found = await to.list(kind, after, most + 1);
  return new Map(found.filter(({ id }) => !isAfter(id, last)).map((document) => [document.id, document]));
}

function matches(found: StoredDocument | undefined, document: StoredDocument): boolean {
  if (!found) return false;
  if (print(found) === print(document)) return true;
  throw differs(document.kind, [document.id]);
}

async function* pages(store: Store, kind: string): AsyncGenerator<StoredDocument[]> {
  for (let after = ''; ; ) {
    const page = await store.list(kind, after, pageSize);
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = last.id;
  }
}

function print(document: StoredDocument): string {
  const sum = createHash('sha256');
  add(sum, document);
  return sum.digest('base64');
}

/** Lengths are part of it: no two different documents make the same bytes. */
function add(sum: Hash, { kind, id, keys, dueAt, expiresAt, body }: StoredDocument): void {
  sum.update(`${JSON.stringify([kind, id, keys, dueAt, expiresAt, body.length])}\n`);
  sum.update(body);
}

/** The order of ids in every store is that of their bytes. */
const isAfter = (id: string, other: string) => Buffer.compare(Buffer.from(id), Buffer.from(other)) > 0;

function differs(kind: string, [id]: readonly string[]): TargetDiffers {
  return new TargetDiffers(
    `The target has a ${kind} (${id}) that is not the source's: it is in use, or belongs to another installation. ` +
      'Copy into an empty database, and start no server on it before the copy is verified.',
  );
}
