import { confirmed } from '../machines/domain/confirmed.ts';
import type { Insurer } from '../machines/domain/insurer.ts';
import type { Readings } from './metrics.ts';
import type { Product } from './wire.ts';

/** Scrapes and probes come often and from several sides: the store is asked at most this often for each. */
const freshMs = 2_000;

/** What operators want to know of the running product at this moment. Nothing here throws. */
export function readingsOf({ store, clock, app, hasher, insurers }: Product): Readings {
  return {
    lateMs: cached(async () => {
      const due = await store.earliestDue();
      return due === null ? 0 : Math.max(0, clock.now() - due);
    }),
    deadEntries: cached(async () => (await app.administration.deadEntries()).length),
    waitingHashes: () => hasher.waiting,
    contactsToConfirm: () => contactsToConfirm({ insurers, clock }),
  };
}

/** CT: by insurer, the contacts that nobody has checked within its interval. */
export function contactsToConfirm({ insurers, clock }: Pick<Product, 'insurers' | 'clock'>) {
  return [...insurers.values()].map((insurer) => ({
    tenant: insurer.id,
    contacts: toConfirm(insurer, clock.now()),
  }));
}

function toConfirm({ contacts, policies }: Insurer, now: number): readonly string[] {
  return contacts
    .filter((contact) => !confirmed(contact, policies.contactsCheckedWithinMs, now))
    .map(({ id }) => id);
}

function cached<T>(read: () => Promise<T>): () => Promise<T | undefined> {
  let at = Number.NEGATIVE_INFINITY;
  let value: Promise<T | undefined> = Promise.resolve(undefined);
  return () => {
    if (performance.now() - at > freshMs) {
      at = performance.now();
      value = read().catch(() => undefined);
    }
    return value;
  };
}
