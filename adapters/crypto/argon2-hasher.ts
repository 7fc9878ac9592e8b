import { randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import argon2 from 'argon2';
import type { PasswordHasher } from '../../machines/ports/password-hasher.ts';
import { boundedQueue } from './bounded-queue.ts';
import { letTurnsGoFirst } from './thread-priority.ts';

export interface HasherOptions {
  /** At most so many in flight: beyond the cores, verifications only slow one another down. */
  readonly cores?: number;
  /** At most so many waiting behind them. The default is a wait of about two seconds. */
  readonly maxWaiting?: number;
  /** What UV_THREADPOOL_SIZE says, 4 (Node's default) when it is not set. */
  readonly threadPoolSize?: number;
  /** Of what is hashed from now on: `memory` in KiB, `passes`. Tests that prove something else take less. */
  readonly cost?: { readonly memory: number; readonly passes: number };
}

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane. */
const OWASP = { memory: 19_456, passes: 2 } as const;

/**
 * argon2 runs on Node's pool of threads, which also reads files, looks names up and checks proofs of work:
 * one of its threads is always left free, so a rush of sign-ins holds up nothing else. A machine of more
 * than three cores is used in full when UV_THREADPOOL_SIZE is its cores plus one.
 */
export async function createHasher(options: HasherOptions = {}): Promise<PasswordHasher> {
  const { cores = availableParallelism(), threadPoolSize = 4, cost = OWASP } = options;
  const atOnce = Math.max(1, Math.min(cores, threadPoolSize - 1));
  const { maxWaiting = atOnce * 60 } = options;
  const started = performance.now();
  const present = {
    type: argon2.argon2id,
    memoryCost: cost.memory,
    timeCost: cost.passes,
    parallelism: 1,
  } as const;
  const decoy = await argon2.hash(randomBytes(32), present);
  letTurnsGoFirst();
  const queue = boundedQueue({ atOnce, maxWaiting, expectedMs: performance.now() - started });

  const which = async (hashes: readonly string[], secret: string): Promise<number> => {
    const parts = hashes.map(partsOf);
    const [first] = parts;
    if (parts.some((part) => !isDeepStrictEqual(part.made, first!.made)))
      throw new Error('these hashes do not share their salt and cost');
    const { digest } = partsOf(await argon2.hash(secret, first!.made));
    return parts.findIndex(
      (part) => part.digest.length === digest.length && timingSafeEqual(part.digest, digest),
    );
  };
  return {
    decoy,
    hash: (secret, like) =>
      queue.run(() => argon2.hash(secret, like === undefined ? present : partsOf(like).made)),
    which: (hashes, secret) => queue.run(() => which(hashes, secret)),
    async holdingPlace(work) {
      const place = queue.hold();
      try {
        return await work((hashes, secret) => place.run(() => which(hashes, secret)));
      } finally {
        place.giveUp();
      }
    },
    get waiting() {
      return queue.waiting;
    },
  };
}

/** How a PHC string `$argon2id$v=19$m=…,p=…,t=…$SALT$DIGEST` was made, and its digest. */
function partsOf(hash: string) {
  const [, kind, , costs = '', salt, digest] = hash.split('$');
  if (kind !== 'argon2id' || !salt || !digest) throw new Error('not an argon2id hash');
  const { m, t, p } = Object.fromEntries(costs.split(',').map((cost) => cost.split('=')));
  const made = {
    type: argon2.argon2id,
    memoryCost: Number(m),
    timeCost: Number(t),
    parallelism: Number(p),
    salt: Buffer.from(salt, 'base64'),
  } as const;
  return { made, digest: Buffer.from(digest, 'base64') };
}
