import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
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
  test('of a process that is no more is free at the next start; that of a running one is not (contract: kill -9)', async () => {
    const file = newFile();
    const claimAs = async (leaseOwner: string, id: string) => {
      const store = openSqliteStore({ file, clock: { now: () => 10 }, leaseOwner });
      await store.commit({ ...aDocument({ id }), dueAt: 1 });
      const [claimed] = await store.claim({ now: 10, leaseMs: 60_000, limit: 1 });
      expect(claimed?.document.id).toBe(id);
      await store.close();
    };
    const ended = spawn('true');
    await once(ended, 'close');
    await claimAs(`pid-${process.ppid}-1`, 'of-the-living');
    await claimAs(`pid-${ended.pid}-1`, 'of-the-dead');
    const store = openSqliteStore({ file, clock: { now: () => 10 } });
    const claimed = await store.claim({ now: 10, leaseMs: 60_000, limit: 9 });
    expect(claimed.map(({ document }) => document.id)).toEqual(['of-the-dead']);
    await store.close();
  });
});
