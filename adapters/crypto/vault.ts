import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomFillSync,
  timingSafeEqual,
} from 'node:crypto';
import type { Vault } from '../../machines/ports/vault.ts';
import type { SecretKey, SecretKeys } from './secret-keys.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const NONCES_PER_DRAW = 256;

/** What one version of SECRET_KEYS is used as. KeyObjects: HMAC with a Buffer key costs five times more. */
interface Keys {
  readonly version: string;
  readonly sealing: KeyObject;
  readonly digest: KeyObject;
  /** Length of the version, then the version: how a sealed document begins. */
  readonly header: Buffer;
}

/**
 * Sealed bytes are: length of the version (1), version, nonce (12), AES-256-GCM ciphertext, tag (16).
 * Nonces are random: a key version should be replaced before 2^32 documents are sealed under it
 * (NIST SP 800-38D, 8.3).
 */
export function createVault(secretKeys: SecretKeys): Vault {
  const all = secretKeys.map(deriveKeys);
  const current = all[0]!;
  const byVersion = new Map(all.map((keys) => [keys.version, keys]));
  const nextNonce = nonceSource();
  return {
    seal: (plain, context) => seal(current, nextNonce(), { plain, context }),
    open(sealed, context) {
      const start = 1 + (sealed[0] ?? 0);
      const keys = byVersion.get(Buffer.from(sealed.subarray(1, start)).toString('latin1'));
      if (keys === undefined || sealed.length < start + NONCE_BYTES + TAG_BYTES) throw unopened();
      return open(keys, sealed.subarray(start), context);
    },
    digest: (purpose, value) => digest(current, purpose, value),
    digests: (purpose, value) => all.map((keys) => digest(keys, purpose, value)),
    matches(purpose, value, made) {
      const keys = byVersion.get(made.slice(0, Math.max(0, made.indexOf('.'))));
      if (keys === undefined) return false;
      const expected = Buffer.from(digest(keys, purpose, value));
      const actual = Buffer.from(made);
      return actual.length === expected.length && timingSafeEqual(actual, expected);
    },
  };
}

function deriveKeys({ version, key }: SecretKey): Keys {
  const derive = (use: string) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', key, 'guichet', `guichet/${use}`, 32)));
  const header = Buffer.from([version.length, ...Buffer.from(version, 'latin1')]);
  return { version, sealing: derive('sealing'), digest: derive('digest'), header };
}

/** Draws many nonces at once: one call into the generator costs as much as hundreds of nonces. */
function nonceSource(): () => Buffer {
  const pool = Buffer.alloc(NONCE_BYTES * NONCES_PER_DRAW);
  let used = pool.length;
  return () => {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    used += NONCE_BYTES;
    return pool.subarray(used - NONCE_BYTES, used);
  };
}

function seal(keys: Keys, nonce: Buffer, document: { plain: Uint8Array; context: string }): Buffer {
  const cipher = createCipheriv('aes-256-gcm', keys.sealing, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(document.context));
  const ciphertext = cipher.update(document.plain);
  cipher.final();
  return Buffer.concat([keys.header, nonce, ciphertext, cipher.getAuthTag()]);
}

function open(keys: Keys, body: Uint8Array, context: string): Buffer {
  const nonce = body.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keys.sealing, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(body.subarray(-TAG_BYTES));
  const plain = decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES));
  try {
    decipher.final();
  } catch {
    throw unopened();
  }
  return plain;
}

function digest(keys: Keys, purpose: string, value: string): string {
  // The length keeps ('a', 'bc') and ('ab', 'c') apart.
  const hmac = createHmac('sha256', keys.digest).update(`${purpose.length}:${purpose}${value}`);
  return `${keys.version}.${hmac.digest('base64url')}`;
}

function unopened(): Error {
  return new Error('sealed bytes were altered, moved, or sealed under a key that SECRET_KEYS does not hold');
}
