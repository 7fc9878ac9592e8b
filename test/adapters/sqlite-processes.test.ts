import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { openSqliteStore } from '../../adapters/sqlite/index.ts';
import { aDocument } from '../support/stored-documents.ts';

const script = join(import.meta.dirname, '../support/sqlite-process.ts');
const directory = mkdtempSync(join(tmpdir(), 'guichet-sqlite-'));
let files = 0;
const newFile = () => join(directory, `${++files}.db`);
afterAll(() => rmSync(directory, { recursive: true }));

const openAt = (file: string) => openSqliteStore({ file, clock: { now: () => 0 } });

interface Run {
  readonly process: ChildProcess;
  /** Acknowledged so far, one entry a line. The last one may be cut short by a kill: it was not acknowledged. */
  acknowledged(): string[];
  errors(): string;
  readonly ended: Promise<unknown>;
}

/** `blocks` limits how large a file may grow, in units of 512 bytes: a disk that is full. */
function start(task: string, file: string, blocks: number | 'unlimited' = 'unlimited'): Run {
  const limited = `ulimit -S -f ${blocks}; exec "$0" "$@"`;
  const child = spawn('sh', ['-c', limited, process.execPath, script, task, file]);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  const acknowledged = () => out.split('\n').slice(0, -1);
  return { process: child, acknowledged, errors: () => err, ended: once(child, 'close') };
}

async function expectStored(file: string, ids: readonly string[]): Promise<void> {
  const store = openAt(file);
  for (const id of ids) {
    const document = await store.load('filler', id);
    expect(document?.body, id).toHaveLength(1500);
    expect(await store.find('filler', id), id).toHaveLength(1);
  }
  await store.close();
}

describe('two processes on one new file', () => {
  test('never lose an update: every acknowledged one is in the sum', async () => {
    const file = newFile();
    const runs = [start('count', file), start('count', file)];
    await Promise.all(runs.map((run) => run.ended));
    expect(runs.map((run) => run.errors()).join('')).toBe('');
    const values = runs.flatMap((run) => run.acknowledged().map(Number));
    expect(values.sort((a, b) => a - b)).toEqual(Array.from({ length: 800 }, (_, i) => i + 1));
    const store = openAt(file);
    const counter = await store.load('counter', 'shared');
    expect([counter?.rev, Buffer.from(counter!.body).toString()]).toEqual([800, '800']);
    await store.close();
  });

  test('never claim the same document, and leave none', async () => {
    const file = newFile();
    const store = openAt(file);
    const ids = Array.from({ length: 600 }, (_, i) => `id-${i}`);
    await Promise.all(ids.map((id) => store.commit(aDocument({ id, dueAt: 1 }))));
    const runs = [start('claim', file), start('claim', file)];
    await Promise.all(runs.map((run) => run.ended));
    expect(runs.map((run) => run.errors()).join('')).toBe('');
    expect(runs.flatMap((run) => run.acknowledged()).sort()).toEqual(ids.sort());
    await store.close();
  });
});

describe('what was acknowledged is there', () => {
  test('after kill -9 in the middle of writing, several times over', async () => {
    for (const atLeast of [1, 300, 1000]) {
      const file = newFile();
      const run = start('fill', file);
      while (run.acknowledged().length < atLeast) await once(run.process.stdout!, 'data');
      run.process.kill('SIGKILL');
      await run.ended;
      expect(run.acknowledged().length).toBeGreaterThanOrEqual(atLeast);
      await expectStored(file, run.acknowledged());
    }
  });

  test('after the disk was full, which is StoreUnavailable', async () => {
    const file = newFile();
    const run = start('fill', file, 4000);
    await run.ended;
    expect(run.errors()).toBe('StoreUnavailable\n');
    expect(run.acknowledged().length).toBeGreaterThan(50);
    await expectStored(file, run.acknowledged());
  });
});

describe('a lease', () => {
  /** Claims a document of its own in a new file, by a process of this number; whether it is free at the next start. */
  async function isFreed(pid: number | undefined): Promise<boolean> {
    const file = newFile();
    const clock = { now: () => 10 };
    const claim = { now: 10, leaseMs: 60_000, limit: 1 };
    const before = openSqliteStore({ file, clock, leaseOwner: `pid-${pid}-1` });
    await before.commit({ ...aDocument(), dueAt: 1 });
    expect(await before.claim(claim)).toHaveLength(1);
    await before.close();
    const after = openSqliteStore({ file, clock });
    const claimed = await after.claim(claim);
    await after.close();
    return claimed.length === 1;
  }

  test('of a process that is no more is free at the next start; that of a running one is not (contract: kill -9)', async () => {
    const ended = spawn('true');
    await once(ended, 'close');
    expect(await isFreed(ended.pid)).toBe(true);
    expect(await isFreed(process.ppid)).toBe(false);
  });

  test.runIf(process.platform === 'linux')(
    'of one that was killed is free although its parent has not asked how it ended',
    async () => {
      const { zombie, parent } = await killedUnasked();
      expect(await isFreed(zombie)).toBe(true);
      parent.kill();
    },
  );
});

test('a start waits for another process that is writing, also when it has leases of a dead one to free', async () => {
  const file = newFile();
  const before = openSqliteStore({ file, clock: { now: () => 10 }, leaseOwner: 'pid-4194305-1' });
  await before.commit({ ...aDocument(), dueAt: 1 });
  await before.claim({ now: 10, leaseMs: 60_000, limit: 1 });
  await before.close();
  const holding = `
    const database = new (require('node:sqlite').DatabaseSync)(process.argv[1]);
    database.exec('BEGIN IMMEDIATE');
    console.log('held');
    setTimeout(() => database.exec('COMMIT'), 300);`;
  const other = spawn(process.execPath, ['-e', holding, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(other.stdout, 'data');
  const after = openSqliteStore({ file, clock: { now: () => 10 } });
  expect(await after.claim({ now: 10, leaseMs: 60_000, limit: 1 })).toHaveLength(1);
  await after.close();
});

/** A process that was killed and whose parent never asks how it ended: it keeps its number. */
async function killedUnasked() {
  const parent = spawn('sh', ['-c', 'sleep 60 & echo $!; exec sleep 60'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const zombie = Number(line);
  await vi.waitUntil(() => readFileSync(`/proc/${parent.pid}/cmdline`, 'utf8').startsWith('sleep'));
  process.kill(zombie, 'SIGKILL');
  await vi.waitUntil(() => / Z /.test(readFileSync(`/proc/${zombie}/stat`, 'utf8')));
  return { zombie, parent };
}
