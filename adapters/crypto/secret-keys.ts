import { createSecretKey, type KeyObject } from 'node:crypto';

/** One version of the secret everything else derives from. A KeyObject, so that no log can print it. */
export interface SecretKey {
  readonly version: string;
  readonly key: KeyObject;
}

/** The first is current; the others only open and recognise what was made under them. */
export type SecretKeys = readonly [SecretKey, ...SecretKey[]];

const KEY_BYTES = 32;
const VERSION = /^v[1-9]\d{0,8}$/;
const EXPECTED =
  'expected v2:BASE64,v1:BASE64, the first being current, each the base64 of 32 random bytes ' +
  '(make one with: openssl rand -base64 32)';

/**
 * Reads SECRET_KEYS. Every refusal says which entry is wrong and what is expected, by position only: what
 * stands in the entry may be a key, even where a version was meant, and ends in nobody's log (P13).
 */
export function parseSecretKeys(text: string): SecretKeys {
  const [current, ...older] = text.split(',').map((entry, index) => parseEntry(entry.trim(), index + 1));
  const keys: SecretKeys = [current!, ...older];
  if (new Set(keys.map(({ version }) => version)).size < keys.length) throw refusal('a version stands twice');
  if (keys.some(({ key }, index) => keys.findIndex((other) => other.key.equals(key)) < index))
    throw refusal('a key stands twice');
  return keys;
}

/**
 * The position of the first key that is no secret: one that everybody can read in `published`, or the same byte again and
 * again, as an example has it. What else nobody drew at random cannot be told from what somebody did.
 */
export function knownKey(keys: SecretKeys, published: SecretKeys): number | undefined {
  const index = keys.findIndex(
    ({ key }) => published.some((known) => known.key.equals(key)) || isOneByte(key.export()),
  );
  return index < 0 ? undefined : index + 1;
}

const isOneByte = (bytes: Buffer): boolean => bytes.every((byte) => byte === bytes[0]);

function parseEntry(entry: string, position: number): SecretKey {
  const [version = '', base64, ...rest] = entry.split(':');
  if (base64 === undefined || rest.length > 0) throw refusal(`entry ${position} is not VERSION:BASE64`);
  if (!VERSION.test(version)) throw refusal(`entry ${position} has no version such as v1`);
  const bytes = Buffer.from(base64, 'base64');
  // Node's decoder skips what it does not understand: only the way back shows a mistyped key.
  if (bytes.length !== KEY_BYTES || bytes.toString('base64') !== base64) {
    throw refusal(`entry ${position} is not the base64 of ${KEY_BYTES} bytes`);
  }
  return { version, key: createSecretKey(bytes) };
}

function refusal(reason: string): Error {
  return new Error(`SECRET_KEYS: ${reason}; ${EXPECTED}.`);
}
