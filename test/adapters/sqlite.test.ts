import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { backupSqlite } from '../../adapters/sqlite/backup.ts';
import { openSqliteStore, SchemaTooNew } from '../../adapters/sqlite/index.ts';
import { StoreUnavailable } from '../../machines/ports/store.ts';
import { storeContract } from '../contracts/store.contract.ts';
import { aDocument, idsOf, plain, revised } from '../support/stored-documents.ts';

const directory = mkdtempSync(join(tmpdir(), 'guichet-sqlite-'));
let files = 0;
const newFile = () => join(directory, `${++files}`, 'store.db');
afterAll(() => rmSync(directory, { recursive: true }));

const openAt = (file: string, clock = { now: 1000 }) =>
  openSqliteStore({ file, clock: { now: () => clock.now } });

storeContract('SQLite', async () => {
  const file = newFile();
  const clock = { now: 1000 };
  const store = openAt(file, clock);
  const reopen = async () => {
    await store.close();
    return openAt(file, clock);
  };
  return { store, clock, reopen };
});

describe('a group of commits', () => {
  /** Frames that end a transaction say how large the database is; the others say 0 (sqlite.org/fileformat2). */
  function transactionsInLog(file: string): number {
    const log = readFileSync(`${file}-wal`);
    const frameSize = 24 + log.readUInt32BE(8);
    let ends = 0;
    for (let at = 32; at + frameSize <= log.length; at += frameSize) if (log.readUInt32BE(at + 4) > 0) ends++;
    return ends;
  }

  test('is one transaction for everything that arrives in one turn of the event loop', async () => {
    const file = newFile();
    const store = openAt(file);
    const before = transactionsInLog(file);
    await Promise.all(Array.from({ length: 50 }, (_, i) => store.commit(aDocument({ id: `${i}` }))));
    expect(transactionsInLog(file)).toBe(before + 1);
    await store.commit(aDocument({ id: 'next' }));
    expect(transactionsInLog(file)).toBe(before + 2);
    await store.close();
  });

  test('gives each commit its own result, in the order they were handed in', async () => {
    const store = openAt(newFile());
    const results = await Promise.all([
      store.commit(aDocument()),
      store.commit(aDocument({ body: Buffer.from('too late') })),
      store.commit(aDocument({ rev: 2, body: Buffer.from('next') })),
      store.remove('session', 'a', 1),
      store.commit(aDocument({ id: 'b' })),
    ]);
    expect(results).toEqual(['committed', 'lost', 'committed', 'lost', 'committed']);
    expect(Buffer.from((await store.load('session', 'a'))!.body).toString()).toBe('next');
    await store.close();
  });

  test('is on disk for everyone when its promises resolve', async () => {
    const file = newFile();
    const [one, other] = [openAt(file), openAt(file)];
    for (let i = 0; i < 20; i++) {
      await one.commit(aDocument({ id: `${i}` }));
      expect(await other.load('session', `${i}`)).toBeDefined();
    }
    await Promise.all([one.close(), other.close()]);
  });

  test('is synced to the disk: an acknowledged one outlives a power cut (contract)', async () => {
    const exec = vi.spyOn(DatabaseSync.prototype, 'exec');
    const store = openAt(newFile());
    const database = exec.mock.contexts[0] as unknown as DatabaseSync;
    exec.mockRestore();
    expect(database.prepare('PRAGMA synchronous').get()?.synchronous).toBe(2);
    await store.close();
  });

  test('is asked how it is by a write: a full disk would read on as ever', async () => {
    const file = newFile();
    const store = openAt(file);
    await store.ping();
    const before = statSync(`${file}-wal`).size;
    await store.ping();
    expect(statSync(`${file}-wal`).size).toBeGreaterThan(before);
    await store.close();
  });

  test('refuses a document that cannot be stored alone, without its neighbours', async () => {
    const store = openAt(newFile());
    const [first, faulty, last] = await Promise.allSettled([
      store.commit(aDocument({ id: 'first' })),
      store.commit(aDocument({ id: 'faulty', keys: ['k'], dueAt: 1.5 })),
      store.commit(aDocument({ id: 'last' })),
    ]);
    expect([first, last]).toEqual(Array(2).fill({ status: 'fulfilled', value: 'committed' }));
    expect(faulty).toMatchObject({ status: 'rejected' });
    expect((faulty as PromiseRejectedResult).reason).not.toBeInstanceOf(StoreUnavailable);
    expect(idsOf(await store.list('session', '', 10))).toEqual(['first', 'last']);
    await store.close();
  });

  test('is written before the store closes; afterwards every verb is refused', async () => {
    const file = newFile();
    const store = openAt(file);
    const [result] = await Promise.all([store.commit(aDocument()), store.close()]);
    expect(result).toBe('committed');
    await store.close();
    const lease = { token: 't', until: 0 };
    const verbs = [
      () => store.load('session', 'a'),
      () => store.find('session', 'k'),
      () => store.list('session', '', 1),
      () => store.commit(aDocument()),
      () => store.remove('session', 'a', 1),
      () => store.claim({ now: 0, leaseMs: 1, limit: 1 }),
      () => store.release('session', 'a', lease),
      () => store.sweep(0, 1),
      () => store.clear(['session']),
      () => store.earliestDue(),
      () => store.ping(),
    ];
    for (const verb of verbs) await expect(verb()).rejects.toThrow(StoreUnavailable);
  });
});

describe('the file', () => {
  test('is created for its owner alone, with its directory', async () => {
    const file = newFile();
    const store = openAt(file);
    await store.commit(aDocument());
    const modes = [join(file, '..'), file, `${file}-wal`].map((path) => statSync(path).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600, 0o600]);
    await store.close();
  });

  test('away means StoreUnavailable and never an empty store in its place; back means back', async () => {
    const file = newFile();
    const store = openAt(file);
    await store.commit(aDocument());
    const elsewhere = `${join(file, '..')}-moved`;
    renameSync(join(file, '..'), elsewhere);
    const failure = await store.commit(revised(aDocument())).catch((error) => error);
    expect(failure).toBeInstanceOf(StoreUnavailable);
    expect(failure.cause).toBeInstanceOf(Error);
    await expect(store.load('session', 'a')).rejects.toThrow(StoreUnavailable);
    await expect(store.ping()).rejects.toThrow(StoreUnavailable);
    expect(existsSync(file)).toBe(false);
    renameSync(elsewhere, join(file, '..'));
    await store.ping();
    expect(plain(await store.load('session', 'a'))).toEqual(plain(aDocument()));
    expect(await store.commit(revised(aDocument()))).toBe('committed');
    await store.close();
  });

  test('whose log somebody removed loses nothing that was acknowledged, before or after', async () => {
    const file = newFile();
    const store = openAt(file);
    await store.commit(aDocument({ id: 'before' }));
    rmSync(`${file}-wal`);
    await store.commit(aDocument({ id: 'after' }));
    // As whoever comes after a kill -9 sees it.
    const copy = newFile();
    mkdirSync(join(copy, '..'), { mode: 0o700 });
    copyFileSync(file, copy);
    copyFileSync(`${file}-wal`, `${copy}-wal`);
    const later = openAt(copy);
    expect(idsOf(await later.list('session', '', 10))).toEqual(['after', 'before']);
    await Promise.all([store.close(), later.close()]);
  });

  test('held by another process is waited for a while, then refused; reads go on', async () => {
    const file = newFile();
    const store = openAt(file);
    await store.commit(aDocument());
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const patient = store.commit(aDocument({ rev: 2 }));
    await sleep(150);
    expect((await store.load('session', 'a'))?.rev).toBe(1);
    other.exec('COMMIT');
    expect(await patient).toBe('committed');
    other.exec('BEGIN IMMEDIATE');
    await expect(store.commit(aDocument({ rev: 3 }))).rejects.toThrow(StoreUnavailable);
    other.exec('COMMIT');
    other.close();
    expect(await store.commit(aDocument({ rev: 3 }))).toBe('committed');
    await store.close();
  });

  test('of a later release is refused in one sentence and left as it is', async () => {
    const file = newFile();
    await openAt(file).close();
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 99');
    expect(() => openAt(file)).toThrow(SchemaTooNew);
    expect(() => openAt(file)).toThrow(/has schema version 99, but this release knows versions up to 1: run/);
    expect(database.prepare('PRAGMA user_version').get()?.user_version).toBe(99);
    database.close();
  });

  test('that is no database, or cannot be created, is StoreUnavailable at start', () => {
    const noise = join(directory, 'noise.db');
    writeFileSync(noise, 'x'.repeat(8192));
    expect(() => openAt(noise)).toThrow(StoreUnavailable);
    expect(() => openAt(join(noise, 'store.db'))).toThrow(StoreUnavailable);
  });
});

describe('a backup', () => {
  test('holds everything acknowledged before it, while writing goes on', async () => {
    const file = newFile();
    const store = openAt(file);
    for (let i = 0; i < 200; i++) await store.commit(aDocument({ id: `${i}` }));
    let goingOn = true;
    const writing = (async () => {
      for (let rev = 1; goingOn; rev++) await store.commit(aDocument({ kind: 'other', rev }));
    })();
    const target = `${file}.backup`;
    expect(await backupSqlite(file, target)).toBeGreaterThan(1);
    goingOn = false;
    await writing;
    expect(statSync(target).mode & 0o777).toBe(0o600);
    const copy = openAt(target);
    expect(await copy.list('session', '', 1000)).toHaveLength(200);
    await Promise.all([copy.close(), store.close()]);
  });

  test('never overwrites another one and leaves nothing behind when it fails', async () => {
    const file = newFile();
    await openAt(file).close();
    const target = `${file}.backup`;
    await expect(backupSqlite(join(directory, 'missing.db'), target)).rejects.toThrow(/does not exist/);
    writeFileSync(target, 'older');
    await expect(backupSqlite(file, target)).rejects.toThrow(/never overwrites/);
    expect(readFileSync(target, 'utf8')).toBe('older');
    expect(existsSync(`${target}.partial`)).toBe(false);
  });
});
