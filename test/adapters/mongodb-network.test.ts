import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { openMongoStore } from '../../adapters/mongodb/index.ts';
import { type Store, StoreUnavailable } from '../../machines/ports/store.ts';
import { type Fate, type MongoProxy, mongoProxy } from '../support/mongo-proxy.ts';
import { ownDatabase, startMongo } from '../support/mongo-server.ts';
import { suite } from '../support/mongo-suite.ts';
import { aDocument, plain, revised } from '../support/stored-documents.ts';

const server = await startMongo();
afterAll(() => server.stop());

const clock = { now: () => 1000 };
const open = (uri: string) => openMongoStore({ uri, clock, production: false, broom: false });
const id = 'the-document';
const first = aDocument({ id });

suite('a MongoDB store whose network fails', { missing: server.reason }, () => {
  let proxy: MongoProxy;
  /** Through the proxy, and beside it. */
  let [store, other] = [] as unknown as [Store, Store];
  beforeEach(async () => {
    const uri = ownDatabase(server.uri ?? '');
    proxy = await mongoProxy(uri);
    [store, other] = await Promise.all([open(proxy.uri), open(uri)]);
  });
  afterEach(async () => {
    expect(proxy.armed).toBe(0);
    await Promise.all([store.close(), other.close()]);
    await proxy.close();
  });

  for (const fate of ['unanswered', 'swallowed'] as const) {
    test(`knows a commit whose answer was ${fate} as its own, new or not, with a lease or without`, async () => {
      proxy.trap(id, fate);
      expect(await store.commit(first)).toBe('committed');
      const second = revised(first, { dueAt: 1 });
      proxy.trap(id, fate);
      expect(await store.commit(second)).toBe('committed');
      const [claimed] = await other.claim({ now: 5, leaseMs: 100, limit: 1 });
      const third = revised(second, { body: Buffer.from('third') });
      proxy.trap(id, fate);
      expect(await store.commit(third, claimed?.lease)).toBe('committed');
      expect(plain(await other.load('session', id))).toEqual(plain(third));
      // Given back with the commit, although its answer was lost.
      expect(await other.claim({ now: 5, leaseMs: 100, limit: 1 })).toHaveLength(1);
    });
  }

  test('does not claim as its own what another wrote at the same revision', async () => {
    await other.commit(first);
    await other.commit(revised(first));
    proxy.trap(id, 'unanswered');
    expect(await store.commit(revised(first, { body: Buffer.from('late') }))).toBe('lost');
    proxy.trap(id, 'unanswered');
    expect(await store.commit(first)).toBe('lost');
  });

  test('knows its commit even when others have written over it meanwhile', async () => {
    await other.commit(first);
    proxy.trap(id, 'unanswered');
    const mine = store.commit(revised(first));
    for (let rev = 3; rev <= 6; rev++) {
      const next = aDocument({ id, rev, body: Buffer.from(`${rev}`) });
      while ((await other.commit(next)) === 'lost') await pause(1);
    }
    expect(await mine).toBe('committed');
    expect((await other.load('session', id))?.rev).toBe(6);
  });

  test('says that nothing is known of a commit that did not arrive, and the next one goes through', async () => {
    await other.commit(first);
    proxy.trap(id, 'lost');
    await expect(store.commit(revised(first))).rejects.toThrow(StoreUnavailable);
    expect(plain(await store.load('session', id))).toEqual(plain(first));
    expect(await store.commit(revised(first))).toBe('committed');
  });

  test('says that nothing is known of a commit that arrives only after it was given up', async () => {
    await other.commit(first);
    proxy.trap(id, 1200);
    const late = revised(first, { body: Buffer.from('late') });
    await expect(store.commit(late)).rejects.toThrow(StoreUnavailable);
    expect(plain(await other.load('session', id))).toEqual(plain(first));
    await expect
      .poll(async () => plain(await other.load('session', id)), { timeout: 3000 })
      .toEqual(plain(late));
  });

  test('lets a commit that arrives after it was given up, and its repetition, take the revision only once', async () => {
    await other.commit(first);
    proxy.trap(id, 1200);
    await expect(store.commit(revised(first, { body: Buffer.from('late') }))).rejects.toThrow(
      StoreUnavailable,
    );
    const again = revised(first, { body: Buffer.from('again') });
    expect(await store.commit(again)).toBe('committed');
    await pause(1500);
    expect(plain(await other.load('session', id))).toEqual(plain(again));
  });

  test('says that nothing is known of a removal without an answer', async () => {
    await other.commit(first);
    proxy.trap(id, 'unanswered');
    await expect(store.remove('session', id, 1)).rejects.toThrow(StoreUnavailable);
    expect(await store.load('session', id)).toBeUndefined();
  });

  test('knows what it claimed although the answer was lost', async () => {
    await other.commit({ ...first, dueAt: 1 });
    proxy.trap('updates', 'unanswered');
    const [claimed] = await store.claim({ now: 5, leaseMs: 100, limit: 1 });
    expect(await other.claim({ now: 50, leaseMs: 100, limit: 1 })).toEqual([]);
    expect(await store.commit(revised(first), claimed?.lease)).toBe('committed');
  });

  test('claims nothing when the claim did not arrive, and leaves the work to others', async () => {
    await other.commit({ ...first, dueAt: 1 });
    proxy.trap('updates', 'lost');
    await expect(store.claim({ now: 5, leaseMs: 100, limit: 1 })).rejects.toThrow(StoreUnavailable);
    expect(await other.claim({ now: 5, leaseMs: 100, limit: 1 })).toHaveLength(1);
  });

  test('refuses every verb while the server is away, in time, and serves again by itself when it is back', async () => {
    await store.commit(first);
    proxy.leave();
    const verbs = [
      () => store.load('session', id),
      () => store.find('session', 'k'),
      () => store.list('session', '', 1),
      () => store.commit(revised(first)),
      () => store.commit(aDocument()),
      () => store.remove('session', id, 1),
      () => store.claim({ now: 0, leaseMs: 1, limit: 1 }),
      () => store.release('session', id, { token: 't', until: 0 }),
      () => store.sweep(0, 1),
      () => store.clear(['session']),
      () => store.earliestDue(),
      () => store.ping(),
    ];
    const started = performance.now();
    await Promise.all(verbs.map((verb) => expect(verb()).rejects.toThrow(StoreUnavailable)));
    expect(performance.now() - started).toBeLessThan(8000);
    proxy.comeBack();
    await expect.poll(() => store.ping().then(() => 'back', String), { timeout: 10_000 }).toBe('back');
    expect(await store.commit(revised(first))).toBe('committed');
  });

  test('may be opened before its server is there, and opens when it comes; without waiting it says so at once', async () => {
    proxy.leave();
    await expect(open(proxy.uri)).rejects.toThrow(StoreUnavailable);
    const uri = proxy.uri;
    const opening = openMongoStore({ uri, clock, production: false, broom: false, waitMs: 40_000 });
    await pause(4000);
    proxy.comeBack();
    const late = await opening;
    expect(await late.commit(first)).toBe('committed');
    await late.close();
  });

  test('says that nothing is known when an answer arrives damaged, and takes nobody else to task for it', async () => {
    await other.commit(first);
    proxy.trap(id, 'garbled');
    await expect(store.load('session', id)).rejects.toThrow(StoreUnavailable);
    proxy.trap(id, 'garbled');
    const late = revised(first, { body: Buffer.from('carried out') });
    expect(await store.commit(late)).toBe('committed');
    expect(plain(await store.load('session', id))).toEqual(plain(late));
  });

  test('finds its server again by new connections when all that are open have gone silent', async () => {
    const patient = await mongoProxy(
      ownDatabase(server.uri ?? ''),
      'directConnection=true&retryWrites=false',
    );
    const busy = await open(patient.uri);
    await Promise.all(Array.from({ length: 30 }, () => busy.load('session', id)));
    patient.silence();
    // One after the other, as one member tries again: each silent connection costs a whole timeout until it is known.
    const failures: unknown[] = [];
    while ((await busy.ping().catch((error) => failures.push(error))) !== undefined);
    expect(failures.length).toBeLessThanOrEqual(2);
    for (const failure of failures) expect(failure).toBeInstanceOf(StoreUnavailable);
    await busy.close();
    await patient.close();
  }, 120_000);

  test('loses no acknowledged write and does none twice, whatever is cut, swallowed or delayed', async () => {
    const fate = fc.constantFrom<Fate>('lost', 'unanswered', 'swallowed', 'garbled', 40, 900);
    await fc.assert(
      fc.asyncProperty(fc.array(fate, { minLength: 1, maxLength: 4 }), async (fates) => {
        await other.clear(['session']);
        for (const each of fates) proxy.trap(id, each);
        const outcomes = new Map<string, string>();
        const writer = async (name: string) => {
          for (let n = 0; n < 6; n++) {
            const mark = `${name}${n} `;
            outcomes.set(mark, await append(store, mark));
          }
        };
        await Promise.all(['a', 'b', 'c'].map(writer));
        await pause(1000);
        const written = Buffer.from((await other.load('session', id))?.body ?? []).toString();
        for (const [mark, outcome] of outcomes) {
          const times = written.split(mark).length - 1;
          if (outcome === 'committed') expect([mark, times]).toEqual([mark, 1]);
          else if (outcome === 'lost') expect([mark, times]).toEqual([mark, 0]);
          else expect(times).toBeLessThanOrEqual(1);
        }
        expect((await other.load('session', id))?.rev ?? 0).toBe(written.split(' ').length - 1);
      }),
      { numRuns: 6 },
    );
  });
});

/** One try to add the mark to the document's body. */
async function append(store: Store, mark: string): Promise<string> {
  try {
    const found = await store.load('session', id);
    const body = Buffer.concat([found?.body ?? Buffer.alloc(0), Buffer.from(mark)]);
    return await store.commit(aDocument({ id, rev: (found?.rev ?? 0) + 1, body }));
  } catch (error) {
    if (error instanceof StoreUnavailable) return 'unknown';
    throw error;
  }
}
