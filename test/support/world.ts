import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnyEventObject, AnyMachineSnapshot } from 'xstate';
import { createHasher } from '../../adapters/crypto/argon2-hasher.ts';
import { listOutboxMails } from '../../adapters/mail/outbox-mailer.ts';
import { openSqliteStore } from '../../adapters/sqlite/index.ts';
import { currentTerms, type Insurer } from '../../machines/domain/insurer.ts';
import type { Member } from '../../machines/domain/member.ts';
import type { Scope } from '../../machines/flow.ts';
import type { Store } from '../../machines/ports/store.ts';
import { createServices } from '../../machines/services/index.ts';
import { assemble } from '../../server/assemble.ts';
import type { MovableClock } from '../../server/clock.ts';
import { readConfig } from '../../server/config.ts';
import { type Person, people } from './people.ts';
import { DAY, type TestClock, testClock } from './product.ts';

/** One transition of one chart, as the engine reports it. */
export interface Made {
  readonly flow: string;
  readonly from: AnyMachineSnapshot | undefined;
  readonly event: AnyEventObject;
  readonly to: AnyMachineSnapshot;
}

/** A port's verb to disturb: `load member` is the store's `load` of that kind; `call …` is a service. */
export type Spot = 'which' | 'hash' | 'issue' | `load ${string}` | `commit ${string}` | `call ${string}`;

export interface WorldOptions {
  /** A folder of insurers instead of the demo's. */
  readonly insurersDir?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** `none`: the e-CPS guide only guides, as in real life. */
  readonly wallet?: 'simulated' | 'none';
}

export type Standing = 'ready' | 'terms due' | 'temporary' | 'both codes' | 'unknown' | 'deactivated';

export interface Somebody extends Person {
  readonly tenant: string;
  /** 13 characters, as members are kept. */
  readonly nir13: string;
}

export type World = Awaited<ReturnType<typeof createWorld>>;

/** What a process that is no more says to those who wait for it. */
export class Died extends Error {
  override name = 'Died';
}

/** A disk in memory, where there is one: the proof commits thousands of times, each written through. */
const memory = '/dev/shm';

/** What must be found nowhere, and the newest of it: every commit is searched for those, the file for all. */
class Secrets extends Set<string> {
  readonly recent: string[] = [];
  override add(secret: string): this {
    if (!this.has(secret)) this.recent?.push(secret);
    if (this.recent?.length > 60) this.recent.shift();
    return super.add(secret);
  }
}

/** Codes that meet the rule for every number made here, at any length an insurer asks for (X05, X06). */
export function codesOf(length: number) {
  const cut = (digits: string) => digits.slice(0, length);
  return {
    personal: cut('740285193647283'),
    temporary: cut('852014739625184'),
    wrong: cut('639184257396410'),
    easy: cut('909090909090909'),
    fresh: [
      '573920461837295',
      '481057392648173',
      '746193850274196',
      '915386402719538',
      '638204917352846',
    ].map(cut),
  };
}

/** A code of six or eight digits may stand inside the random id of a call by chance, never as a word of it. */
const isNamed = (secret: string, names: string): boolean =>
  names.includes(secret) &&
  (!/^\d{6,8}$/.test(secret) || new RegExp(`(?<![\\da-z])${secret}(?![\\da-z])`, 'i').test(names));

/**
 * The whole product on a real SQLite file under a clock that waits, with people made through the product's own
 * services, and ports that can be disturbed once. Nothing inside the product is replaced.
 */
export async function createWorld({ insurersDir, environment, wallet }: WorldOptions = {}) {
  const dir = await mkdtemp(join(existsSync(memory) ? memory : tmpdir(), 'guichet-paths-'));
  const clock: TestClock = testClock();
  const file = join(dir, 'guichet.sqlite');
  const logged: string[] = [];
  const made: Made[] = [];
  const committed: { kind: string; id: string }[] = [];
  const counts = { which: 0, hash: 0, commits: 0 };
  const secrets = new Secrets();
  const leaks: string[] = [];
  const traps: { spot: Spot; left: number; act: () => unknown }[] = [];
  const spring = async (spot: Spot) => {
    for (const trap of traps.filter((one) => one.spot === spot)) {
      if (--trap.left > 0) continue;
      traps.splice(traps.indexOf(trap), 1);
      await trap.act();
    }
  };

  let untilDeath = Number.POSITIVE_INFINITY;
  /** A moment between two steps at which the process may die; nothing it asks of the store comes after. */
  const passing = () => {
    if (--untilDeath <= 0) throw new Died();
  };
  const watched = (store: Store): Store => ({
    ...store,
    async load(kind, id) {
      passing();
      await spring(`load ${kind}`);
      return store.load(kind, id);
    },
    async find(kind, key, limit) {
      passing();
      return store.find(kind, key, limit);
    },
    async commit(document, lease) {
      passing();
      await spring(`commit ${document.kind}`);
      const bytes = Buffer.from(document.body).toString('latin1');
      const names = JSON.stringify([document.id, document.keys]);
      for (const secret of secrets.recent)
        if (bytes.includes(secret) || isNamed(secret, names)) leaks.push(`${document.kind} holds ${secret}`);
      const result = await store.commit(document, lease);
      if (result === 'committed') {
        counts.commits++;
        committed.push({ kind: document.kind, id: document.id });
      }
      passing();
      return result;
    },
  });

  const config = readConfig({
    DATA_DIR: dir,
    LOG_LEVEL: 'trace',
    ...(insurersDir && { INSURERS_DIR: insurersDir, DEMO: '0' }),
    ...environment,
  });
  /** As the development server's, whose offset lives in the store; here the test alone moves it. */
  const movable: MovableClock = {
    now: clock.now,
    refresh: async () => {},
    advance: async (_documents, ms) => {
      clock.advance(ms);
      return clock.now();
    },
    restart: async () => {},
    onRestart: () => {},
  };
  const open = async () =>
    assemble(config, {
      clock: movable,
      // The proof verifies codes thousands of times; what one verification costs is proven elsewhere.
      hasher: await createHasher({ cost: { memory: 1_024, passes: 2 } }),
      ...(wallet && { wallet }),
      store: watched(openSqliteStore({ file, clock })),
      observe: (flow, from, event, to) => void made.push({ flow, from, event, to }),
      logTo: { write: (line: string) => void logged.push(line) },
    });
  let current = await open();
  disturb(current);
  const others: (typeof current)[] = [];

  /** Ports are wrapped where the services hold them; what runs behind is the real thing. */
  function disturb({ product }: typeof current) {
    const { hasher, humanCheck } = product.ports;
    const { which, hash, holdingPlace } = hasher;
    const { issue } = humanCheck;
    const counted =
      (verify: typeof which): typeof which =>
      async (hashes, secret) => {
        counts.which++;
        await spring('which');
        return verify(hashes, secret);
      };
    Object.assign(hasher, {
      which: counted(which),
      holdingPlace: (work: Parameters<typeof holdingPlace>[0]) =>
        holdingPlace((verify) => work(counted(verify))),
      hash: async (secret: string, like?: string) => {
        counts.hash++;
        await spring('hash');
        return hash(secret, like);
      },
    });
    for (const [name, service] of Object.entries(product.app.services)) {
      const { run } = service;
      Object.assign(service, {
        run: async (...args: Parameters<typeof run>) => {
          await spring(`call ${name}`);
          return run.apply(service, args);
        },
      });
    }
    Object.assign(humanCheck, {
      issue: async (...args: Parameters<typeof issue>) => {
        await spring('issue');
        return issue(...args);
      },
    });
  }

  /** One salt: members hold both codes under it (see `PasswordHasher.which`). Made once for each length. */
  const hashed = new Map<number, Promise<{ personal: string; temporary: string }>>();
  const hashesOf = (length: number) => {
    const make = async () => {
      const { personal, temporary } = codesOf(length);
      const first = await current.product.hasher.hash(personal);
      return { personal: first, temporary: await current.product.hasher.hash(temporary, first) };
    };
    if (!hashed.has(length)) hashed.set(length, make());
    return hashed.get(length)!;
  };

  let born = 0;
  const nobody = (tenant: string): Somebody => {
    const { nir } = people(1, { from: ++born })[0]!;
    secrets.add(nir).add(nir.slice(0, 13));
    return {
      tenant,
      nir,
      nir13: nir.slice(0, 13),
      code: codesOf(insurerOf(tenant).code.length).personal,
      email: `p${born}@example.test`,
    };
  };

  const insurerOf = (tenant: string): Insurer => current.product.insurers.get(tenant)!;

  async function somebody(tenant: string, standing: Standing): Promise<Somebody> {
    const person = nobody(tenant);
    const now = clock.now();
    if (standing === 'unknown') return person;
    const { version } = currentTerms(insurerOf(tenant), now);
    const { length } = insurerOf(tenant).code;
    const hashes = await hashesOf(length);
    const temporary = {
      hash: hashes.temporary,
      kind: 'printed' as const,
      issuedAt: now,
      expiresAt: now + 300 * DAY,
    };
    const member: Member = {
      tenant,
      nir: person.nir13,
      lastName: 'ESSAI',
      firstName: 'Ève',
      addressLines: ['1 RUE DES TESTS', '99003 VILLE-EXEMPLE'],
      email: person.email!,
      emailState: 'confirmed',
      locale: 'fr',
      active: standing !== 'deactivated',
      epoch: 1,
      letters: [],
      mails: [],
      signIns: [now],
      audit: [],
      terms: standing === 'terms due' || standing === 'temporary' ? [] : [{ version, at: now }],
      ...(standing !== 'temporary' && { personalCode: { hash: hashes.personal, setAt: now } }),
      ...((standing === 'temporary' || standing === 'both codes') && { temporaryCode: temporary }),
    };
    await current.product.app.members.put(tenant, person.nir13, () => member);
    const codes = codesOf(length);
    return { ...person, code: standing === 'temporary' ? codes.temporary : codes.personal };
  }

  let asked = 0;
  /** What a service is told beside its input, from a source of its own. */
  const scope = (tenant: string): Scope => ({
    insurer: insurerOf(tenant),
    locale: 'fr',
    now: clock.now(),
    origin: { channel: 'test', source: `192.0.2.${++asked}` },
    sessionId: `test-${asked}`,
    callId: `test-${asked}`,
  });

  const settle = async () => {
    for (let rounds = 0; rounds < 50; rounds++) {
      const { worker } = current.product;
      if ((await worker.round()).handled === 0) return;
      await worker.settled();
    }
    throw new Error('the worker never comes to rest');
  };

  return {
    dir,
    file,
    clock,
    logged,
    made,
    committed,
    counts,
    secrets,
    /** Secrets seen in what was about to be stored (P13). */
    leaks,
    get product() {
      return current.product;
    },
    get app() {
      return current.app;
    },
    /** The same services as another process on the same store has them: what it does, it does meanwhile. */
    get elsewhere() {
      return createServices(current.product.ports);
    },
    insurerOf,
    nobody,
    somebody,
    scope,
    settle,
    /** Does something the `nth` time from now that a port is used: throw, or change the world behind a turn. */
    once: (spot: Spot, act: () => unknown, nth = 1) => void traps.push({ spot, left: nth, act }),
    /** Traps that nobody stepped into: what should have happened did not. */
    unsprung: () => traps.splice(0).map(({ spot }) => spot),
    /** The process dies at the `n`th moment from now: before a read, before a write, or just after one. */
    dieAt(n: number): void {
      untilDeath = n;
    },
    get dead() {
      return untilDeath <= 0;
    },
    /** The process dies and another begins on the same store. */
    async restart() {
      untilDeath = Number.POSITIVE_INFINITY;
      await current.app.close();
      await current.product.close();
      current = await open();
      disturb(current);
    },
    /** A second process on the same store, with everything of its own but the clock. */
    async another() {
      const other = await open();
      disturb(other);
      others.push(other);
      return other.product;
    },
    /** Advances the clock and lets the worker hear what is due. */
    async pass(ms: number) {
      clock.advance(ms);
      await settle();
    },
    /** The newest reset mail to a person: what stands in it. */
    async mailTo({ email }: { readonly email?: string }) {
      await settle();
      const mail = (await listOutboxMails(current.product.documents))
        .filter(({ to }) => to.address === email)
        .at(-1);
      const link = /\/l\/([\w-]+)/.exec(mail?.text ?? '')?.[1];
      const code = /^\s*(\d{4} \d{4})\s*$/m.exec(mail?.text ?? '')?.[1];
      if (!link || !code) throw new Error('no reset mail has arrived');
      secrets.add(link).add(code).add(code.replace(' ', ''));
      return { link, code };
    },
    async close() {
      for (const { app, product } of others) {
        await app.close();
        await product.close();
      }
      await current.app.close();
      await current.product.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
