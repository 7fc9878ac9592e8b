/** The services on a real SQLite file, with a fast hasher that counts its runs and a clock that waits. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { systemRandomness } from '../../adapters/crypto/randomness.ts';
import { parseSecretKeys } from '../../adapters/crypto/secret-keys.ts';
import { createVault } from '../../adapters/crypto/vault.ts';
import { openSqliteStore } from '../../adapters/sqlite/index.ts';
import { currentTerms } from '../../machines/domain/insurer.ts';
import type { Member } from '../../machines/domain/member.ts';
import { sealedDocuments } from '../../machines/engine/documents.ts';
import { createEngine } from '../../machines/engine/engine.ts';
import type { Deliver, OutboxEntry } from '../../machines/engine/outbox.ts';
import { createRegistry } from '../../machines/engine/registry.ts';
import type { Origin, Scope } from '../../machines/flow.ts';
import { flows } from '../../machines/flows/index.ts';
import type { Attempt, AttemptResult } from '../../machines/flows/shared/guarded-question.ts';
import { commonMessages } from '../../machines/messages/common.ts';
import type { HumanCheck } from '../../machines/ports/human-check.ts';
import type { PasswordHasher } from '../../machines/ports/password-hasher.ts';
import type { Store } from '../../machines/ports/store.ts';
import { createServices } from '../../machines/services/index.ts';
import { createLinks } from '../../machines/services/links.ts';
import type { ServicePorts } from '../../machines/services/ports.ts';
import { createWorker } from '../../machines/services/worker.ts';
import { insurersById } from '../support/insurer.ts';
import { plainMember } from '../support/plain-member.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

/** Keys are not asked here: 13 characters identify a member. */
export const nir = '1840613055012';
export const otherNir = '2920699351234';
export const unknownNir = '1850775056048';
export const code = '749385';
export const newCode = '836417';
export const printedCode = '603815';

/** Hashes as the real one is used: with a salt that codes of one member share. Refuses what that one refuses. */
function countingHasher() {
  const run = (secret: string, salt: string) => {
    hasher.runs += 1;
    return `fast$${salt}$${createHash('sha256').update(`${salt}|${secret}`).digest('base64url')}`;
  };
  const saltOf = (made: string) => made.split('$')[1]!;
  const hasher = {
    runs: 0,
    decoy: `fast$decoy$${randomBytes(8).toString('hex')}`,
    waiting: 0,
    hash: async (secret: string, like?: string) =>
      run(secret, like ? saltOf(like) : randomBytes(6).toString('hex')),
    which: async (hashes: readonly string[], secret: string) => {
      const salts = new Set(hashes.map(saltOf));
      if (salts.size > 1) throw new Error('these hashes do not share their salt');
      return hashes.indexOf(run(secret, [...salts][0]!));
    },
    holdingPlace: <T>(work: (which: PasswordHasher['which']) => Promise<T>) => work(hasher.which),
  };
  return hasher satisfies PasswordHasher & { runs: number };
}

/** Solved by saying its id. */
const humanCheck: HumanCheck = {
  issue: async (kind, now) => ({ id: systemRandomness.token(9), kind, expiresAt: now + 10 * minute }),
  solves: async (check, value, now) => value === check.id && now < check.expiresAt,
};

const directory = mkdtempSync(join(tmpdir(), 'guichet-services-'));
const stores: Store[] = [];
let files = 0;
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  rmSync(directory, { recursive: true, force: true });
});

export interface OfficeOptions {
  readonly around?: (store: Store) => Store;
  readonly limitSources?: boolean;
}

export function openOffice(options: OfficeOptions = {}) {
  const clock = {
    at: Date.parse('2026-03-11T09:00:00Z'),
    now: () => clock.at,
    pass(ms: number) {
      clock.at += ms;
    },
  };
  return onFile(join(directory, `${++files}.sqlite`), clock, options);
}

export type Office = ReturnType<typeof onFile>;
type Clock = { at: number; now(): number; pass(ms: number): void };

function onFile(file: string, clock: Clock, options: OfficeOptions) {
  const opened = openSqliteStore({ file, clock });
  stores.push(opened);
  const vault = createVault(parseSecretKeys(`v1:${Buffer.alloc(32, 9).toString('base64')}`));
  const documents = sealedDocuments(options.around?.(opened) ?? opened, vault);
  const logged: string[] = [];
  const log = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const hasher = countingHasher();
  const ports: ServicePorts = {
    documents,
    registry: createRegistry({ flows, messages: [commonMessages] }),
    insurers: insurersById,
    clock,
    vault,
    randomness: systemRandomness,
    hasher,
    humanCheck,
    logger: { info: log, warn: log, error: log },
    limitSources: options.limitSources ?? true,
    publicUrl: 'https://guichet.example.test',
    sendsSms: true,
  };
  const app = createServices(ports);
  const engine = createEngine({
    ...ports,
    services: app.services,
    stillConnected: app.logins.stillConnected,
    effects: {
      tellDesk: ({ to, ...args }, { insurer }) => ({
        kind: 'mail',
        payload: { template: 'desk-request', to: { name: insurer.name, address: to }, locale: 'fr', args },
      }),
      tellNewBrowser: (params) => ({ kind: 'mail', payload: { template: 'new-browser', ...params } }),
    },
  });
  const links = createLinks(ports, engine, app);
  let calls = 0;

  function scope(more: Partial<Scope> & { tenant?: string } = {}): Scope {
    const { tenant = 'cpms', ...rest } = more;
    return {
      insurer: insurersById.get(tenant)!,
      locale: 'fr',
      now: clock.now(),
      origin: { channel: 'web', source: '192.0.2.1' },
      sessionId: 'session-1',
      callId: `call-${++calls}`,
      ...rest,
    };
  }

  const call = <Result>(service: string, input: unknown, at: Partial<Scope> & { tenant?: string } = {}) =>
    app.services[service]!.run(input as never, scope(at)) as Promise<Result>;

  return {
    file,
    clock,
    documents,
    vault,
    hasher,
    logged,
    app,
    engine,
    links,
    scope,
    call,
    /** Another process on the same file. */
    beside: (other: OfficeOptions = {}) => onFile(file, clock, other),
    async member(more: Partial<Member> = {}): Promise<string> {
      const tenant = more.tenant ?? 'cpms';
      const insurer = insurersById.get(tenant)!;
      const member = plainMember({
        tenant,
        nir,
        personalCode: { hash: await hasher.hash(code), setAt: clock.now() - day },
        terms: [{ version: currentTerms(insurer, clock.now()).version, at: clock.now() - day }],
        signIns: [clock.now() - day],
        ...more,
      });
      return app.members.put(tenant, member.nir, () => member);
    },
    /** Somebody who has never connected: only the printed code opens anything (F01, X07). */
    async newcomer(more: Partial<Member> = {}): Promise<string> {
      const now = clock.now();
      const hash = await hasher.hash(printedCode);
      const printed = {
        hash,
        kind: 'printed' as const,
        issuedAt: now - 30 * day,
        expiresAt: now + 335 * day,
      };
      const id = await this.member({ temporaryCode: printed, ...more });
      const { personalCode: _none, ...rest } = await this.found(id);
      await app.members.put(rest.tenant, rest.nir, () => ({ ...rest, terms: [], signIns: [] }));
      return id;
    },
    found: async (id: string) => (await app.members.load(id))!.member,
    outbox: async (id: string) =>
      (await documents.load<{ outbox: readonly OutboxEntry[] }>('member', id))!.body.outbox,
    /** Tries NIR and code as the sign-in form does. `waited` and the like come in `human`. */
    tryCode: (typed: string, given: string, at: Partial<Scope> & { human?: Attempt['human'] } = {}) => {
      const { human = {}, ...rest } = at;
      const values = { nir: typed, code: given, humanCheck: human.check?.id ?? '' };
      return call<AttemptResult<{ member: string; epoch: number; standing: string }>>(
        'verifyCredentials',
        { values, human },
        rest,
      );
    },
    work: (deliver: Deliver = async () => undefined) =>
      createWorker(ports, { engine, codeRequests: app.codeRequests, clients: app.clients, deliver }).round(),
  };
}

export const from = (source: string, device?: string): { origin: Origin } => ({
  origin: { channel: 'web', source, ...(device && { device }) },
});

/** What a mail's payload says: its template, its link's token and its short code. */
export function mailOf(entry: OutboxEntry | undefined) {
  const { template, args, to } = entry!.payload as {
    template: string;
    args: Record<string, string>;
    to: { address: string };
  };
  return {
    template,
    to: to.address,
    token: args.link?.split('/l/')[1] ?? '',
    mailCode: args.mailCode?.replace(' ', '') ?? '',
    args,
  };
}
