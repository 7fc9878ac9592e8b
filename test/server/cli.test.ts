import { copyFileSync, existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../server/config.ts';
import { clientOf } from './client.ts';
import { cli, type RunningServer, run, startServer, temporaryDirectory } from './process.ts';

const dir = temporaryDirectory();
let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ DATA_DIR: dir.path });
});
afterAll(async () => {
  await server.stop();
  dir.remove();
});

const admin = (args: readonly string[], { stdin = '', env = {} } = {}) =>
  run(cli, args, { DATA_DIR: dir.path, ...env }, stdin);
const signIn = async (tenant: string, nir: string, code: string) =>
  (await clientOf(server.url).start(tenant, { flow: 'sign-in' })).answer({ nir, code });

describe('npm run admin', () => {
  it.each([
    [[], 'A command is expected.'],
    [['explode'], 'There is no command « explode ».'],
    [['deactivate', '--nir', '184061305501228'], '--tenant is missing.'],
    [['deactivate', '--tenant', 'cpms'], 'Expected either --nir or --client.'],
    [['import', '--tenant', 'cpms'], 'FILE is missing.'],
    [['letter-status', 'x', 'eaten'], 'Expected one of printed, posted, returned.'],
    [['rotate', '--url', 'http://127.0.0.1:1'], 'rotate works on the store itself: leave --url out.'],
    [['outbox', '--loud'], "Unknown option '--loud'"],
  ])('%j is wrong usage: exit code 2, why, and how it is meant', async (args, why) => {
    const { code, stdout, stderr } = await admin(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(why);
    expect(stderr).toContain('Usage: npm run admin --');
  });

  it('deactivates a client beside the running server, whose worker tells its contact (T03, T04)', async () => {
    expect(await admin(['deactivate', '--tenant', 'cpms', '--client', 'DURAND'])).toEqual({
      code: 0,
      stdout: '2 members deactivated.\n',
      stderr: '',
    });
    expect((await signIn('cpms', '271093306304148', '927406')).error?.id).toBe('wrong-credentials');
    await expect
      .poll(async () => (await clientOf(server.url).outbox()).mails.map(({ to }) => to), { timeout: 5_000 })
      .toContain('rh.durand@example.test');
    expect((await admin(['reactivate', '--tenant', 'cpms', '--client', 'DURAND'])).stdout).toBe(
      '2 members reactivated.\n',
    );
  });

  it('reads a NIR from stdin, so that it stands in no shell history (P13)', async () => {
    const { stdout } = await admin(['unblock', '--tenant', 'abela', '--nir', '-'], {
      stdin: '174054221806613\n',
    });
    expect(stdout).toBe('Unblocked.\n');
    expect((await signIn('abela', '174054221806613', '482769')).outcome).toBe('connected');
  });

  it('asks a running server with --url, and repeats its words when it refuses', async () => {
    const target = ['--tenant', 'acs', '--nir', '155019710102338', '--url', server.url];
    expect((await admin(['deactivate', ...target])).stdout).toBe('1 member deactivated.\n');
    expect((await admin(['reactivate', ...target])).stdout).toBe('1 member reactivated.\n');
    const refused = await admin(['deactivate', ...target], { env: { ADMIN_TOKEN: 'wrong' } });
    expect(refused).toMatchObject({ code: 1, stderr: 'send the ADMIN_TOKEN as Authorization: Bearer\n' });
  });

  it('imports a file, or stdin through a server, and says what it rejected: exit code 3', async () => {
    const csv =
      'nir,lastName,firstName,address1,address6\n2990175056222,N,Nina,1 rue,99001 V\nnonsense,A,B,1 rue,99001 V\n';
    writeFileSync(`${dir.path}/members.csv`, csv);
    const told =
      'line 3: nir: not a valid number, or its key does not fit\n1 member taken, 1 line rejected.\n';
    expect(await admin(['import', `${dir.path}/members.csv`, '--tenant', 'cpms'])).toEqual({
      code: 3,
      stdout: told,
      stderr: '',
    });
    const streamed = await admin(['import', '-', '--tenant', 'cpms', '--url', server.url], { stdin: csv });
    expect(streamed).toEqual({ code: 3, stdout: told, stderr: '' });
    expect((await admin(['import', `${dir.path}/none.csv`, '--tenant', 'cpms'])).code).toBe(1);
  });

  it('notes what the print house reports and posts a letter again (X12, X13)', async () => {
    expect((await admin(['letter-status', 'demo-letter-15', 'returned'])).stdout).toBe('Noted.\n');
    const { letters } = await clientOf(server.url).outbox();
    expect(letters.find(({ id }) => id === 'demo-letter-15')?.status).toBe('returned');
    expect((await admin(['letter-resend', 'demo-letter-15'])).code).toBe(0);
    expect(await admin(['letter-resend', 'none'])).toMatchObject({
      code: 1,
      stderr: 'no letter has this id\n',
    });
    expect((await admin(['outbox'])).stdout).toBe('No message was given up.\n');
    expect((await admin(['outbox-resend', 'none'])).code).toBe(1);
  });
});

const demoKey = `v1:${Buffer.from('guichet demo keys: never for real').subarray(0, 32).toString('base64')}`;

describe('keys', () => {
  const newKey = `v2:${Buffer.alloc(32, 5).toString('base64')}`;
  const env = { SECRET_KEYS: `${newKey},${demoKey}` };

  it('are rotated: every document is sealed anew, members are found and sign in as before', async () => {
    await server.stop();
    expect((await admin(['keys'], { env })).stdout).toMatch(/^v1: \d+ documents sealed, \d+ found by it\n$/);
    expect((await admin(['rotate'], { env })).stdout).toMatch(/^\d\d documents sealed anew under v2\.\n$/);
    expect((await admin(['rotate'], { env })).stdout).toBe('0 documents sealed anew under v2.\n');
    // Nothing is sealed under v1 any more, but ids still derive from it: it must stay.
    expect((await admin(['keys'], { env })).stdout).toMatch(
      /^v2: \d+ documents sealed, 0 found by it\nv1: 0 documents sealed, \d+ found by it\n$/,
    );
    server = await startServer({ DATA_DIR: dir.path, ...env });
    expect((await signIn('cpms', '184061305501228', '274931')).outcome).toBe('connected');
    expect((await signIn('abela', '260509335201104', '529417')).outcome).toBe('connected');
  });
});

describe('backup', () => {
  const env = { SECRET_KEYS: `v2:${Buffer.alloc(32, 5).toString('base64')},${demoKey}` };
  const target = `${dir.path}/backup.sqlite`;
  const store = `${dir.path}/guichet.sqlite`;

  it('copies the store while the server runs, for its owner only, and never overwrites', async () => {
    const { code, stdout } = await admin(['backup', target], { env });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+ pages copied to /);
    expect(statSync(target).mode & 0o077).toBe(0);
    expect(existsSync(`${target}.partial`)).toBe(false);
    const again = await admin(['backup', target], { env });
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('exists already') });
  });

  it('is restored as docs/operating.md says, and brings back what was there when it was made', async () => {
    const client = clientOf(server.url);
    const before = await client.start('cpms', { flow: 'sign-in' });
    const copy = `${dir.path}/second.sqlite`;
    expect((await admin(['backup', copy], { env })).code).toBe(0);
    const after = await client.start('cpms', { flow: 'sign-in' });
    await server.stop();

    for (const suffix of ['', '-wal', '-shm']) rmSync(`${store}${suffix}`, { force: true });
    copyFileSync(copy, store);
    server = await startServer({ DATA_DIR: dir.path, ...env });
    const restored = clientOf(server.url);
    expect((await restored.resume(before.session)).turn).toBe(1);
    expect(await restored.resume(after.session)).toBeUndefined();
    expect((await signIn('cpms', '184061305501228', '274931')).outcome).toBe('connected');
  });

  it.each([
    ['backup', `${dir.path}/fourth.sqlite`],
    ['deactivate', '--tenant', 'cpms', '--client', 'DURAND'],
  ])('%s finds no store where the server’s settings are missing, and makes none', async (...line) => {
    const none = `${dir.path}/none`;
    const { code, stderr } = await admin(line, { env: { ...env, DATA_DIR: none } });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^DATA_DIR is « [^»]+none »: expected a folder with the store of a server that has been started/,
    );
    expect(existsSync(none)).toBe(false);
  });

  it('« client » makes the store that DATA_DIR names, and none that nobody has named', async () => {
    const line = [
      'client',
      'NEUVE',
      '--tenant',
      'cpms',
      '--contact-name',
      'X',
      '--contact-email',
      'x@example.test',
    ];
    const made = `${dir.path}/made`;
    expect(await admin(line, { env: { ...env, DATA_DIR: made } })).toMatchObject({ code: 0 });
    expect(existsSync(`${made}/guichet.sqlite`)).toBe(true);
    const config = readConfig({});
    expect([config.namesStore, readConfig({ DATA_DIR: made }).namesStore]).toEqual([false, true]);
  });

  it('of a MongoDB is left to its own tools', async () => {
    const elsewhere = { ...env, MONGODB_URI: 'mongodb://127.0.0.1:1/guichet' };
    const { code } = await admin(['backup', `${dir.path}/third.sqlite`], { env: elsewhere });
    expect(code).toBe(1);
    expect(existsSync(`${dir.path}/third.sqlite`)).toBe(false);
  });
});
