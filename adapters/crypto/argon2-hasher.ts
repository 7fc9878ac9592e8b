import { randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import argon2 from 'argon2';
import { HasherOverloaded, type PasswordHasher } from '../../machines/ports/password-hasher.ts';
import { boundedQueue } from './bounded-queue.ts';
import { letTurnsGoFirst } from './thread-priority.ts';

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
  letTurnsGoFirst();
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
    hash: (secret, like) =>
      admitted(() => argon2.hash(secret, like ? { ...OWASP, salt: partsOf(like).salt } : OWASP)),
    which: (hashes, secret) =>
      admitted(async () => {
        const parts = hashes.map(partsOf);
        const salt = parts[0]!.salt;
        if (parts.some((part) => !part.salt.equals(salt)))
          throw new Error('these hashes do not share their salt');
        const { digest } = partsOf(await argon2.hash(secret, { ...OWASP, salt }));
        return parts.findIndex(
          (part) => part.digest.length === digest.length && timingSafeEqual(part.digest, digest),
        );
      }),
    get waiting() {
      return queue.waiting;
    },
  };
}

/** Salt and digest of a PHC string `$argon2id$v=19$m=…$SALT$DIGEST`. */
function partsOf(hash: string): { readonly salt: Buffer; readonly digest: Buffer } {
  const [, kind, , , salt, digest] = hash.split('$');
  if (kind !== 'argon2id' || !salt || !digest) throw new Error('not an argon2id hash');
  return { salt: Buffer.from(salt, 'base64'), digest: Buffer.from(digest, 'base64') };
}
