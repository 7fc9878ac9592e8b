import { createHash } from 'node:crypto';
import type { Randomness } from '../../machines/ports/vault.ts';

/** The same seed gives the same draws in the same order: what a run did can be done again. */
export function seededRandomness(seed: number | string): Randomness {
  let block = Buffer.alloc(0);
  let blocks = 0;
  let used = 0;
  const nextByte = (): number => {
    if (used === block.length) {
      block = createHash('sha256').update(`${seed}:${blocks++}`).digest();
      used = 0;
    }
    return block[used++]!;
  };
  const nextDigit = (): number => {
    for (;;) {
      const byte = nextByte();
      // 250 to 255 would make 0 to 5 more frequent.
      if (byte < 250) return byte % 10;
    }
  };
  return {
    token: (bytes) => Buffer.from(Array.from({ length: bytes }, nextByte)).toString('base64url'),
    digits: (length) => Array.from({ length }, nextDigit).join(''),
  };
}
