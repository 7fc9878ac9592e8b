import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Lease, Store, StoredDocument } from '../../machines/ports/store.ts';
import { idsOf, plain } from '../support/stored-documents.ts';
import type { OpenStore } from './store.contract.ts';

const IDS = ['a', 'b', 'c', 'd'];
const KEYS = ['k', 'l', 'm'];

interface Entry {
  document: StoredDocument;
  lease: Lease | undefined;
  readonly born: number;
}

/** The store as it would be if it were a Map in one thread. */
class Model {
  readonly entries = new Map<string, Entry>();
  readonly leases = new Map<string, Lease>();
  now = 0;
  births = 0;

  alive(): Entry[] {
    return [...this.entries.values()].filter(({ document }) => !this.#expired(document));
  }

  expired(): Entry[] {
    return [...this.entries.values()].filter(({ document }) => this.#expired(document));
  }

  claimable(): Entry[] {
    return this.alive().filter(
      ({ document, lease }) =>
        document.dueAt !== null && document.dueAt <= this.now && (!lease || lease.until <= this.now),
    );
  }

  commit(document: StoredDocument, lease: Lease | undefined): 'committed' | 'lost' {
    const found = this.entries.get(document.id);
    const entry = found && this.#expired(found.document) ? undefined : found;
    if (document.rev !== (entry?.document.rev ?? 0) + 1) return 'lost';
    if (lease && entry?.lease?.token !== lease.token) return 'lost';
    const born = entry?.born ?? ++this.births;
    this.entries.set(document.id, { document, born, lease: lease ? undefined : entry?.lease });
    return 'committed';
  }

  #expired({ expiresAt }: StoredDocument): boolean {
    return expiresAt !== null && expiresAt <= this.now;
  }
}

type Step = (store: Store, model: Model) => Promise<void>;

const time = fc.oneof(fc.constant(null), fc.integer({ min: -5, max: 40 }));
const id = fc.constantFrom(...IDS);

const commit = fc
  .record({
    id,
    ahead: fc.constantFrom(1, 1, 1, 1, 0, 2),
    keys: fc.subarray(KEYS),
    due: time,
    expires: time,
    leased: fc.boolean(),
    body: fc.uint8Array({ maxLength: 3 }),
  })
  .map(({ id, ahead, keys, due, expires, leased, body }): Step => {
    return async (store, model) => {
      const alive = model.alive().find(({ document }) => document.id === id);
      const at = (offset: number | null) => (offset === null ? null : model.now + offset);
      const rev = (alive?.document.rev ?? 0) + ahead;
      const document = { kind: 'session', id, rev, keys, dueAt: at(due), expiresAt: at(expires), body };
      const lease = leased ? model.leases.get(id) : undefined;
      expect(await store.commit(document, lease)).toBe(model.commit(document, lease));
    };
  });

const claim = fc.integer({ min: 1, max: 4 }).map((limit): Step => {
  return async (store, model) => {
    const expected = model.claimable();
    const claims = await store.claim({ now: model.now, leaseMs: 15, limit });
    expect(claims).toHaveLength(Math.min(limit, expected.length));
    for (const { document, lease } of claims) {
      const entry = expected.find((candidate) => candidate.document.id === document.id);
      expect(plain(document)).toEqual(plain(entry?.document));
      entry!.lease = lease;
      model.leases.set(document.id, lease);
    }
  };
});

const remove = fc.tuple(id, fc.constantFrom(0, 0, 1)).map(([id, ahead]): Step => {
  return async (store, model) => {
    const alive = model.alive().find(({ document }) => document.id === id);
    const result = await store.remove('session', id, (alive?.document.rev ?? 1) + ahead);
    expect(result).toBe(alive && ahead === 0 ? 'committed' : 'lost');
    if (alive && ahead === 0) model.entries.delete(id);
  };
});

const release = id.map((id): Step => {
  return async (store, model) => {
    const lease = model.leases.get(id);
    if (!lease) return;
    await store.release('session', id, lease);
    const entry = model.entries.get(id);
    if (entry?.lease?.token === lease.token) entry.lease = undefined;
  };
});

/** To the end: which ones go first is the store's business, and would show in what may still be written over. */
const sweep = fc.integer({ min: 1, max: 3 }).map((limit): Step => {
  return async (store, model) => {
    const gone = model.expired();
    for (let left = gone.length; left > 0; left -= limit)
      expect(await store.sweep(model.now, limit)).toBe(Math.min(limit, left));
    expect(await store.sweep(model.now, limit)).toBe(0);
    for (const { document } of gone) model.entries.delete(document.id);
  };
});

async function compare(store: Store, model: Model): Promise<void> {
  const alive = model.alive();
  const oldestFirst = [...alive].sort((a, b) => a.born - b.born).map(({ document }) => document);
  const listed = await store.list('session', '', 10);
  expect(listed.map(plain)).toEqual([...oldestFirst].sort((a, b) => (a.id < b.id ? -1 : 1)).map(plain));
  for (const key of KEYS) {
    const carriers = oldestFirst.filter(({ keys }) => keys.includes(key));
    expect(idsOf(await store.find('session', key))).toEqual(idsOf(carriers));
  }
  const dues = alive.flatMap(({ document }) => document.dueAt ?? []);
  expect(await store.earliestDue()).toBe(dues.length === 0 ? null : Math.min(...dues));
}

/** Whatever is done in whatever order, the store answers as the model does. */
export function storeModelContract(open: OpenStore): void {
  test('the store agrees with its model after any sequence of verbs and any passing of time', async () => {
    const { store, clock } = await open();
    const tick = fc.integer({ min: 1, max: 25 }).map((ms): Step => {
      return async (_, model) => {
        model.now += ms;
        clock.now = model.now;
      };
    });
    const step = fc.oneof({ weight: 4, arbitrary: commit }, tick, tick, claim, remove, release, sweep);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
        await store.clear(['session']);
        const model = new Model();
        model.now = clock.now = 1000;
        for (const perform of steps) {
          await perform(store, model);
          await compare(store, model);
        }
      }),
      { numRuns: 60 },
    );
    await store.close();
  });
}
