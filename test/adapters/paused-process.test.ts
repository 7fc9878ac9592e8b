import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openMongoStore } from '../../adapters/mongodb/index.ts';
import { openSqliteStore } from '../../adapters/sqlite/index.ts';
import type { CommitResult, Store } from '../../machines/ports/store.ts';
import { ownDatabase, startMongo } from '../support/mongo-server.ts';
import { suite } from '../support/mongo-suite.ts';
import { aDocument, idsOf, plain, revised } from '../support/stored-documents.ts';

const server = await startMongo();
const directory = mkdtempSync(join(tmpdir(), 'guichet-paused-'));
afterAll(async () => {
  rmSync(directory, { recursive: true });
  await server.stop();
});

const script = join(import.meta.dirname, '../support/lease-holder.ts');
const clock = { now: () => Date.now() };
const leaseMs = 20_000;

interface Holder {
  readonly until: number;
  /** SIGSTOP, as a frozen virtual machine or a laptop whose lid is shut; returns when the process stands still. */
  pause(): Promise<void>;
  /** SIGCONT: what became of what it then wrote. */
  wake(): Promise<CommitResult>;
}

let holding: ChildProcess | undefined;
afterEach(() => void holding?.kill('SIGKILL'));

/** A process that has just claimed what is due at this address. */
async function holder(address: string): Promise<Holder> {
  const child = spawn(process.execPath, [script, address, String(leaseMs)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  holding = child;
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value ?? 'null');
  const { until } = await next();
  return {
    until,
    async pause() {
      child.kill('SIGSTOP');
      const state = () => readFileSync(`/proc/${child.pid}/stat`, 'latin1').split(') ')[1]?.[0];
      await expect.poll(state).toBe('T');
    },
    async wake() {
      child.stdin.write('write\n');
      child.kill('SIGCONT');
      const ended = once(child, 'exit');
      const { result } = await next();
      await ended;
      return result;
    },
  };
}

function pausedPastItsLease(open: () => Promise<{ readonly store: Store; readonly address: string }>): void {
  let store: Store;
  let paused: Holder;
  const due = aDocument({ dueAt: 1 });
  const claimAt = (now: number) => store.claim({ now, leaseMs, limit: 1 });

  beforeEach(async () => {
    const opened = await open();
    store = opened.store;
    await store.commit(due);
    paused = await holder(opened.address);
    await paused.pause();
    return () => store.close();
  });

  test('cannot write what another node has taken over meanwhile and is still at work on (P11)', async () => {
    expect(await claimAt(paused.until - 1)).toEqual([]);
    const [taken] = await claimAt(paused.until);
    expect(taken?.document.id).toBe(due.id);
    expect(await paused.wake()).toBe('lost');
    expect(plain(await store.load('session', due.id))).toEqual(plain(due));
    expect(await store.commit(revised(due), taken?.lease)).toBe('committed');
  });

  test('cannot write what another node has taken over and done (P11, P12)', async () => {
    const [taken] = await claimAt(paused.until);
    const done = revised(due, { body: Buffer.from('done by another'), dueAt: null });
    expect(await store.commit(done, taken?.lease)).toBe('committed');
    expect(await paused.wake()).toBe('lost');
    expect(plain(await store.load('session', due.id))).toEqual(plain(done));
    expect(idsOf((await claimAt(paused.until)).map(({ document }) => document))).toEqual([]);
  });

  test('writes all the same when nobody has taken over: its work was not done by anyone else', async () => {
    expect(await paused.wake()).toBe('committed');
    expect((await store.load('session', due.id))?.rev).toBe(2);
  });
}

describe('a process that is paused past its lease on SQLite', () => {
  let files = 0;
  pausedPastItsLease(async () => {
    const address = join(directory, `${++files}.db`);
    return { address, store: openSqliteStore({ file: address, clock }) };
  });
});

suite('a process that is paused past its lease on MongoDB', { missing: server.reason }, () => {
  pausedPastItsLease(async () => {
    const address = ownDatabase(server.uri ?? '');
    return { address, store: await openMongoStore({ uri: address, clock, production: false, broom: false }) };
  });
});
