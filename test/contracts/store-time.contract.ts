import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Claimed, Store } from '../../machines/ports/store.ts';
import { aDocument, idsOf, plain, revised } from '../support/stored-documents.ts';
import type { OpenStore } from './store.contract.ts';

const claimedIds = (claims: readonly Claimed[]) => idsOf(claims.map(({ document }) => document)).sort();

/** The part of the store contract where time matters: expiry, due work and leases. */
export function storeTimeContract(open: OpenStore): void {
  let store: Store;
  let clock: { now: number };
  beforeEach(async () => {
    ({ store, clock } = await open());
    clock.now = 1000;
  });
  afterEach(() => store.close());

  const claimAt = (now: number, limit = 10) => store.claim({ now, leaseMs: 100, limit });

  describe('expiry', () => {
    test('an expired document exists for nobody, swept or not', async () => {
      const document = aDocument({ keys: ['k'], expiresAt: 2000, dueAt: 1 });
      await store.commit(document);
      clock.now = 1999;
      expect(plain(await store.load('session', 'a'))).toEqual(plain(document));
      clock.now = 2000;
      expect(await store.load('session', 'a')).toBeUndefined();
      expect(await store.find('session', 'k')).toEqual([]);
      expect(await store.list('session', '', 10)).toEqual([]);
      expect(await claimAt(2000)).toEqual([]);
      expect(await store.earliestDue()).toBeNull();
      expect(await store.commit(revised(document))).toBe('lost');
      expect(await store.remove('session', 'a', 1)).toBe('lost');
    });

    test('a new document takes the place of an expired one and inherits nothing', async () => {
      await store.commit(aDocument({ keys: ['old'], expiresAt: 2000, dueAt: 1 }));
      await store.commit(aDocument({ id: 'b', keys: ['new'] }));
      const [old] = await claimAt(1);
      clock.now = 2000;
      const next = aDocument({ keys: ['new'], dueAt: 2 });
      expect(await store.commit(next)).toBe('committed');
      expect(await store.commit(next)).toBe('lost');
      expect(await store.find('session', 'old')).toEqual([]);
      expect(idsOf(await store.find('session', 'new'))).toEqual(['b', 'a']);
      expect(await store.commit(revised(next), old?.lease)).toBe('lost');
      expect(claimedIds(await claimAt(2))).toEqual(['a']);
    });

    test('sweeping deletes expired documents in small batches and spares the others', async () => {
      for (let i = 0; i < 7; i++) await store.commit(aDocument({ id: `gone-${i}`, expiresAt: 1500 + i }));
      await store.commit(aDocument({ id: 'kept', expiresAt: 3000 }));
      await store.commit(aDocument({ id: 'eternal' }));
      const swept = [];
      for (let i = 0; i < 4; i++) swept.push(await store.sweep(2000, 3));
      expect(swept).toEqual([3, 3, 1, 0]);
      expect(idsOf(await store.list('session', '', 10))).toEqual(['eternal', 'kept']);
    });

    test('an expiry that moves is obeyed at its latest instant, whichever way it moved', async () => {
      for (let i = 0; i < 10; i++) {
        const document = aDocument({ id: `id-${i}`, expiresAt: 1500 });
        await store.commit(document);
        await store.commit(revised(document, { expiresAt: i % 2 ? 5000 : null }));
      }
      const nearer = aDocument({ id: 'nearer', expiresAt: 9000 });
      await store.commit(nearer);
      await store.commit(revised(nearer, { expiresAt: 1400 }));
      expect(await store.sweep(1600, 3)).toBe(1);
      expect(await store.list('session', '', 20)).toHaveLength(10);
      expect(await store.sweep(5000, 20)).toBe(5);
    });
  });

  describe('due work', () => {
    test('what is due is claimed, whole, up to the limit; the rest is not', async () => {
      const document = aDocument({ id: 'due', dueAt: 50, keys: ['k'], expiresAt: 9000 });
      await store.commit(document);
      await store.commit(aDocument({ id: 'later', dueAt: 51 }));
      await store.commit(aDocument({ id: 'idle' }));
      const [claimed, ...others] = await claimAt(50);
      expect(others).toEqual([]);
      expect(plain(claimed?.document)).toEqual(plain(document));
      expect(claimed?.lease.until).toBe(150);
      for (let i = 0; i < 5; i++) await store.commit(aDocument({ id: `more-${i}`, dueAt: 1 }));
      expect(await claimAt(40, 3)).toHaveLength(3);
      expect(await claimAt(40, 3)).toHaveLength(2);
    });

    test('a due time that moves is obeyed at its latest instant, whichever way it moved', async () => {
      // More of them than any batch: those put off stand in the way of those that are due.
      for (let i = 0; i < 150; i++) {
        const document = aDocument({ id: `off-${i}`, dueAt: 10 });
        await store.commit(document);
        await store.commit(revised(document, { dueAt: i % 3 === 0 ? null : 500 + i }));
      }
      const nearer = aDocument({ id: 'nearer', dueAt: 9000 });
      await store.commit(nearer);
      expect(await store.earliestDue()).toBe(501);
      await store.commit(revised(nearer, { dueAt: 30 }));
      await store.commit(aDocument({ id: 'new', dueAt: 40 }));
      expect(await store.earliestDue()).toBe(30);
      expect(claimedIds(await claimAt(100, 2))).toEqual(['nearer', 'new']);
      expect(claimedIds(await claimAt(502, 10))).toEqual(['nearer', 'new', 'off-1', 'off-2']);
    });

    test('lateness is that of the earliest due document, claimed or not', async () => {
      expect(await store.earliestDue()).toBeNull();
      await store.commit(aDocument({ dueAt: 70 }));
      await store.commit(aDocument({ id: 'b', dueAt: 60 }));
      await store.commit(aDocument({ id: 'c' }));
      await claimAt(60);
      expect(await store.earliestDue()).toBe(60);
      await store.remove('session', 'b', 1);
      expect(await store.earliestDue()).toBe(70);
      await store.commit(aDocument({ rev: 2 }));
      expect(await store.earliestDue()).toBeNull();
    });
  });

  describe('leases', () => {
    test('nobody else gets a document before its lease ends; afterwards anyone may', async () => {
      await store.commit(aDocument({ dueAt: 1 }));
      const [first] = await claimAt(10);
      expect(await claimAt(109)).toEqual([]);
      const [second] = await claimAt(110);
      expect(second?.document.id).toBe('a');
      expect(second?.lease.token).not.toBe(first?.lease.token);
    });

    test('a worker whose lease was taken over can no longer commit', async () => {
      const document = aDocument({ dueAt: 1 });
      await store.commit(document);
      const [slow] = await claimAt(10);
      const [quick] = await claimAt(200);
      expect(await store.commit(revised(document), slow?.lease)).toBe('lost');
      expect(plain(await store.load('session', 'a'))).toEqual(plain(document));
      expect(await store.commit(revised(document), quick?.lease)).toBe('committed');
    });

    test('a lease that has ended but was not taken over still commits', async () => {
      await store.commit(aDocument({ dueAt: 1 }));
      const [claimed] = await claimAt(10);
      clock.now = 100_000;
      expect(await store.commit(aDocument({ rev: 2 }), claimed?.lease)).toBe('committed');
    });

    test('a commit with the lease gives it back; an outdated revision does not', async () => {
      const document = aDocument({ dueAt: 1 });
      await store.commit(document);
      const [claimed] = await claimAt(10);
      expect(await store.commit(document, claimed?.lease)).toBe('lost');
      expect(await claimAt(10)).toEqual([]);
      await store.commit(revised(document, { dueAt: 5 }), claimed?.lease);
      expect(claimedIds(await claimAt(10))).toEqual(['a']);
    });

    test('a commit without the lease leaves it as it is, and the worker loses by the revision', async () => {
      const document = aDocument({ dueAt: 1 });
      await store.commit(document);
      const [claimed] = await claimAt(10);
      const answered = revised(document, { dueAt: 2 });
      expect(await store.commit(answered)).toBe('committed');
      expect(await claimAt(20)).toEqual([]);
      expect(await store.commit(revised(document), claimed?.lease)).toBe('lost');
      expect(await store.commit(revised(answered), claimed?.lease)).toBe('committed');
    });

    test('a lease given back is free at once; giving back what was taken over does no harm', async () => {
      await store.commit(aDocument({ dueAt: 1 }));
      const [first] = await claimAt(10);
      await store.release('session', 'a', first!.lease);
      const [second] = await claimAt(10);
      expect(second?.document.rev).toBe(1);
      await store.release('session', 'a', first!.lease);
      await store.release('session', 'nobody', first!.lease);
      expect(await claimAt(10)).toEqual([]);
    });
  });
}
