import { type Challenge, createChallenge, type Solution, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { describe, expect, it } from 'vitest';
import { parseSecretKeys } from '../../adapters/crypto/secret-keys.ts';
import { createVault } from '../../adapters/crypto/vault.ts';
import { createHumanCheck } from '../../adapters/human-check/human-check.ts';

const keyOf = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const vault = createVault(parseSecretKeys(`v1:${keyOf(1)}`));
const answers = new Map<string, string>();
const checks = createHumanCheck({
  vault,
  hmacKey: 'test',
  drawing: (work) => work(),
  onImageAnswer: ({ id, answer }) => void answers.set(id, answer),
});
/** Years before the machine's clock: only the session's clock may decide. */
const now = Date.UTC(2020, 0, 1);

const encode = (payload: unknown) => Buffer.from(JSON.stringify(payload)).toString('base64');
const asStored = <T>(check: T): T => JSON.parse(JSON.stringify(check)) as T;
async function solved(challenge: Record<string, unknown> | undefined) {
  const given = challenge as unknown as Challenge;
  const solution = await solveChallenge({ challenge: given, deriveKey });
  return { challenge: given, solution: solution as Solution };
}

describe('the proof of work', () => {
  it('solved by altcha’s own solver is accepted, after a rest in the store (X17)', async () => {
    const check = asStored(await checks.issue('proof-of-work', now));
    expect(check).not.toHaveProperty('answerDigest');
    expect(Object.keys(check.challenge!).sort()).toEqual(['parameters', 'signature']);
    const value = encode(await solved(check.challenge));
    expect(await checks.solves(check, value, now)).toBe(true);
    expect(await checks.solves(check, value, check.expiresAt - 1)).toBe(true);
  });

  it('is accepted with the fields of its challenge in another order (X17)', async () => {
    const check = await checks.issue('proof-of-work', now);
    const { challenge, solution } = await solved(check.challenge);
    const parameters = Object.fromEntries(Object.entries(challenge.parameters).reverse());
    const value = encode({ solution, challenge: { signature: challenge.signature, parameters } });
    expect(await checks.solves(check, value, now)).toBe(true);
  });

  it('is refused once it has expired (X17)', async () => {
    const check = await checks.issue('proof-of-work', now);
    const value = encode(await solved(check.challenge));
    expect(await checks.solves(check, value, check.expiresAt)).toBe(false);
  });

  it('made for another check, or by someone else, is refused (X17)', async () => {
    const [check, other] = [
      await checks.issue('proof-of-work', now),
      await checks.issue('proof-of-work', now),
    ];
    expect(await checks.solves(check, encode(await solved(other.challenge)), now)).toBe(false);
    const options = { algorithm: 'PBKDF2/SHA-256', cost: 1, counter: 1, deriveKey };
    const foreign = await createChallenge({
      ...options,
      hmacSignatureSecret: 'mine',
      hmacKeySignatureSecret: 'mine',
    });
    expect(await checks.solves(check, encode(await solved({ ...foreign })), now)).toBe(false);
    // Even if the store were made to hold it, it is signed with another key.
    const planted = { ...check, challenge: { ...foreign } };
    expect(await checks.solves(planted, encode(await solved({ ...foreign })), now)).toBe(false);
  });

  it('made easier or otherwise altered is refused (X17)', async () => {
    const check = await checks.issue('proof-of-work', now);
    const { challenge, solution } = await solved(check.challenge);
    const easier = { ...challenge, parameters: { ...challenge.parameters, cost: 1, keyPrefix: '00' } };
    const resolved = await solved({ ...easier });
    expect(await checks.solves(check, encode(resolved), now)).toBe(false);
    expect(await checks.solves(check, encode({ challenge, solution: resolved.solution }), now)).toBe(false);
    expect(await checks.solves(check, encode({ challenge: easier, solution }), now)).toBe(false);
    const planted = { ...check, challenge: { ...easier } };
    expect(await checks.solves(planted, encode(resolved), now)).toBe(false);
    const guess = { ...solution, derivedKey: challenge.parameters.keyPrefix.padEnd(64, '0') };
    expect(await checks.solves(check, encode({ challenge, solution: guess }), now)).toBe(false);
  });

  it.each([
    '',
    '!',
    'bnVsbA==',
    encode(1),
    encode([]),
    encode({ challenge: null, solution: null }),
    encode({ challenge: {}, solution: {} }),
    'A'.repeat(100_000),
  ])('is refused, not an error, when it is %.20j (X17)', async (value) => {
    expect(await checks.solves(await checks.issue('proof-of-work', now), value, now)).toBe(false);
  });

  it.each([null, 5, {}, { counter: -1, derivedKey: 'zz' }, { counter: 1 }])(
    'is refused, not an error, when its solution is %j (X17)',
    async (solution) => {
      const check = await checks.issue('proof-of-work', now);
      expect(await checks.solves(check, encode({ challenge: check.challenge, solution }), now)).toBe(false);
    },
  );
});

describe('the image', () => {
  it('is answered in any case, spaces aside, until it expires (X17)', async () => {
    const check = asStored(await checks.issue('image', now));
    const answer = answers.get(check.id)!;
    expect(answer).toMatch(/^[ACEFHKMNPRTXY349]{6}$/);
    const typed = ` ${answer.slice(0, 3).toLowerCase()} ${answer.slice(3)} `;
    expect(await checks.solves(check, typed, now)).toBe(true);
    expect(await checks.solves(check, typed, check.expiresAt)).toBe(false);
  });

  it('is refused for a wrong answer and for the answer of another (X17)', async () => {
    const [check, other] = [await checks.issue('image', now), await checks.issue('image', now)];
    expect(await checks.solves(check, '', now)).toBe(false);
    expect(await checks.solves(check, 'AAAAAB', now)).toBe(false);
    expect(await checks.solves(check, answers.get(other.id)!, now)).toBe(false);
    const answer = answers.get(check.id)!;
    expect(await checks.solves({ ...check, answerDigest: other.answerDigest! }, answer, now)).toBe(false);
  });

  it('leaves as a PNG: neither its paths nor its answer go with it (X17, P13)', async () => {
    const check = await checks.issue('image', now);
    expect(check.image).toMatch(/^data:image\/png;base64,/);
    const png = Buffer.from(check.image!.split(',')[1]!, 'base64');
    expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([360, 120]);
    expect(png.subarray(-8, -4).toString()).toBe('IEND');
    expect(png.includes('<svg') || png.includes('<path')).toBe(false);
    const answer = answers.get(check.id)!;
    const kept = JSON.stringify({ ...check, image: undefined });
    expect(kept.includes(answer) || png.includes(answer)).toBe(false);
  });

  it('is recognised after the keys were rotated (X17)', async () => {
    const check = await checks.issue('image', now);
    const rotated = createVault(parseSecretKeys(`v2:${keyOf(2)},v1:${keyOf(1)}`));
    const after = createHumanCheck({ vault: rotated, hmacKey: 'other', drawing: (work) => work() });
    expect(await after.solves(check, answers.get(check.id)!, now)).toBe(true);
  });
});
