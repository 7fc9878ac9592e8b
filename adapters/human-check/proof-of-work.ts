import { isDeepStrictEqual } from 'node:util';
import { type Challenge, createChallenge, randomInt, type Solution, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';

/**
 * The solver tries counters from 0 until it meets the one drawn here: the work is bounded, without the long
 * tail of a search by prefix. A derivation costs 1 ms on a server's core; PBKDF2 rather than a bare hash,
 * because browsers have it built in: a machine made for hashing gains less over a member's phone.
 */
const DERIVATION = { algorithm: 'PBKDF2/SHA-256', cost: 5_000 } as const;
const COUNTER = { least: 200, most: 400 } as const;
/** A solved challenge is about 700 bytes of base64; more is not worth decoding. */
const LONGEST_VALUE = 4_096;

export interface ProofOfWork {
  challenge(id: string): Promise<Record<string, unknown>>;
  solves(issued: Record<string, unknown>, value: string): Promise<boolean>;
}

/**
 * The challenge carries no `expiresAt`: altcha-lib would hold it against the machine's clock, and the
 * session's clock decides. The id in it ties the signature to one issued check.
 */
export function proofOfWork(hmacKey: string): ProofOfWork {
  const secrets = { hmacSignatureSecret: `${hmacKey}/challenge`, hmacKeySignatureSecret: `${hmacKey}/key` };
  return {
    async challenge(id) {
      const counter = randomInt(COUNTER.most, COUNTER.least);
      return { ...(await createChallenge({ ...DERIVATION, counter, data: { id }, deriveKey, ...secrets })) };
    },
    async solves(issued, value) {
      const answer = decode(value);
      const challenge = issued as unknown as Challenge;
      if (answer === undefined || !sameChallenge(challenge, answer.challenge)) return false;
      const solution = answer.solution as Solution;
      return (await verifySolution({ challenge, solution, deriveKey, ...secrets })).verified;
    },
  };
}

function decode(value: string): { challenge?: unknown; solution?: unknown } | undefined {
  if (value.length > LONGEST_VALUE) return undefined;
  try {
    const decoded: unknown = JSON.parse(Buffer.from(value, 'base64').toString());
    return typeof decoded === 'object' && decoded !== null ? decoded : undefined;
  } catch {
    return undefined;
  }
}

function sameChallenge(issued: Challenge, sent: unknown): boolean {
  if (typeof sent !== 'object' || sent === null) return false;
  const { parameters, signature } = sent as Partial<Challenge>;
  return signature === issued.signature && isDeepStrictEqual(parameters, issued.parameters);
}
