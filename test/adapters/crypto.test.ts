import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, getPriority } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { inspect } from 'node:util';
import argon2 from 'argon2';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHasher } from '../../adapters/crypto/argon2-hasher.ts';
import { systemRandomness } from '../../adapters/crypto/randomness.ts';
import { parseSecretKeys } from '../../adapters/crypto/secret-keys.ts';
import { createVault } from '../../adapters/crypto/vault.ts';
import { Overloaded } from '../../machines/errors.ts';
import { seededRandomness } from '../support/seeded-randomness.ts';

const keyOf = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const V1 = `v1:${keyOf(1)}`;
const V2 = `v2:${keyOf(2)}`;
const vaultOf = (text: string) => createVault(parseSecretKeys(text));
const document = Buffer.from('{"nir":"1840613055012"}');

describe('SECRET_KEYS', () => {
  it('is read with the first version current', () => {
    expect(parseSecretKeys(`${V2}, ${V1}`).map(({ version }) => version)).toEqual(['v2', 'v1']);
  });

  it.each([
    ['nothing', ''],
    ['a bare key', keyOf(7)],
    ['a key where the version belongs', `${keyOf(7)}:v1`],
    ['a version that is none', `seven:${keyOf(7)}`],
    ['16 bytes', `v1:${Buffer.alloc(16, 7).toString('base64')}`],
    ['64 bytes', `v1:${Buffer.alloc(64, 7).toString('base64')}`],
    ['a mistyped character', `v1:${keyOf(7).replace('H', '!')}`],
    ['no padding', `v1:${keyOf(7).slice(0, -1)}`],
    ['a version twice', `v1:${keyOf(7)},v1:${keyOf(8)}`],
    ['a comma too many', `v1:${keyOf(7)},`],
  ])('is refused for %s by a sentence that names it and holds no key (P13)', (_what, text) => {
    let message = '';
    try {
      parseSecretKeys(text);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toMatch(/^SECRET_KEYS: .* 32 random bytes .*\.$/);
    expect(message).not.toContain('BwcHBw');
  });

  it('prints as nothing (P13)', () => {
    const keys = parseSecretKeys(V1);
    expect(inspect(keys, { depth: 9, showHidden: true }) + JSON.stringify(keys)).not.toContain('AQEB');
  });
});

describe('the vault', () => {
  it('opens what it sealed, be it empty, and keeps nothing of it in clear (P13)', () => {
    const vault = vaultOf(V1);
    for (const plain of [document, Buffer.alloc(0), Buffer.alloc(100_000, 'x')]) {
      expect(Buffer.from(vault.open(vault.seal(plain, 'session:1'), 'session:1')).equals(plain)).toBe(true);
    }
    expect(Buffer.from(vault.seal(document, 'session:1')).includes('184061')).toBe(false);
  });

  it('never seals the same bytes twice alike (P13)', () => {
    const vault = vaultOf(V1);
    const sealed = Array.from({ length: 1000 }, () => Buffer.from(vault.seal(document, 'c')).toString('hex'));
    expect(new Set(sealed.map((hex) => hex.slice(6, 30))).size).toBe(1000);
  });

  it('refuses bytes altered anywhere, cut or lengthened (P13)', () => {
    const vault = vaultOf(V1);
    const sealed = vault.seal(document, 'c');
    for (let at = 0; at < sealed.length; at++) {
      const altered = Uint8Array.from(sealed);
      altered[at]! ^= 1;
      expect(() => vault.open(altered, 'c')).toThrow('sealed bytes were altered');
      expect(() => vault.open(sealed.subarray(0, at), 'c')).toThrow('sealed bytes were altered');
    }
    expect(() => vault.open(Buffer.concat([sealed, Buffer.alloc(1)]), 'c')).toThrow();
  });

  it('refuses bytes moved to another document (P13)', () => {
    const vault = vaultOf(V1);
    expect(() => vault.open(vault.seal(document, 'session:1'), 'session:2')).toThrow('moved');
  });

  it('opens and recognises after a rotation what was made before it', () => {
    const before = vaultOf(V1);
    const after = vaultOf(`${V2},${V1}`);
    expect(Buffer.from(after.open(before.seal(document, 'c'), 'c'))).toEqual(document);
    expect(after.matches('nir', '1840613055012', before.digest('nir', '1840613055012'))).toBe(true);
    expect(after.digests('nir', 'x')).toEqual([after.digest('nir', 'x'), before.digest('nir', 'x')]);
    expect(() => before.open(after.seal(document, 'c'), 'c')).toThrow('SECRET_KEYS');
    expect(() => vaultOf(V2).open(before.seal(document, 'c'), 'c')).toThrow('SECRET_KEYS');
    expect(vaultOf(V2).matches('nir', 'x', before.digest('nir', 'x'))).toBe(false);
  });

  it('refuses what was sealed under another key of the same version', () => {
    expect(() => vaultOf(`v1:${keyOf(9)}`).open(vaultOf(V1).seal(document, 'c'), 'c')).toThrow('altered');
  });

  it('digests by purpose, value and key, as version.BASE64URL (P13)', () => {
    const vault = vaultOf(`${V2},${V1}`);
    const made = vault.digest('nir', '1840613055012');
    expect(made).toMatch(/^v2\.[\w-]{43}$/);
    expect(vault.digest('nir', '1840613055012')).toBe(made);
    expect(vault.digest('ni', 'r1840613055012')).not.toBe(made);
    expect(vaultOf(`v2:${keyOf(9)}`).digest('nir', '1840613055012')).not.toBe(made);
    expect(vault.matches('nir', '1840613055012', made)).toBe(true);
    expect(vault.matches('nir', '1840613055013', made)).toBe(false);
    expect(vault.matches('code', '1840613055012', made)).toBe(false);
  });

  it.each(['', '.', 'v2', 'v2.', 'v3.abc', 'v2.é', '__proto__.x'])('recognises nothing in %j', (digest) => {
    expect(vaultOf(V2).matches('nir', '', digest)).toBe(false);
  });
});

describe('randomness', () => {
  it.each([
    ['the system', systemRandomness],
    ['a seed', seededRandomness(1)],
  ])('from %s gives tokens of the bytes asked for and digits uniformly', (_source, randomness) => {
    expect(randomness.token(16)).toMatch(/^[\w-]{22}$/);
    expect(randomness.digits(6)).toMatch(/^\d{6}$/);
    const counts = new Map<string, number>();
    for (const digit of randomness.digits(20_000)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
    // 2000 each, standard deviation 42.
    for (const digit of '0123456789') expect(Math.abs(counts.get(digit)! - 2000)).toBeLessThan(300);
  });

  it('from the same seed is the same, from another is not', () => {
    const draw = (seed: number) => {
      const randomness = seededRandomness(seed);
      return [randomness.token(40), randomness.digits(8), randomness.token(4)];
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});

describe('the hasher', () => {
  afterEach(() => vi.restoreAllMocks());

  /** Counts the real argon2 runs that overlap. */
  function watchArgon2() {
    const seen = { inFlight: 0, most: 0, runs: 0 };
    const real = argon2.hash;
    vi.spyOn(argon2, 'hash').mockImplementation(async (...parameters) => {
      seen.runs++;
      seen.most = Math.max(seen.most, ++seen.inFlight);
      try {
        return await real(...parameters);
      } finally {
        seen.inFlight--;
      }
    });
    return seen;
  }

  /** An argon2 whose runs end when they are told to. */
  function holdArgon2(result = '$argon2id$v=19$m=19456,p=1,t=2$c2FsdHNhbHQ$ZGlnZXN0') {
    const held: (() => void)[] = [];
    const started: string[] = [];
    vi.spyOn(argon2, 'hash').mockImplementation((secret) => {
      started.push(String(secret));
      return new Promise((resolve) => held.push(() => resolve(result)));
    });
    const release = async () => {
      held.shift()!();
      await pause(0);
    };
    return { started, release };
  }

  it('makes argon2id hashes at the cost OWASP recommends, and verifies them', async () => {
    const hasher = await createHasher();
    const hash = await hasher.hash('739105');
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,p=1,t=2\$/);
    expect(await hasher.which([hash], '739105')).toBe(0);
    expect(await hasher.which([hash], '739106')).toBe(-1);
  });

  it('finds which of the codes of one salt was shown in one run, and refuses hashes of two salts (P07)', async () => {
    const hasher = await createHasher();
    const personal = await hasher.hash('739105');
    const posted = await hasher.hash('840216', personal);
    const seen = watchArgon2();
    expect(await hasher.which([personal, posted], '840216')).toBe(1);
    expect(await hasher.which([personal, posted], '739105')).toBe(0);
    expect(await hasher.which([personal, posted], '111111')).toBe(-1);
    expect(seen.runs).toBe(3);
    expect(await hasher.hash('739105', posted)).toBe(personal);
    await expect(hasher.which([personal, hasher.decoy], '739105')).rejects.toThrow('do not share their salt');
  });

  it('verifies hashes of another cost at theirs, and hashes like them at theirs, so that a raised cost locks nobody out', async () => {
    const before = await createHasher({ cost: { memory: 8_192, passes: 3 } });
    const personal = await before.hash('739105');
    const now = await createHasher();
    expect(await now.which([personal], '739105')).toBe(0);
    expect(await now.which([personal], '739106')).toBe(-1);
    const posted = await now.hash('840216', personal);
    expect(posted).toMatch(/^\$argon2id\$v=19\$m=8192,p=1,t=3\$/);
    expect(await now.which([personal, posted], '840216')).toBe(1);
    expect(await now.hash('739105')).toMatch(/m=19456,p=1,t=2/);
  });

  it('gives a decoy that costs a real argon2 run and matches nothing (P07)', async () => {
    const hasher = await createHasher({ cores: 1 });
    const real = await hasher.hash('739105');
    const cost = (hash: string) => hash.split('$').slice(1, 4).join('$');
    expect(cost(hasher.decoy)).toBe(cost(real));
    const seen = watchArgon2();
    const started = performance.now();
    expect(await hasher.which([hasher.decoy], '739105')).toBe(-1);
    expect(seen.runs).toBe(1);
    expect(performance.now() - started).toBeGreaterThan(5);
    expect((await createHasher()).decoy).not.toBe(hasher.decoy);
  });

  it('never has more in flight than cores, however many race', async () => {
    const hasher = await createHasher({ cores: 2 });
    const seen = watchArgon2();
    const racing = Array.from({ length: 20 }, () => hasher.which([hasher.decoy], '000000'));
    expect(hasher.waiting).toBe(18);
    expect(await Promise.all(racing)).toEqual(racing.map(() => -1));
    expect(seen).toMatchObject({ most: 2, runs: 20 });
    expect(hasher.waiting).toBe(0);
  });

  it.each([
    [{}, Math.min(availableParallelism(), 3)],
    [{ cores: 8 }, 3],
    [{ cores: 8, threadPoolSize: 9 }, 8],
    [{ cores: 1, threadPoolSize: 1 }, 1],
  ])('with %j leaves a thread of the pool to others', async (options, expected) => {
    const hasher = await createHasher(options);
    const { started } = holdArgon2();
    for (let at = 0; at < 12; at++) void hasher.which([hasher.decoy], '');
    await pause(0);
    expect(started).toHaveLength(expected);
  });

  it('refuses at once, verifying nothing, when the queue is full, and says when to come back', async () => {
    const hasher = await createHasher({ cores: 1, maxWaiting: 2 });
    const { started, release } = holdArgon2(hasher.decoy);
    const accepted = ['a', 'b', 'c'].map((secret) => hasher.which([hasher.decoy], secret));
    const begun = vi.fn(async () => 0);
    await expect(hasher.holdingPlace(begun)).rejects.toBeInstanceOf(Overloaded);
    expect(begun).not.toHaveBeenCalled();
    const refused = await hasher.which([hasher.decoy], 'd').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Overloaded);
    expect((refused as Overloaded).retryAfterSeconds).toBeGreaterThanOrEqual(1);
    await expect(hasher.hash('d')).rejects.toBeInstanceOf(Overloaded);
    await release();
    await hasher.holdingPlace(begun);
    expect(begun).toHaveBeenCalledOnce();
    await release();
    await release();
    expect(await Promise.all(accepted)).toEqual([0, 0, 0]);
    expect(started).toEqual(['a', 'b', 'c']);
  });

  it('keeps the place of whoever was let in, although others fill the queue meanwhile', async () => {
    const hasher = await createHasher({ cores: 1, maxWaiting: 1 });
    const { started, release } = holdArgon2(hasher.decoy);
    const counted = Promise.withResolvers<void>();
    const verified = hasher.holdingPlace(async (which) => {
      await counted.promise;
      return which([hasher.decoy], 'let in');
    });
    const first = hasher.which([hasher.decoy], 'first');
    await expect(hasher.which([hasher.decoy], 'too many')).rejects.toBeInstanceOf(Overloaded);
    counted.resolve();
    await release();
    await release();
    expect(await Promise.all([first, verified])).toEqual([0, 0]);
    expect(started).toEqual(['first', 'let in']);
    // The place is free again, also after work that did not use it.
    await expect(hasher.holdingPlace(async () => 'unused')).resolves.toBe('unused');
    await expect(hasher.holdingPlace(async () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    const both = [hasher.which([hasher.decoy], 'a'), hasher.which([hasher.decoy], 'b')];
    await release();
    await release();
    expect(await Promise.all(both)).toEqual([0, 0]);
  });

  it('asks for a longer pause the longer the queue is', async () => {
    const hasher = await createHasher({ cores: 1, maxWaiting: 400 });
    holdArgon2();
    for (let at = 0; at < 401; at++) void hasher.which([hasher.decoy], '');
    const refused = await hasher.hash('x').catch((error: unknown) => error);
    expect((refused as Overloaded).retryAfterSeconds).toBeGreaterThan(2);
  });

  it('serves in the order of arrival, late arrivals included', async () => {
    const hasher = await createHasher({ cores: 1 });
    const { started, release } = holdArgon2();
    const served = [hasher.which([hasher.decoy], '1'), hasher.which([hasher.decoy], '2')];
    await pause(0);
    await release();
    served.push(hasher.which([hasher.decoy], '3'));
    await release();
    await release();
    await Promise.all(served);
    expect(started).toEqual(['1', '2', '3']);
  });

  it('goes on after a run that failed', async () => {
    const hasher = await createHasher({ cores: 1 });
    await expect(hasher.which(['not a hash'], '1')).rejects.toThrow();
    expect(await hasher.which([hasher.decoy], '1')).toBe(-1);
  });
});

describe.runIf(process.platform === 'linux')('the threads that verify', () => {
  it('give way to the event loop, which keeps its own priority', async () => {
    await createHasher();
    const threads = readdirSync('/proc/self/task').filter(
      (thread) => readFileSync(`/proc/self/task/${thread}/comm`, 'utf8').trim() === 'libuv-worker',
    );
    expect(threads.length).toBeGreaterThan(0);
    for (const thread of threads) expect(getPriority(Number(thread))).toBe(getPriority() + 10);
  });
});
