import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import argon2 from 'argon2';
import { HasherOverloaded, type PasswordHasher } from '../../machines/ports/password-hasher.ts';
import { boundedQueue } from './bounded-queue.ts';

export interface HasherOptions {
  /** At most so many in flight: beyond the cores, verifications only slow one another down. */
  readonly cores?: number;
  /** At most so many waiting behind them. The default is a wait of about two seconds. */
  readonly maxWaiting?: number;
  /** What UV_THREADPOOL_SIZE says, 4 (Node's default) when it is not set. */
  readonly threadPoolSize?: number;
}

/** OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane. */
const OWASP = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/**
 * argon2 runs on Node's pool of threads, which also reads files, looks names up and checks proofs of work:
 * one of its threads is always left free, so a rush of sign-ins holds up nothing else. A machine of more
 * than three cores is used in full when UV_THREADPOOL_SIZE is its cores plus one.
 */
export async function createHasher(options: HasherOptions = {}): Promise<PasswordHasher> {
  const { cores = availableParallelism(), threadPoolSize = 4 } = options;
  const atOnce = Math.max(1, Math.min(cores, threadPoolSize - 1));
  const { maxWaiting = atOnce * 60 } = options;
  const started = performance.now();
  const decoy = await argon2.hash(randomBytes(32), OWASP);
  const queue = boundedQueue({ atOnce, maxWaiting, expectedMs: performance.now() - started });

  const admit = (): void => {
    if (queue.full) throw new HasherOverloaded(Math.max(1, Math.ceil(queue.drainMs / 1000)));
  };
  const admitted = async <T>(work: () => Promise<T>): Promise<T> => {
    admit();
    return queue.run(work);
  };
  return {
    decoy,
    admit,
    hash: (secret) => admitted(() => argon2.hash(secret, OWASP)),
    verify: (hash, secret) => admitted(() => argon2.verify(hash, secret)),
    get waiting() {
      return queue.waiting;
    },
  };
}
