import type { StoredDocument } from '../../machines/ports/store.ts';

/** A document for a store that does not look inside: say only what the test is about. */
export function aDocument(fields: Partial<StoredDocument> = {}): StoredDocument {
  return {
    kind: 'session',
    id: 'a',
    rev: 1,
    keys: [],
    dueAt: null,
    expiresAt: null,
    body: Buffer.from('body'),
    ...fields,
  };
}

/** The same with `rev + 1`, changed. */
export function revised(document: StoredDocument, changes: Partial<StoredDocument> = {}): StoredDocument {
  return { ...document, rev: document.rev + 1, ...changes };
}

/** Comparable whatever kind of bytes the store returns. */
export function plain(document: StoredDocument | undefined) {
  return document && { ...document, body: Buffer.from(document.body).toString('hex') };
}

export function idsOf(documents: readonly StoredDocument[]): string[] {
  return documents.map(({ id }) => id);
}
