import type { DatabaseSync } from 'node:sqlite';
import type { StoredDocument } from '../../machines/ports/store.ts';

/** A row as far as `load` needs it: times are the exact ones, `keys` is JSON. */
export interface DocumentRow {
  readonly kind: string;
  readonly id: string;
  readonly rev: number;
  readonly keys: string;
  readonly due_at: number | null;
  readonly expires_at: number | null;
  readonly body: Uint8Array;
}

/** What a write must know of the row it replaces. */
export interface RowHead {
  readonly seq: number;
  readonly rev: number;
  readonly keys: string;
  readonly due_hint: number | null;
  readonly expires_at: number | null;
  readonly expires_hint: number | null;
  readonly lease_token: string | null;
}

/** A row met on the way along one of the time indexes. */
export interface TimedRow {
  readonly seq: number;
  readonly due_at: number | null;
  readonly due_hint: number;
  readonly expires_at: number | null;
}

const DOCUMENT = 'd.kind, d.id, d.rev, d.keys, d.due_at, d.expires_at, d.body';
const ALIVE = '(d.expires_at IS NULL OR d.expires_at > :clock)';

export type Statements = ReturnType<typeof prepareStatements>;

/** Every statement of the adapter, prepared once a connection. */
export function prepareStatements(database: DatabaseSync) {
  const sql = (text: string) => database.prepare(text);
  return {
    begin: sql('BEGIN IMMEDIATE'),
    commit: sql('COMMIT'),

    load: sql(`SELECT ${DOCUMENT} FROM documents d WHERE d.kind = ? AND d.id = ?`),
    loadBySeq: sql(`SELECT ${DOCUMENT} FROM documents d WHERE d.seq = ?`),
    find: sql(`SELECT ${DOCUMENT} FROM document_keys k JOIN documents d ON d.seq = k.seq
               WHERE k.kind = :kind AND k.key = :key AND ${ALIVE} ORDER BY k.seq LIMIT :limit`),
    list: sql(`SELECT ${DOCUMENT} FROM documents d
               WHERE d.kind = :kind AND d.id > :afterId AND ${ALIVE} ORDER BY d.id LIMIT :limit`),
    head: sql(`SELECT seq, rev, keys, due_hint, expires_at, expires_hint, lease_token
               FROM documents WHERE kind = ? AND id = ?`),
    /** « GUIC » as the file's application id. Written even where it stands already: the smallest write there is. */
    mark: sql(`PRAGMA application_id = ${0x47554943}`),

    insert: sql(`INSERT INTO documents (kind, id, rev, keys, due_at, due_hint, expires_at, expires_hint, body)
                 VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?)`),
    /** The turn's write: no index is touched. */
    update: sql('UPDATE documents SET rev = ?, due_at = ?, expires_at = ?, body = ? WHERE seq = ?'),
    updateIndexed: sql(`UPDATE documents SET rev = ?, due_at = ?, expires_at = ?, body = ?, keys = ?,
                        due_hint = ?, expires_hint = ? WHERE seq = ?`),
    erase: sql('DELETE FROM documents WHERE seq = ?'),
    addKey: sql('INSERT OR IGNORE INTO document_keys (kind, key, seq) VALUES (?, ?, ?)'),
    eraseKey: sql('DELETE FROM document_keys WHERE kind = ? AND key = ? AND seq = ?'),

    free: sql('UPDATE documents SET lease_token = NULL, lease_until = NULL WHERE seq = ?'),
    lease: sql('UPDATE documents SET lease_token = ?, lease_until = ? WHERE seq = ?'),
    leaseOwners: sql(`SELECT DISTINCT substr(lease_token, 1, instr(lease_token, '/') - 1) AS owner
                      FROM documents WHERE due_hint <= ? AND lease_token IS NOT NULL`),
    freeOwner: sql(`UPDATE documents SET lease_token = NULL, lease_until = NULL
                    WHERE due_hint <= ? AND substr(lease_token, 1, instr(lease_token, '/')) = ?`),
    release: sql(`UPDATE documents SET lease_token = NULL, lease_until = NULL
                  WHERE kind = ? AND id = ? AND lease_token = ?`),

    due: sql(`SELECT seq, due_at, due_hint, expires_at FROM documents
              WHERE due_hint <= :now AND (lease_until IS NULL OR lease_until <= :now)
              ORDER BY due_hint LIMIT :limit`),
    nextDue: sql(`SELECT seq, due_at, due_hint, expires_at FROM documents
                  WHERE due_hint IS NOT NULL ORDER BY due_hint LIMIT ?`),
    setDueHint: sql('UPDATE documents SET due_hint = ? WHERE seq = ?'),
    expired: sql(`SELECT seq, kind, keys, expires_at FROM documents
                  WHERE expires_hint <= ? ORDER BY expires_hint LIMIT ?`),
    setExpiresHint: sql('UPDATE documents SET expires_hint = ? WHERE seq = ?'),

    clear: sql('DELETE FROM documents WHERE kind = ?'),
    clearKeys: sql('DELETE FROM document_keys WHERE kind = ?'),
  };
}

export function toDocument(row: DocumentRow): StoredDocument {
  return {
    kind: row.kind,
    id: row.id,
    rev: row.rev,
    keys: JSON.parse(row.keys) as string[],
    dueAt: row.due_at,
    expiresAt: row.expires_at,
    body: row.body,
  };
}

export function isAlive(row: { readonly expires_at: number | null }, now: number): boolean {
  return row.expires_at === null || row.expires_at > now;
}
