import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseSecretKeys } from '../../adapters/crypto/secret-keys.ts';
import { createVault } from '../../adapters/crypto/vault.ts';
import { openSqliteStore } from '../../adapters/sqlite/index.ts';
import { type Doc, sealedDocuments } from '../../machines/engine/documents.ts';
import type { Store } from '../../machines/ports/store.ts';

const kind = 'note';
const note = (id: string, rev: number, body: unknown): Doc<unknown> => ({
  kind,
  id,
  rev,
  keys: [],
  dueAt: null,
  expiresAt: null,
  body,
});

const vault = createVault(parseSecretKeys(`v1:${Buffer.alloc(32, 7).toString('base64')}`));
let opened = 0;
const counting = {
  ...vault,
  open: (sealed: Uint8Array, context: string) => {
    opened += 1;
    return vault.open(sealed, context);
  },
};

let dir: string;
let store: Store;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'documents-'));
  store = openSqliteStore({ file: join(dir, 'notes.sqlite'), clock: { now: Date.now } });
  opened = 0;
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

describe('a body kept open in memory', () => {
  test('spares opening what this process has just sealed', async () => {
    const mine = sealedDocuments(store, counting);
    await mine.commit(note('a', 1, { says: 'one' }));
    expect((await mine.load(kind, 'a'))?.body).toEqual({ says: 'one' });
    expect(opened).toBe(0);
  });

  test('never hides what another process committed (P12)', async () => {
    const mine = sealedDocuments(store, counting);
    const theirs = sealedDocuments(store, vault);
    await mine.commit(note('a', 1, { says: 'one' }));
    await theirs.commit(note('a', 2, { says: 'two' }));
    expect(await mine.load(kind, 'a')).toMatchObject({ rev: 2, body: { says: 'two' } });
    expect(opened).toBe(1);
  });

  test('never serves for a document written anew under the same id and revision', async () => {
    const mine = sealedDocuments(store, counting);
    const theirs = sealedDocuments(store, vault);
    await mine.commit(note('a', 1, { says: 'one' }));
    await theirs.remove(kind, 'a', 1);
    await theirs.commit(note('a', 1, { says: 'another' }));
    expect((await mine.load(kind, 'a'))?.body).toEqual({ says: 'another' });
  });

  test('is not kept from a commit that was lost', async () => {
    const mine = sealedDocuments(store, counting);
    await mine.commit(note('a', 1, { says: 'one' }));
    expect(await mine.commit(note('a', 1, { says: 'too late' }))).toBe('lost');
    expect((await mine.load(kind, 'a'))?.body).toEqual({ says: 'one' });
  });

  test('does not hide that sealed bytes were altered (P13)', async () => {
    const mine = sealedDocuments(store, counting);
    await mine.commit(note('a', 1, { says: 'one' }));
    const stored = (await store.load(kind, 'a'))!;
    const altered = Buffer.from(stored.body);
    altered[altered.length - 1]! ^= 1;
    await store.commit({ ...stored, rev: 2, body: altered });
    await expect(mine.load(kind, 'a')).rejects.toThrow('altered');
  });

  test('gives way to newer ones: memory stays bounded', async () => {
    const mine = sealedDocuments(store, counting);
    const large = 'x'.repeat(300_000);
    for (let n = 0; n < 10; n++) await mine.commit(note(`d${n}`, 1, { large, n }));
    await mine.load(kind, 'd9');
    expect(opened).toBe(0);
    expect((await mine.load<{ n: number }>(kind, 'd0'))?.body.n).toBe(0);
    expect(opened).toBe(1);
  });
});
