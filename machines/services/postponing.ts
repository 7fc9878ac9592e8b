import type { Claimed, Store } from '../ports/store.ts';

const firstMs = 60_000;
const longestMs = 3_600_000;
const counted = 'failed:';

/**
 * Puts work that failed off for a while and gives its lease back, so that it neither comes back at once nor stands
 * before what works: a minute the first time, then five, then twenty-five, then an hour, and up to a quarter more. The
 * document need not be opened for it. How often it failed stands among its keys, until anybody writes it anew: then
 * its due time and keys follow from its content again, and so they do at once if somebody has written it meanwhile.
 */
export async function postpone(
  store: Store,
  { document, lease }: Claimed,
  { now, random }: { readonly now: number; readonly random: () => number },
): Promise<void> {
  const before = document.keys.find((key) => key.startsWith(counted));
  const times = before ? Number(before.slice(counted.length)) : 0;
  const pause = Math.min(longestMs, firstMs * 5 ** times) * (1 + random() / 4);
  const result = await store.commit(
    {
      ...document,
      rev: document.rev + 1,
      keys: [...document.keys.filter((key) => key !== before), `${counted}${times + 1}`],
      dueAt: Math.ceil(now + pause),
    },
    lease,
  );
  if (result === 'lost') await store.release(document.kind, document.id, lease);
}
