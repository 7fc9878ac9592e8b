import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run, temporaryDirectory } from './process.ts';

const dir = temporaryDirectory();
afterAll(() => dir.remove());
const none = join(dir.path, 'none');
const file = join(dir.path, 'file');
writeFileSync(file, '');
const insurers = join(dir.path, 'insurers');
mkdirSync(insurers);
writeFileSync(join(insurers, 'README'), '');

const program = (name: string) => resolve(import.meta.dirname, '../../server/admin', `${name}.ts`);
const nir = ['--tenant', 'cpms', '--nir', '184061305501228'];
const ask = (name: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  run(program(name), args, { DATA_DIR: join(dir.path, 'data'), ...env });

describe('a command line that misses a file', () => {
  it.each([
    ['cli', ['import', none, '--tenant', 'cpms'], {}, `« ${none} » does not exist (ENOENT).`],
    ['cli', ['import', insurers, '--tenant', 'cpms'], {}, `« ${insurers} » is a folder: a file is expected.`],
    ['cli', ['import', join(file, 'x'), '--tenant', 'cpms'], {}, 'a part of this path is no folder'],
    ['cli', ['backup', join(none, 'x.sqlite')], {}, `« ${none} » does not exist: make the folder first.`],
    ['cli', ['outbox'], { INSURERS_DIR: none }, `INSURERS_DIR is « ${none} »: expected a folder`],
    ['cli', ['outbox'], { INSURERS_DIR: insurers }, 'expected at least one insurer there'],
    ['cli', ['outbox'], { DATA_DIR: file }, `DATA_DIR is « ${file} »: expected a folder`],
    ['member', ['export', ...nir], { INSURERS_DIR: none }, `INSURERS_DIR is « ${none} »: expected a folder`],
    ['migrate', [], { DATA_DIR: file }, `DATA_DIR is « ${file} »: expected a folder`],
    [
      'copy-store',
      ['--from', `sqlite:${none}`, '--to', `sqlite:${join(dir.path, 'to')}`],
      {},
      `${none} does not exist: there is nothing to copy.`,
    ],
    [
      'copy-store',
      ['--from', `sqlite:${insurers}`, '--to', `sqlite:${join(dir.path, 'to')}`],
      {},
      `« ${insurers} » is a folder: expected the SQLite file in it`,
    ],
  ])('%s %j says so in one sentence, exit code 1', async (name, args, env, sentence) => {
    const { code, stdout, stderr } = await ask(name, args, env);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).not.toMatch(/no such file|illegal operation|scandir|\n +at /);
  });
});

describe('a command line that is wrong', () => {
  it.each([
    ['cli', ['outbox', '--loud'], 'Usage: npm run admin --'],
    ['member', ['export', '--loud'], 'Usage: npm run member --'],
    ['copy-store', ['--loud'], 'npm run copy-store -- --from'],
    ['migrate', ['--loud'], 'Usage: npm run migrate'],
  ])('%s %j says how it is meant, exit code 2', async (name, args, usage) => {
    const { code, stderr } = await ask(name, args);
    expect(code).toBe(2);
    expect(stderr).toContain("Unknown option '--loud'");
    expect(stderr).toContain(usage);
  });
});

it('a proxy that answers in the server’s place is told from it', async () => {
  const proxy = createServer((_request, response) => response.writeHead(404).end('<html>')).listen(
    0,
    '127.0.0.1',
  );
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  const { code, stderr } = await ask('cli', ['outbox', '--url', `http://127.0.0.1:${port}`]);
  proxy.close();
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^http:\S+ answered 404 and no JSON: is this the server itself, not a proxy before it\?\n$/,
  );
});

it.each([
  ['cli', 'Usage: npm run admin'],
  ['member', 'Usage: npm run member'],
  ['migrate', 'Usage: npm run migrate'],
  ['copy-store', 'npm run copy-store -- --from'],
])('%s --help says how it is meant, exit code 0, and does nothing else', async (name, usage) => {
  const DATA_DIR = join(dir.path, 'untouched');
  const { code, stdout } = await ask(name, ['--help'], { DATA_DIR });
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining(usage) });
  expect(existsSync(DATA_DIR)).toBe(false);
});

it('a server that cannot be asked is named, with the reason', async () => {
  const { code, stderr } = await ask('cli', ['outbox', '--url', 'http://127.0.0.1:2']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^http:\/\/127\.0\.0\.1:2 cannot be asked: ECONNREFUSED\.\n$/);
});
