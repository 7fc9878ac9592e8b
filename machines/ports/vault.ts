/**
 * Keys at work. Sealing is authenticated encryption (AES-256-GCM) under the current key version; opening
 * accepts every configured version, so a document is re-sealed whenever it is touched. Digests are keyed
 * (HMAC-SHA-256): a NIR has about 40 bits, a plain hash of it would be as good as the number itself.
 */
export interface Vault {
  /** `context` is authenticated with the content: bytes moved to another document do not open. */
  seal(plain: Uint8Array, context: string): Uint8Array;
  /** Throws if the bytes were altered, moved, or sealed under a key that is not configured. */
  open(sealed: Uint8Array, context: string): Uint8Array;
  /** Keyed digest under the current version, as `v2.BASE64URL`. */
  digest(purpose: string, value: string): string;
  /** The same under every configured version, current first: look-ups try them in this order. */
  digests(purpose: string, value: string): readonly string[];
  /** Constant-time comparison of a value with a digest made earlier under any configured version. */
  matches(purpose: string, value: string, digest: string): boolean;
}

/** Randomness, behind a port so that a test can replay a run from its seed. */
export interface Randomness {
  /** URL-safe text of `bytes` random bytes. */
  token(bytes: number): string;
  /** Exactly `length` random decimal digits, uniformly. */
  digits(length: number): string;
}
