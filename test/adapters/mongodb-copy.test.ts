import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { openSqliteStore } from '../../adapters/sqlite/index.ts';
import type { Store } from '../../machines/ports/store.ts';
import { copyKind, sumOf, TargetDiffers } from '../../machines/services/copy.ts';
import { ownDatabase, startMongo } from '../support/mongo-server.ts';
import { suite } from '../support/mongo-suite.ts';
import { aDocument, idsOf, plain, revised } from '../support/stored-documents.ts';

const server = await startMongo();
const directory = mkdtempSync(join(tmpdir(), 'guichet-copy-'));
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await server.stop();
});

const root = resolve(import.meta.dirname, '../..');
const clock = { now: () => 1000 };
let files = 0;
const newFile = () => join(directory, `${++files}.db`);
const openFile = (file = newFile()) => openSqliteStore({ file, clock });

/** Enough for several pages, some of them with keys, times and later revisions. */
async function fill(store: Store, count = 1203): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const times = i % 3 ? {} : { dueAt: 5000 + i, expiresAt: 4_000_000_000_000 + i };
      const document = aDocument({
        id: `é-${i}`,
        keys: [`k${i % 7}`],
        body: Buffer.from(`body ${i}`),
        ...times,
      });
      await store.commit(document);
      if (i % 5 === 0) await store.commit(revised(document, { body: Buffer.from(`later ${i}`) }));
    }),
  );
  await store.commit(aDocument({ id: 'expired', expiresAt: 900 }));
}

describe('copying one store to another', () => {
  let [from, to] = [] as unknown as [Store, Store];
  beforeEach(async () => {
    [from, to] = [openFile(), openFile()];
    await fill(from);
    return async () => void (await Promise.all([from.close(), to.close()]));
  });

  test('brings every living document over, and both sides then have one sum', async () => {
    expect(await copyKind({ from, to }, 'session')).toEqual({ copied: 1203, present: 0 });
    expect(await sumOf(to, 'session')).toEqual(await sumOf(from, 'session'));
    expect(plain(await to.load('session', 'é-5'))).toEqual({
      ...plain(await from.load('session', 'é-5')),
      rev: 1,
    });
    expect(idsOf(await to.find('session', 'k3', 1000)).sort()).toEqual(
      idsOf(await from.find('session', 'k3', 1000)).sort(),
    );
  });

  test('goes on where it was cut short', async () => {
    let written = 0;
    const cut: Store = {
      ...to,
      commit: (document) => (++written > 700 ? Promise.reject(new Error('cut')) : to.commit(document)),
    };
    await expect(copyKind({ from, to: cut }, 'session')).rejects.toThrow('cut');
    expect(await copyKind({ from, to }, 'session')).toEqual({ copied: 503, present: 700 });
    expect(await sumOf(to, 'session')).toEqual(await sumOf(from, 'session'));
  });

  test('never writes over what is not the source’s', async () => {
    for (const foreign of [{ id: 'é-7' }, { id: 'a' }, { id: 'é-500x' }, { id: 'zz' }]) {
      const document = aDocument({ ...foreign, body: Buffer.from('foreign') });
      await to.commit(document);
      await expect(copyKind({ from, to }, 'session')).rejects.toThrow(TargetDiffers);
      expect(plain(await to.load('session', foreign.id))).toEqual(plain(document));
      await to.clear(['session']);
    }
  });

  test('shows one changed byte, key or time in the sum', async () => {
    await copyKind({ from, to }, 'session');
    const { sha256 } = await sumOf(from, 'session');
    const found = (await to.load('session', 'é-1'))!;
    let rev = found.rev;
    for (const change of [
      { body: Buffer.from('body 2') },
      { keys: ['k2'] },
      { dueAt: 1 },
      { expiresAt: 99_999 },
    ]) {
      rev += 1;
      await to.commit({ ...found, ...change, rev });
      expect((await sumOf(to, 'session')).sha256).not.toBe(sha256);
    }
    await to.commit({ ...found, rev: rev + 1 });
    expect((await sumOf(to, 'session')).sha256).toBe(sha256);
  });
});

suite('npm run copy-store', { missing: server.reason }, () => {
  const run = (from: string, to: string) =>
    promisify(execFile)(
      'node_modules/.bin/node',
      ['server/admin/copy-store.ts', '--from', from, '--to', to],
      { cwd: root },
    );

  test('moves a file into MongoDB and back, verified, and says the same when run again', async () => {
    const file = newFile();
    const source = openFile(file);
    await fill(source);
    await source.commit(aDocument({ kind: 'member', id: 'm', keys: ['tenant:cpms'] }));
    const sums = await Promise.all(['session', 'member'].map((kind) => sumOf(source, kind)));
    await source.close();
    const uri = ownDatabase(server.uri ?? '');
    const { stdout } = await run(`sqlite:${file}`, uri);
    expect(stdout).toContain('1204 documents copied; counts and SHA-256 are the same on both sides.');
    expect((await run(`sqlite:${file}`, uri)).stdout).toContain('1204 documents were there already');
    const back = newFile();
    await run(uri, `sqlite:${back}`);
    const copy = openFile(back);
    expect(await Promise.all(['session', 'member'].map((kind) => sumOf(copy, kind)))).toEqual(sums);
    await copy.close();
  });

  test('refuses in one sentence what it cannot do', async () => {
    const uri = ownDatabase(server.uri ?? '');
    await expect(run('sqlite:/nowhere/x.db', uri)).rejects.toMatchObject({
      stderr: expect.stringMatching(/does not exist: there is nothing to copy\.\n$/),
    });
    await expect(run('ftp://x', uri)).rejects.toMatchObject({
      stderr: expect.stringMatching(/is no address/),
    });
  });
});
