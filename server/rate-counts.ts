import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { Clock } from '../machines/ports/clock.ts';

export interface RateCounts {
  /** For `@fastify/rate-limit`. */
  readonly Store: FastifyRateLimitStoreCtor;
  /** Nobody has asked for anything yet. */
  clear(): void;
}

/** Keys of one limit. Beyond them the one that was not seen for longest is forgotten. */
const mostKeys = 20_000;

/** What the limits on requests count, in this process's memory: windows that begin with a key's first request. */
export function createRateCounts(clock: Clock): RateCounts {
  const stores = new Set<Counts>();

  class Counts implements FastifyRateLimitStore {
    readonly windows = new Map<string, { requests: number; readonly since: number }>();

    constructor() {
      stores.add(this);
    }

    incr(...[key, done, windowMs]: Parameters<FastifyRateLimitStore['incr']>): void {
      const now = clock.now();
      const known = this.windows.get(key);
      // A clock that was set back begins a new window too.
      const lasts = known !== undefined && known.since <= now && now < known.since + windowMs;
      const window = lasts ? known : { requests: 0, since: now };
      window.requests += 1;
      this.windows.delete(key);
      this.windows.set(key, window);
      if (this.windows.size > mostKeys) this.windows.delete(this.windows.keys().next().value!);
      done(null, { current: window.requests, ttl: window.since + windowMs - now });
    }

    child(): FastifyRateLimitStore {
      return new Counts();
    }
  }

  return {
    Store: Counts,
    clear() {
      for (const { windows } of stores) windows.clear();
    },
  };
}
