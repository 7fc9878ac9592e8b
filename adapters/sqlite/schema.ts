import type { DatabaseSync } from 'node:sqlite';

/**
 * Every change the file's layout has ever gone through, oldest first: entry n brings version n to n + 1.
 * Entries are never edited once released, only added to.
 *
 * `due_hint` and `expires_hint` are what the indexes hold: the same as `due_at` and `expires_at`, or EARLIER.
 * A session's times move away at each turn; moving them in an index too would cost the turn as much again as
 * its write. So a turn leaves a hint that is still early enough, and whoever stumbles on it later (claim,
 * sweep) reads the exact column and puts the hint right.
 *
 * `seq` is the order of creation. A table by `seq` with the id in an index beats one clustered by id:
 * measured twice as fast to load and to commit, and a third of the size, because bodies of a kilobyte
 * do not fit the cells of a WITHOUT ROWID table and overflow into a page each.
 * Small columns stand before `body`, so that reading them never touches a page the body overflowed into.
 */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE documents (
     seq          INTEGER PRIMARY KEY,
     kind         TEXT NOT NULL,
     id           TEXT NOT NULL,
     rev          INTEGER NOT NULL,
     keys         TEXT NOT NULL,
     due_at       INTEGER,
     due_hint     INTEGER,
     expires_at   INTEGER,
     expires_hint INTEGER,
     lease_token  TEXT,
     lease_until  INTEGER,
     body         BLOB NOT NULL,
     UNIQUE (kind, id)
   ) STRICT;
   CREATE INDEX documents_due ON documents (due_hint) WHERE due_hint IS NOT NULL;
   CREATE INDEX documents_expiry ON documents (expires_hint) WHERE expires_hint IS NOT NULL;
   CREATE TABLE document_keys (
     kind TEXT NOT NULL,
     key  TEXT NOT NULL,
     seq  INTEGER NOT NULL,
     PRIMARY KEY (kind, key, seq)
   ) STRICT, WITHOUT ROWID;`,
];

/** The file was written by a later release. Not a passing trouble: an operator must choose. */
export class SchemaTooNew extends Error {
  override name = 'SchemaTooNew';
}

/**
 * Brings the file to this release's version, all steps in one transaction: it ends up migrated or untouched.
 * Processes that start together wait for each other; the later ones find nothing left to do.
 * @throws SchemaTooNew without changing anything when the file is of a later version.
 */
export function migrate(database: DatabaseSync, file: string): void {
  if (supportedVersion(database, file) === MIGRATIONS.length) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    // Read again under the lock: another process may just have done it.
    for (const step of MIGRATIONS.slice(supportedVersion(database, file))) database.exec(step);
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function supportedVersion(database: DatabaseSync, file: string): number {
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
  if (version <= MIGRATIONS.length) return version;
  throw new SchemaTooNew(
    `${file} has schema version ${version}, but this release knows versions up to ${MIGRATIONS.length}: ` +
      'run the release that wrote it, or restore a backup made before the upgrade.',
  );
}
