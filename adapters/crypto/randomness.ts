import { randomBytes, randomInt } from 'node:crypto';
import type { Randomness } from '../../machines/ports/vault.ts';

/** The system's cryptographic generator. */
export const systemRandomness: Randomness = {
  token: (bytes) => randomBytes(bytes).toString('base64url'),
  digits: (length) => Array.from({ length }, () => randomInt(10)).join(''),
};
