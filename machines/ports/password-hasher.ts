/** The queue in front of the hasher is full. Answer 503 with `Retry-After`; nothing was verified or counted. */
export class HasherOverloaded extends Error {
  override name = 'HasherOverloaded';
  readonly retryAfterSeconds: number;
  constructor(retryAfterSeconds: number) {
    super('too many verifications are waiting');
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * argon2id (RFC 9106) behind a bounded queue: at most as many in flight as the machine has cores, a bounded
 * number waiting, then `HasherOverloaded`. Verifying again is harmless.
 */
export interface PasswordHasher {
  hash(secret: string): Promise<string>;
  verify(hash: string, secret: string): Promise<boolean>;
  /** A hash of nothing anybody knows: verified for unknown members so that the same work is done (P07). */
  readonly decoy: string;
  /** Throws `HasherOverloaded` now if a verification asked for now would be refused. */
  admit(): void;
  readonly waiting: number;
}
