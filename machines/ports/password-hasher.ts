/**
 * argon2id (RFC 9106) behind a bounded queue: at most as many in flight as the machine has cores, a bounded
 * number waiting, then `Overloaded`. Each call is one run, whatever it is given. Verifying again is harmless.
 */
export interface PasswordHasher {
  /** Hashes under a fresh salt, or under salt and cost of `like`: so that one run later compares with both. */
  hash(secret: string, like?: string): Promise<string>;
  /**
   * Index of the hash that the secret fits, or -1. One run, at the cost they were made at: the hashes must share
   * it and their salt (a member's personal and posted codes do), so that an attempt costs the same with one code,
   * two, or none (P07). Where the cost has been raised since, a member's older hash still costs what it did.
   */
  which(hashes: readonly string[], secret: string): Promise<number>;
  /** A hash of nothing anybody knows: verified for unknown members so that the same work is done (P07). */
  readonly decoy: string;
  /**
   * Does `work` with a place kept for one verification, so that what it counts before is verified as well.
   * @throws Overloaded at once, and does nothing, when there is no place.
   */
  holdingPlace<T>(work: (which: PasswordHasher['which']) => Promise<T>): Promise<T>;
  readonly waiting: number;
}
