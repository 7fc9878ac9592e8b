import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, statSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { json, text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { freshKeys } from '../support/fresh-keys.ts';
import { clientOf, type Shown } from './client.ts';
import {
  cli,
  type Environment,
  environment,
  main,
  node,
  type RunningServer,
  run,
  startServer,
  temporaryDirectory,
} from './process.ts';

const production: Environment = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://guichet.example',
  SMTP_URL: 'smtp://127.0.0.1:9',
  MAIL_FROM: 'guichet@guichet.example',
  INSURERS_DIR: 'adapters/insurers/demo',
  SECRET_KEYS: freshKeys(),
  ADMIN_TOKEN: 'a-secret-of-at-least-32-characters',
};

/** An answer that the server has begun to take and has not wholly heard; the rest of it goes when it is finished. */
async function beginning(url: string, session: string, answer: object): Promise<() => Promise<Shown>> {
  const body = JSON.stringify(answer);
  const asking = request(`${url}/api/v1/session/answers`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${session}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      expect: '100-continue',
    },
  });
  asking.flushHeaders();
  await once(asking, 'continue');
  return async () => {
    asking.end(body);
    const [response] = (await once(asking, 'response')) as [IncomingMessage];
    return (await json(response)) as Shown;
  };
}

describe('a start outside production', () => {
  const dir = temporaryDirectory();
  let server: RunningServer;
  beforeAll(async () => {
    server = await startServer({ DATA_DIR: dir.path });
  });
  afterAll(async () => {
    if (server.child.exitCode === null) await server.stop('SIGKILL');
    dir.remove();
  });

  it('prints its addresses and the demo members, and is ready', async () => {
    const { stdout, stderr } = server.output();
    expect(stdout).toContain(`${server.url}/cpms/`);
    expect(stdout).toMatch(/7 +abela +260509335201104 +529417 +active +m07@example\.test/);
    expect(stderr).toBe('');
    expect((await clientOf(server.url).ask('GET', '/readyz')).status).toBe(200);
  });

  it('keeps sessions, members and the outbox over a kill -9 (contract)', async () => {
    const client = clientOf(server.url);
    const reset = await client.start('cpms', { flow: 'code-reset' });
    await reset.answer({ nir: '184061305501228' });
    const signIn = await client.start('cpms', { flow: 'sign-in' });
    const view = await signIn.answer({ nir: '184061305501228', code: '111111' });
    await server.stop('SIGKILL');

    server = await startServer({ DATA_DIR: dir.path });
    const again = clientOf(server.url);
    expect(await again.resume(signIn.session)).toEqual(view);
    expect((await again.resume(reset.session)).outcome).toBe('code-requested');
    await expect
      .poll(async () => (await again.outbox()).mails.map(({ to }) => to), { timeout: 15_000 })
      .toEqual(['m01@example.test']);
  });

  it('stops on SIGTERM with exit code 0, well within 10 s, after answering what it had begun', async () => {
    const client = clientOf(server.url);
    const people = await Promise.all(
      Array.from({ length: 8 }, () => client.start('cpms', { flow: 'sign-in' })),
    );
    const begun = await Promise.all(
      people.map(({ session, view: { turn } }, n) =>
        beginning(server.url, session, {
          turn,
          answer: { values: { nir: `18406130550${n}0`, code: '816047' } },
        }),
      ),
    );
    const stopped = server.stop('SIGTERM');
    for (const { view } of await Promise.all(begun.map((finish) => finish())))
      expect(view.error?.id).toBe('wrong-credentials');
    const { code, ms } = await stopped;
    expect(code).toBe(0);
    expect(ms).toBeLessThan(5_000);
  });

  /** Connections that the system has made while the server does not run: none is accepted yet. */
  async function connected(port: number, times: number): Promise<Socket[]> {
    const sockets = Array.from({ length: times }, () => connect(port, '127.0.0.1'));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    return sockets;
  }
  /** What comes on a connection until it ends; of one that is reset, that. */
  const told = (socket: Socket) => text(socket).catch(({ code }: NodeJS.ErrnoException) => code);

  it('stops only when it has answered everybody who was connected before, and says that it is not ready any more', async () => {
    const begun = await startServer({ DATA_DIR: dir.path });
    begun.child.kill('SIGSTOP');
    const sockets = await connected(Number(new URL(begun.url).port), 100);
    for (const socket of sockets) socket.write('GET /readyz HTTP/1.1\r\nhost: localhost\r\n\r\n');
    const stopped = begun.stop('SIGTERM');
    begun.child.kill('SIGCONT');
    const answers = await Promise.all(sockets.map(told));
    for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 (200|503) /);
    expect(answers.at(-1)).toMatch(/^HTTP\/1\.1 503 .*\r\nconnection: close\r\n/i);
    expect(answers.at(-1)).toContain('{"status":"stopping","store":"answers"');
    expect((await stopped).code).toBe(0);
  });

  it('waits for nobody who is connected and says nothing', async () => {
    const begun = await startServer({ DATA_DIR: dir.path });
    const port = Number(new URL(begun.url).port);
    const accepted = await connected(port, 2);
    expect((await clientOf(begun.url).ask('GET', '/healthz')).status).toBe(200);
    begun.child.kill('SIGSTOP');
    const waiting = await connected(port, 2);
    const stopped = begun.stop('SIGTERM');
    begun.child.kill('SIGCONT');
    expect(await Promise.all([...accepted, ...waiting].map(told))).toEqual(['', '', '', '']);
    const { code, ms } = await stopped;
    expect(code).toBe(0);
    expect(ms).toBeLessThan(5_000);
    expect(begun.output().stdout).not.toContain('stopped with work still open');
  });

  it('stops so where « npm start » is what the signal reaches', async () => {
    const begun = await startServer({ DATA_DIR: dir.path }, ['npm', 'start']);
    expect(await begun.stop('SIGTERM')).toMatchObject({ code: 0 });
    await expect(fetch(`${begun.url}/healthz`)).rejects.toThrow('fetch failed');
  });

  it('leaves a store behind that only its owner may read', async () => {
    expect(statSync(`${dir.path}/guichet.sqlite`).mode & 0o077).toBe(0);
    expect(statSync(`${dir.path}/letters`).mode & 0o077).toBe(0);
  });
});

describe('a log that cannot be written', () => {
  const dir = temporaryDirectory();
  afterAll(() => dir.remove());

  /** Each is a line of the log. */
  async function refuse(url: string, times: number) {
    for (let done = 0; done < times; done += 50)
      await Promise.all(
        Array.from({ length: 50 }, () => fetch(`${url}/nothing/here`).then((it) => it.text())),
      );
  }

  async function servesAndStops(url: string, child: ChildProcess) {
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  }

  it('because the disk is full stops nothing', async () => {
    const port = String(await freePort());
    const full = openSync('/dev/full', 'w');
    const child = spawn(node, [main], {
      env: environment({ DATA_DIR: join(dir.path, 'full'), PORT: port }),
      stdio: ['ignore', full, 'inherit'],
    });
    closeSync(full);
    const url = `http://127.0.0.1:${port}`;
    const ready = () =>
      fetch(`${url}/readyz`).then(
        ({ status }) => status,
        () => 0,
      );
    await expect.poll(ready, { timeout: 30_000 }).toBe(200);
    await refuse(url, 100);
    await servesAndStops(url, child);
  });

  it('because its reader is stuck stops nothing', async () => {
    const { url, child } = await startServer({ DATA_DIR: join(dir.path, 'stuck') });
    child.stdout!.removeAllListeners('data').pause();
    await refuse(url, 4_000);
    await servesAndStops(url, child);
    child.stdout!.destroy();
  });
});

describe('a start that cannot be', () => {
  const dir = temporaryDirectory();
  const file = `${dir.path}/plain`;
  beforeAll(() => writeFileSync(file, 'no folder'));
  afterAll(() => dir.remove());

  async function refused(env: Environment): Promise<string> {
    const { code, stdout, stderr } = await run(main, [], { DATA_DIR: `${dir.path}/data`, PORT: '0', ...env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^[^\n]+\.\n$/);
    return stderr;
  }

  it.each([
    ['LETTER_DIR below a plain file', { LETTER_DIR: `${file}/letters` }],
    ['LETTER_DIR that is a plain file', { LETTER_DIR: file }],
    ['DATA_DIR below a plain file', { DATA_DIR: `${file}/data` }],
  ])('stops and names the folder that nothing can be written to: %s', async (what, env) => {
    const [key] = what.split(' ');
    const sentence = await refused(env);
    expect(sentence).toMatch(
      new RegExp(
        `^${key} is « ${file}[^»]*»: expected a folder that exists or can be made, to read and write`,
      ),
    );
  });

  it.each([
    ['that does not exist', `${dir.path}/nowhere`],
    ['that is a plain file', file],
  ])('stops and names INSURERS_DIR %s, and leaves nothing behind', async (_what, INSURERS_DIR) => {
    const DATA_DIR = `${dir.path}/untouched`;
    expect(await refused({ INSURERS_DIR, DATA_DIR })).toMatch(
      /^INSURERS_DIR is « [^»]+ »: expected a folder that can be read/,
    );
    expect(existsSync(DATA_DIR)).toBe(false);
  });

  it('stops and names INSURERS_DIR when no insurer is in it', async () => {
    mkdirSync(`${dir.path}/empty`);
    expect(await refused({ INSURERS_DIR: `${dir.path}/empty` })).toMatch(
      /^INSURERS_DIR is « [^»]+ »: expected at least one insurer there/,
    );
  });

  it('stops and names PORT when another program listens there', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const PORT = String((other.address() as AddressInfo).port);
    expect(await refused({ PORT })).toMatch(new RegExp(`^PORT is ${PORT}: expected a free one`));
    other.close();
  });

  it.each(['0', '3999'])('stops and names a HOST that is not of this machine (PORT %s)', async (PORT) => {
    expect(await refused({ PORT, HOST: '192.0.2.1', ALLOW_PUBLIC_DEMO: '1' })).toMatch(
      /^HOST is 192\.0\.2\.1: expected an address of this machine/,
    );
  });
});

describe('a start in production', () => {
  const dir = temporaryDirectory();
  afterAll(() => dir.remove());

  it.each(['PUBLIC_URL', 'SMTP_URL', 'MAIL_FROM', 'INSURERS_DIR', 'SECRET_KEYS', 'ADMIN_TOKEN'])(
    'stops and names %s when it is missing, and leaves nothing behind',
    async (key) => {
      const { [key]: _missing, ...rest } = production;
      const { code, stdout, stderr } = await run(main, [], { ...rest, DATA_DIR: `${dir.path}/none` });
      expect(code).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toMatch(new RegExp(`^${key} is missing: [^\\n]+\\.\\n$`));
      expect(existsSync(`${dir.path}/none`)).toBe(false);
    },
  );

  it('stops when the demo is asked for', async () => {
    const { code, stderr } = await run(main, [], { ...production, DEMO: '1', DATA_DIR: dir.path });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^DEMO must be unset or 0 in production: [^\n]+\n$/);
  });

  it('stops at a store that has served the demo under its keys: nobody signs in with a code that stands in these files', async () => {
    const DATA_DIR = `${dir.path}/demo`;
    const SECRET_KEYS = freshKeys();
    const demo = await startServer({ DATA_DIR, SECRET_KEYS });
    await demo.stop('SIGKILL');
    const { code, stdout, stderr } = await run(main, [], { ...production, DATA_DIR, SECRET_KEYS, PORT: '0' });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^The store \(DATA_DIR, .+\) has served a demo or a development run [^\n]+\.\n$/);
  });

  it('stops under keys that open nothing of the store: nobody would be told why their code is wrong', async () => {
    const DATA_DIR = `${dir.path}/keys`;
    const first = await startServer({ ...production, DATA_DIR });
    expect(first.output().stdout).toContain('the store holds no member');
    await clientOf(first.url).start('cpms', { flow: 'sign-in' });
    await first.stop();
    const SECRET_KEYS = freshKeys();
    for (const [program, args] of [
      [main, []],
      [cli, ['keys']],
    ] as const) {
      const { code, stderr } = await run(program, args, { ...production, DATA_DIR, SECRET_KEYS, PORT: '0' });
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^SECRET_KEYS opens nothing of what the store \(DATA_DIR, .+\) holds: [^\n]+\.\n$/,
      );
    }
    const added = { SECRET_KEYS: `${freshKeys().replace('v1:', 'v2:')},${production.SECRET_KEYS}` };
    const again = await startServer({ ...production, ...added, DATA_DIR });
    expect((await again.stop()).code).toBe(0);
  });

  it('stops without a key by which members are found, although a rotation has left nothing sealed under it', async () => {
    const DATA_DIR = `${dir.path}/rotated`;
    const old = production.SECRET_KEYS!;
    const fresh = freshKeys().replace('v1:', 'v2:');
    const file = `${dir.path}/members.csv`;
    writeFileSync(file, 'nir,lastName,firstName,address1\n184061305501228,ESSAI,Alix,1 rue de la Paix\n');
    const guichet = (SECRET_KEYS: string, ...args: string[]) =>
      run(cli, args, { ...production, DATA_DIR, SECRET_KEYS });
    expect((await guichet(old, 'import', file, '--tenant', 'cpms')).code).toBe(0);
    expect((await guichet(`${fresh},${old}`, 'rotate')).code).toBe(0);
    expect((await guichet(`${fresh},${old}`, 'keys')).stdout).toMatch(/v1: 0 documents sealed, [1-9]/);
    const { code, stderr } = await run(main, [], { ...production, DATA_DIR, SECRET_KEYS: fresh, PORT: '0' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^SECRET_KEYS lacks v1, by which members of the store [^\n]+\.\n$/);
    // The key is lost for good, and nobody is to be known by it.
    const anew = freshKeys();
    expect((await guichet(`${fresh},${anew}`, 'keys')).code).toBe(0);
  });

  it('stops in one sentence when an insurer’s file is wrong', async () => {
    mkdirSync(`${dir.path}/insurers`);
    writeFileSync(`${dir.path}/insurers/north.json`, '{"id":"north"}');
    const env = { ...production, INSURERS_DIR: `${dir.path}/insurers`, DATA_DIR: `${dir.path}/none` };
    const { code, stderr } = await run(main, [], env);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Guichet cannot start: north\.json: .+\.\n$/);
  });

  it('has no demo members, no development route, no default token, and secure cookies', async () => {
    const server = await startServer({ ...production, DATA_DIR: `${dir.path}/data` });
    try {
      const { ask } = clientOf(server.url);
      expect(server.output().stdout).not.toContain('184061305501228');
      const lines = server.output().stdout.trim().split('\n');
      expect(lines.map((line) => JSON.parse(line).msg)).toContain(
        `Guichet is ready: ${production.PUBLIC_URL}/`,
      );
      for (const path of ['/dev/outbox', '/dev/outbox.json', '/dev/clock', '/dev/wallet.json', '/dev/phone'])
        expect((await ask('GET', path)).status).toBe(404);
      for (const path of ['/dev/clock', '/dev/reset', '/dev/outbox'])
        expect((await ask('POST', path, { body: { advanceSeconds: 1 } })).status).toBe(404);
      expect((await ask('GET', '/admin/v1/outbox', { bearer: 'dev-admin' })).status).toBe(401);
      expect((await ask('GET', '/admin/v1/outbox', { bearer: production.ADMIN_TOKEN! })).status).toBe(200);
      const page = await ask('GET', '/cpms/connexion');
      expect(page.headers.get('set-cookie')).toMatch(/^__Host-.*; Secure/);
    } finally {
      expect((await server.stop()).code).toBe(0);
    }
  });
});
