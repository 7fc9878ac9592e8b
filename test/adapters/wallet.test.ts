import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHasher } from '../../adapters/crypto/argon2-hasher.ts';
import { parseSecretKeys } from '../../adapters/crypto/secret-keys.ts';
import { createVault } from '../../adapters/crypto/vault.ts';
import { openSqliteStore } from '../../adapters/sqlite/index.ts';
import { type ActivationBody, walletKind } from '../../adapters/wallet/activation.ts';
import { demoHolders } from '../../adapters/wallet/holders.ts';
import { createWalletSimulator, type WalletSimulator } from '../../adapters/wallet/simulator.ts';
import { type Documents, sealedDocuments } from '../../machines/engine/documents.ts';
import type { PasswordHasher } from '../../machines/ports/password-hasher.ts';
import type { Store, StoredDocument } from '../../machines/ports/store.ts';
import { seededRandomness } from '../support/seeded-randomness.ts';

const SECOND = 1_000;
const start = Date.parse('2026-03-11T09:00:00Z');
let now = start;
const clock = { now: () => now };
const who = { session: 's', tenant: 'ecps', locale: 'fr' as const };
const known = '899700000013';
const unknown = '899700000054';

const dir = mkdtempSync(join(tmpdir(), 'guichet-wallet-'));
let store: Store;
let documents: Documents;
let wallet: WalletSimulator;
const written: StoredDocument[] = [];
let hasher: PasswordHasher;

beforeAll(async () => {
  hasher = await createHasher();
  store = openSqliteStore({ file: join(dir, 'wallet.sqlite'), clock });
  const spying: Store = {
    ...store,
    commit: (document, lease) => {
      written.push(document);
      return store.commit(document, lease);
    },
  };
  const vault = createVault(parseSecretKeys(`v1:${Buffer.alloc(32, 7).toString('base64')}`));
  documents = sealedDocuments(spying, vault);
  const randomness = seededRandomness('wallet');
  wallet = createWalletSimulator({
    documents,
    clock,
    vault,
    randomness,
    hasher,
    phoneUrl: 'http://phone.test',
  });
});
afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true, force: true });
});

let calls = 0;
const call = () => `call-${calls++}`;
const outboxOf = async (id: string) => (await documents.load<ActivationBody>(walletKind, id))!.body.outbox;
const kinds = async (id: string) =>
  (await outboxOf(id)).map(({ kind, payload }) =>
    kind === 'event' ? (payload.event as { type: string }).type : kind,
  );

async function scanned(method: 'card' | 'mail') {
  const { activation } =
    method === 'card'
      ? await wallet.startWithCard(who, undefined, call())
      : await wallet.requestByNationalId(who, known, call());
  const { qr } = (await wallet.load(activation))!;
  expect(await wallet.phone.scan(qr!.payload)).toEqual({ scanned: true, activation });
  return activation;
}

describe('the wallet’s race contract, as the simulator keeps it', () => {
  it('P04 E17 of many telephones one scans the code, the others learn that it is used', async () => {
    const { activation, qr } = await wallet.startWithCard(who, undefined, call());
    const results = await Promise.all(Array.from({ length: 8 }, () => wallet.phone.scan(qr)));
    expect(results.filter(({ scanned }) => scanned)).toHaveLength(1);
    expect(results.filter((result) => !result.scanned && result.why === 'used')).toHaveLength(7);
    expect(await kinds(activation)).toEqual(['WALLET.SCANNED']);
  });

  it('E65 a code of method A is good for 90 seconds and not one more', async () => {
    const { qr, expiresAt } = await wallet.startWithCard(who, undefined, call());
    expect(expiresAt - now).toBe(90 * SECOND);
    now += 90 * SECOND;
    expect(await wallet.phone.scan(qr)).toEqual({ scanned: false, why: 'expired' });
    now = start;
  });

  it('P16 a restart voids the QR, the add code and the SMS code in one write', async () => {
    const first = await wallet.startWithCard(who, undefined, call());
    const [restarted, result] = await Promise.all([
      wallet.restart(first.activation, call()),
      wallet.phone.scan(first.qr),
    ]);
    const after = (await wallet.load(first.activation))!;
    // Whichever came first: the old code leads nowhere, and the new one is good.
    expect(after.qr?.payload).toBe('qr' in restarted ? restarted.qr : undefined);
    expect(after.addCode).toBeUndefined();
    expect(result.scanned ? after.stage : 'qr-shown').toBe('qr-shown');
    const mailed = await scanned('mail');
    await wallet.sendSms(mailed, call());
    const { code } = (await wallet.load(mailed))!.sms!;
    await wallet.restart(mailed, call());
    expect(await wallet.typeSmsCode(mailed, code, call())).toBe('void');
  });

  it('P16 a session that begins again, by the other method too, has one good QR: the newest; what is active stays so', async () => {
    const session = { ...who, session: 'begins-again' };
    const mailed = await wallet.requestByNationalId(session, known, call());
    const { qr: first } = (await wallet.load(mailed.activation))!;
    const again = call();
    const byCard = await wallet.startWithCard(session, undefined, again);
    expect(await wallet.phone.scan(first!.payload)).toEqual({ scanned: false, why: 'unknown' });
    expect((await wallet.load(mailed.activation))!.stage).toBe('ended');
    expect(await wallet.startWithCard(session, undefined, again)).toEqual(byCard);
    const { activation } = byCard;
    expect(await wallet.phone.scan(byCard.qr)).toEqual({ scanned: true, activation });
    const { addCode } = (await wallet.load(activation))!;
    expect(await wallet.typeAddCode(activation, addCode!.code, call())).toBe('added');
    expect(await wallet.setPassword(activation, '7391', call())).toBe('active');
    const newest = await wallet.startWithCard(session, undefined, call());
    expect((await wallet.load(activation))!.stage).toBe('active');
    // An older call made again does nothing a second time: it does not end what began since.
    await wallet.startWithCard(session, undefined, again);
    expect((await wallet.load(newest.activation))!.stage).toBe('qr-shown');
  });

  it('the same call again gets its first answer and does nothing a second time', async () => {
    const id = call();
    const one = await wallet.requestByNationalId(who, known, id);
    expect(await wallet.requestByNationalId(who, known, id)).toEqual(one);
    expect(await kinds(one.activation)).toEqual(['mail']);
    const again = call();
    expect(await wallet.restart(one.activation, again)).toEqual(await wallet.restart(one.activation, again));
    expect(await kinds(one.activation)).toEqual(['mail', 'mail']);
    const added = await scanned('card');
    const { code } = (await wallet.load(added))!.addCode!;
    const typing = call();
    expect(await wallet.typeAddCode(added, code, typing)).toBe('added');
    expect(await wallet.typeAddCode(added, code, typing)).toBe('added');
    expect(await wallet.typeAddCode(added, code, call())).toBe('void');
  });

  it('E18 the add code begins with a letter, counts without case and spaces, and dies of five wrong ones', async () => {
    const id = await scanned('card');
    const { code } = (await wallet.load(id))!.addCode!;
    expect(code).toMatch(/^[A-Z]\d{5}$/);
    for (let i = 0; i < 5; i++) expect(await wallet.typeAddCode(id, 'A', call())).toBe('wrong');
    expect(await wallet.typeAddCode(id, code, call())).toBe('void');
    const other = await scanned('card');
    const { code: second } = (await wallet.load(other))!.addCode!;
    expect(await wallet.typeAddCode(other, ` ${second.toLowerCase().replace(/(..)/, '$1 ')} `, call())).toBe(
      'added',
    );
  });

  it('E37-E39 only the latest SMS counts, for ten minutes', async () => {
    const id = await scanned('mail');
    await wallet.sendSms(id, call());
    const first = (await wallet.load(id))!.sms!.code;
    await wallet.sendSms(id, call());
    const latest = (await wallet.load(id))!.sms!.code;
    expect(await wallet.typeSmsCode(id, first, call())).toBe('wrong');
    now += 600 * SECOND;
    expect(await wallet.typeSmsCode(id, latest, call())).toBe('expired');
    now = start;
    expect(await wallet.typeSmsCode(id, latest, call())).toBe('accepted');
  });

  it('P06 E50-E53 keeps no password but four digits that are not easy, and only their hash', async () => {
    const tooEasy = (pin: string) =>
      !/^\d{4}$/.test(pin) ||
      new Set(pin).size === 1 ||
      ['01234567890', '09876543210'].some((run) => run.includes(pin));
    const ready = async () => {
      const id = await scanned('card');
      await wallet.typeAddCode(id, (await wallet.load(id))!.addCode!.code, call());
      return id;
    };
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.stringMatching(/^\d{4}$/),
          fc.constantFrom('7890', '0987', '0123', '3210', '1111', '1235', '1357', '8901', '12', 'abcd'),
        ),
        async (pin) => {
          const id = await ready();
          const result = await wallet.setPassword(id, pin, call());
          expect(result).toBe(tooEasy(pin) ? 'too-easy' : 'active');
          const { passwordHash } = (await wallet.load(id))!;
          expect(passwordHash === undefined).toBe(tooEasy(pin));
          if (passwordHash) expect(await hasher.which([passwordHash], pin)).toBe(0);
        },
      ),
      { numRuns: 25, seed: 5 },
    );
  });

  it('P07 an unknown identifier gets the same answer and the same writes as a known one; only one mail leaves', async () => {
    const trace = async (nationalId: string) => {
      written.length = 0;
      const { activation, expiresAt } = await wallet.requestByNationalId(who, nationalId, call());
      await wallet.restart(activation, call());
      return {
        expiresAt,
        writes: written.map(({ kind, rev }) => `${kind} ${rev > 1}`),
        kinds: await kinds(activation),
      };
    };
    await trace(known);
    await trace(unknown);
    const [one, other] = [await trace(known), await trace(unknown)];
    expect(other.expiresAt).toBe(one.expiresAt);
    expect(other.writes).toEqual(one.writes);
    expect([one.kinds, other.kinds]).toEqual([['mail', 'mail'], []]);
  });

  it('E32 no mail leaves for an ADELI number, whoever asks', async () => {
    const { activation } = await wallet.requestByNationalId(who, '0123456789', call());
    expect(await kinds(activation)).toEqual([]);
  });

  it('E65 a lost telephone’s activation takes nothing any more but a restart', async () => {
    const id = await scanned('card');
    const { code } = (await wallet.load(id))!.addCode!;
    expect(await wallet.phone.happen(id, 'lost')).toBe(true);
    expect(await wallet.typeAddCode(id, code, call())).toBe('void');
    expect(await wallet.phone.happen(id, 'incompatible')).toBe(false);
    await wallet.restart(id, call());
    expect((await wallet.load(id))!.stage).toBe('qr-shown');
  });

  it('P13 nothing is stored in clear: no identifier, no code, no payload, no password', async () => {
    const bytes = written.map(
      ({ body, ...rest }) => JSON.stringify(rest) + Buffer.from(body).toString('latin1'),
    );
    expect(bytes.join('\n')).not.toMatch(/GUICHET-ECPS|8997000000|example\.test|\$argon2/);
  });

  it('the demo’s seven holders are those of the contract, in order', () => {
    expect(demoHolders.map(({ nationalId, email, mobile }) => [nationalId, email, mobile])).toEqual(
      [
        '899700218144',
        known,
        '899700000021',
        '812345678901',
        '899700000039',
        '899700000047',
        '0123456789',
      ].map((id, i) => [id, `e0${i + 1}@example.test`, `06 39 98 01 0${i + 1}`]),
    );
  });
});
