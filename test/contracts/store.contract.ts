import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../machines/ports/store.ts';
import { aDocument, idsOf, plain, revised } from '../support/stored-documents.ts';
import { storeModelContract } from './store-model.contract.ts';
import { storeTimeContract } from './store-time.contract.ts';

/** An empty store whose clock the suite moves. `reopen` closes it and opens the same data again. */
interface OpenedStore {
  readonly store: Store;
  reopen(): Promise<Store>;
  readonly clock: { now: number };
}

export type OpenStore = () => Promise<OpenedStore>;

/** What every implementation of `Store` promises. Run it from the implementation's own test file. */
export function storeContract(name: string, open: OpenStore): void {
  describe(`${name} keeps the store contract`, () => {
    documentContract(open);
    raceContract(open);
    storeTimeContract(open);
    storeModelContract(open);
  });
}

function documentContract(open: OpenStore): void {
  let opened: OpenedStore;
  let store: Store;
  beforeEach(async () => {
    opened = await open();
    store = opened.store;
  });
  afterEach(() => store.close());

  describe('documents', () => {
    test('there is nothing before the first commit', async () => {
      expect(await store.load('session', 'a')).toBeUndefined();
      expect(await store.find('session', 'k')).toEqual([]);
      expect(await store.list('session', '', 10)).toEqual([]);
      await store.ping();
    });

    test('every field comes back as it was committed, whatever bytes the body holds', async () => {
      const document = aDocument({
        keys: ['nir:x', 'é|"%_'],
        dueAt: 1_900_000_000_000,
        expiresAt: 1_900_000_000_001,
        body: Uint8Array.from({ length: 5000 }, (_, i) => i % 256),
      });
      expect(await store.commit(document)).toBe('committed');
      const empty = aDocument({ id: 'empty', body: new Uint8Array() });
      expect(await store.commit(empty)).toBe('committed');
      expect(plain(await store.load('session', 'a'))).toEqual(plain(document));
      expect(plain(await store.load('session', 'empty'))).toEqual(plain(empty));
    });

    test('one id is two documents in two kinds', async () => {
      await store.commit(aDocument({ kind: 'member', keys: ['k'] }));
      expect(await store.commit(aDocument({ keys: ['k'] }))).toBe('committed');
      expect(await store.remove('session', 'a', 1)).toBe('committed');
      expect(idsOf(await store.find('member', 'k'))).toEqual(['a']);
      expect(await store.find('session', 'k')).toEqual([]);
    });

    test('a commit must name the next revision; a lost one changes nothing', async () => {
      const first = aDocument({ keys: ['k'], dueAt: 5 });
      expect(await store.commit(revised(first))).toBe('lost');
      expect(await store.load('session', 'a')).toBeUndefined();
      await store.commit(first);
      for (const rev of [1, 3]) {
        const outdated = aDocument({ rev, keys: ['other'], dueAt: 1, body: Buffer.from('other') });
        expect(await store.commit(outdated)).toBe('lost');
      }
      expect(plain(await store.load('session', 'a'))).toEqual(plain(first));
      expect(await store.find('session', 'other')).toEqual([]);
      expect(await store.earliestDue()).toBe(5);
      const second = revised(first, { keys: ['other'], dueAt: null, body: Buffer.from('other') });
      expect(await store.commit(second)).toBe('committed');
      expect(plain(await store.load('session', 'a'))).toEqual(plain(second));
    });

    test('only the revision that is there can be removed', async () => {
      const second = revised(aDocument({ keys: ['k'] }));
      await store.commit(aDocument({ keys: ['k'] }));
      await store.commit(second);
      expect(await store.remove('session', 'a', 1)).toBe('lost');
      expect(await store.remove('session', 'a', 2)).toBe('committed');
      expect(await store.remove('session', 'a', 2)).toBe('lost');
      expect(await store.load('session', 'a')).toBeUndefined();
      expect(await store.find('session', 'k')).toEqual([]);
      expect(await store.commit(revised(second))).toBe('lost');
      expect(await store.commit(aDocument())).toBe('committed');
    });

    test('a key finds the documents that carry it now, oldest first', async () => {
      for (const id of ['c', 'a', 'b']) await store.commit(aDocument({ id, keys: ['shared', `own-${id}`] }));
      await store.commit(aDocument({ id: 'c', rev: 2, keys: ['shared', 'new', 'new'] }));
      expect(idsOf(await store.find('session', 'shared'))).toEqual(['c', 'a', 'b']);
      expect(idsOf(await store.find('session', 'shared', 2))).toEqual(['c', 'a']);
      expect(idsOf(await store.find('session', 'new'))).toEqual(['c']);
      expect(await store.find('session', 'own-c')).toEqual([]);
      expect(await store.find('session', 'share')).toEqual([]);
      await store.commit(aDocument({ id: 'c', rev: 3 }));
      expect(idsOf(await store.find('session', 'shared'))).toEqual(['a', 'b']);
    });

    test('a search returns a hundred documents unless told otherwise', async () => {
      const ids = Array.from({ length: 101 }, (_, i) => `id-${i}`);
      await Promise.all(ids.map((id) => store.commit(aDocument({ id, keys: ['k'] }))));
      expect(await store.find('session', 'k')).toHaveLength(100);
      expect(await store.find('session', 'k', 200)).toHaveLength(101);
    });

    test('a list goes through a kind in id order, page by page', async () => {
      for (const id of ['b', 'B', 'd', 'a', 'c1', 'c']) await store.commit(aDocument({ id }));
      await store.commit(aDocument({ kind: 'member', id: 'bb' }));
      expect(idsOf(await store.list('session', '', 3))).toEqual(['B', 'a', 'b']);
      expect(idsOf(await store.list('session', 'b', 3))).toEqual(['c', 'c1', 'd']);
      expect(await store.list('session', 'd', 3)).toEqual([]);
    });

    test('clearing takes the kinds named and no other', async () => {
      for (const kind of ['session', 'member', 'lockout'])
        await store.commit(aDocument({ kind, keys: ['k'] }));
      await store.clear(['session', 'member']);
      expect(await store.load('session', 'a')).toBeUndefined();
      expect(await store.find('member', 'k')).toEqual([]);
      expect(idsOf(await store.find('lockout', 'k'))).toEqual(['a']);
      expect(await store.commit(aDocument())).toBe('committed');
    });

    test('everything is there after reopening: documents, keys, times and leases', async () => {
      const document = aDocument({ keys: ['k'], dueAt: 10, expiresAt: opened.clock.now + 1000 });
      await store.commit(document);
      await store.commit(aDocument({ id: 'b', dueAt: 20 }));
      const [claimed] = await store.claim({ now: 10, leaseMs: 100, limit: 1 });
      store = await opened.reopen();
      expect(plain(await store.load('session', 'a'))).toEqual(plain(document));
      expect(idsOf(await store.find('session', 'k'))).toEqual(['a']);
      const others = await store.claim({ now: 50, leaseMs: 100, limit: 5 });
      expect(idsOf(others.map((other) => other.document))).toEqual(['b']);
      expect(await store.commit(revised(document), claimed?.lease)).toBe('committed');
    });
  });
}

function raceContract(open: OpenStore): void {
  describe('races', () => {
    test('of eight racing commits to one revision exactly one wins, a hundred times over', async () => {
      const { store } = await open();
      for (let rev = 1; rev <= 100; rev++) {
        const racers = Array.from({ length: 8 }, (_, i) => aDocument({ rev, body: Buffer.from(`${i}`) }));
        const results = await Promise.all(racers.map((document) => store.commit(document)));
        expect(results.filter((result) => result === 'committed')).toHaveLength(1);
        const winner = racers[results.indexOf('committed')];
        expect(plain(await store.load('session', 'a'))).toEqual(plain(winner));
      }
      await store.close();
    });

    test('of a racing commit and removal exactly one wins', async () => {
      const { store } = await open();
      for (let i = 0; i < 50; i++) {
        const document = aDocument({ id: `id-${i}` });
        await store.commit(document);
        const racers = [() => store.commit(revised(document)), () => store.remove('session', document.id, 1)];
        const results = await Promise.all((i % 2 ? racers : racers.reverse()).map((race) => race()));
        expect(results.sort()).toEqual(['committed', 'lost']);
      }
      await store.close();
    });

    test('eight racing claimers share out the work and never the same document', async () => {
      const { store } = await open();
      const ids = Array.from({ length: 100 }, (_, i) => `id-${i}`);
      await Promise.all(ids.map((id) => store.commit(aDocument({ id, dueAt: 1 }))));
      const taken: string[] = [];
      for (let round = 0; taken.length < ids.length && round < 50; round++) {
        const request = { now: 5, leaseMs: 1000, limit: 5 };
        const claims = await Promise.all(Array.from({ length: 8 }, () => store.claim(request)));
        taken.push(...claims.flat().map(({ document }) => document.id));
      }
      expect(taken.sort()).toEqual(ids.sort());
      await store.close();
    });
  });
}
