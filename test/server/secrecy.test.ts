import { readdirSync, readFileSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../../server/logging.ts';
import { clientOf, within2s } from './client.ts';
import { type RunningServer, startServer, temporaryDirectory } from './process.ts';
import { served } from './served.ts';

/** Everything that was secret in the run, and what it was: to be found nowhere (P13). */
const secrets = new Map<string, string>();
const secret = (what: string, value: string) => {
  secrets.set(value, what);
  return value;
};

const dir = temporaryDirectory();
let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ DATA_DIR: dir.path, LOG_LEVEL: 'trace' });
  await journeys(server.url);
  await clumsy(server.url);
  // Logged last: once it has come through the pipe, so has all before it.
  await clientOf(server.url).ask('GET', '/openapi.json');
  await within2s(async () => server.output().stdout.includes('"route":"/openapi.json"') || undefined);
});
afterAll(async () => {
  await server.stop('SIGKILL');
  dir.remove();
});

const nir = {
  active: secret('NIR', '184061305501228'),
  other: secret('NIR', '285052B03345691'),
  posted: secret('NIR', '182075935008862'),
  imported: secret('NIR', '299017505622262'),
  wrongKey: secret('mistyped NIR', '184061305501229'),
};

/** Sign-in right and wrong, reset by mail and by letter, link, mail code, new code, import, deactivation. */
async function journeys(url: string) {
  const client = clientOf(url);
  const start = async (tenant: string, body: Record<string, unknown>) => {
    const conversation = await client.start(tenant, body);
    secret('session', conversation.session);
    secret('session secret', conversation.session.slice(22));
    return conversation;
  };

  const signIn = await start('cpms', { flow: 'sign-in' });
  await signIn.answer({ nir: nir.wrongKey, code: secret('wrong code', '948201') });
  await signIn.answer({ nir: nir.active, code: secret('wrong code', '948202') });
  await signIn.answer({ nir: nir.active, code: secret('code', '274931') });
  expect(signIn.view.outcome).toBe('connected');

  const reset = await start('cpms', { flow: 'code-reset' });
  await reset.answer({ nir: nir.other });
  const mail = await within2s(async () =>
    (await client.outbox()).mails.find(({ to }) => to === 'm16@example.test'),
  );
  const link = secret('link token', /\/l\/([\w-]+)$/m.exec(mail.text)![1]!);
  const mailCode = /^\d{4} \d{4}$/m.exec(mail.text)![0];
  secret('mail code', mailCode);
  secret('mail code', mailCode.replace(' ', ''));
  // A browser looks at the link (X09), then an app uses it.
  expect((await client.ask('GET', `/l/${link}`)).status).toBe(200);
  const chosen = secret('new code', '749385');
  const newCode = await start('cpms', { token: link });
  await newCode.answer({ newCode: secret('refused code', '111222'), confirmCode: '749385' });
  await newCode.answer({ newCode: chosen, confirmCode: chosen });
  expect(newCode.view.outcome).toBe('code-set');

  await client.admin('letters/demo-letter-14/resend');
  const letter = await within2s(async () =>
    (await client.outbox()).letters.find(({ id }) => !id.startsWith('demo')),
  );
  const first = await start('acs', { flow: 'sign-in' });
  await first.answer({ nir: nir.posted, code: secret('posted code', letter.code) });
  await first.answer({ newCode: secret('new code', '836417'), confirmCode: '836417' });

  const csv = `nir,lastName,firstName,address1,address6,code,codeKind\n${nir.imported},N,Nina,1 rue,99001 V,${secret('printed code', '319264')},printed\n${nir.wrongKey},A,B,1 rue,99001 V,,\n`;
  expect((await client.admin('cpms/members/import', csv, 'text/csv')).body).toMatchObject({ accepted: 1 });
  await client.admin('cpms/members/deactivate', { nir: nir.active });
}

/** What scanners and broken clients send: secrets where none belong. */
async function clumsy(url: string) {
  const { ask } = clientOf(url);
  const { active } = nir;
  await ask('GET', `/l/${secret('guessed link', 'Zq8vT1xw-7Yk2mB5nH3jL9dRcA0sEfGiKoPuXyWtQzM')}`);
  await ask('GET', `/api/v1/session?nir=${active}&code=274931`);
  await ask('GET', `/${active}/274931`);
  await ask('GET', '/api/v1/session', { bearer: secret('guessed session', 'b'.repeat(65)) });
  await ask('POST', '/api/v1/session/answers', {
    body: `{"turn":1,"answer":{"values":{"nir":"${active}","code":274931`,
  });
  await ask('POST', '/api/v1/cpms/sessions', { body: { flow: active, code: '274931' } });
  await ask('POST', '/admin/v1/cpms/members/deactivate', {
    body: { nir: active },
    bearer: secret('guessed token', 'guessed-admin-token'),
  });
  await ask('POST', '/admin/v1/cpms/members/unblock', { body: { [active]: '274931' }, bearer: 'dev-admin' });
  await ask('POST', '/cpms/connexion', {
    body: `nir=${active}&code=274931&turn=1`,
    type: 'application/x-www-form-urlencoded',
  });
  // Not HTTP at all: Node's parser hangs the raw request on its error.
  const { hostname, port } = new URL(url);
  await new Promise<void>((done) => {
    const socket = connect(Number(port), hostname, () => socket.end(`nir=${active}&code=274931\r\n\r\n`));
    socket.resume().on('close', done);
  });
}

function found(text: string): string[] {
  return [...secrets].filter(([value]) => text.includes(value)).map(([, what]) => what);
}

/** The files of a directory and of those in it, but the print spool. */
function filesOf(path: string): string[] {
  return readdirSync(path).flatMap((name) => {
    const file = join(path, name);
    if (!statSync(file).isDirectory()) return [file];
    return name === 'letters' ? [] : filesOf(file);
  });
}

describe('after journeys with every kind of secret, at LOG_LEVEL=trace (P13)', () => {
  it('the log holds none of them after the banner', () => {
    const { stdout, stderr } = server.output();
    const [, log = ''] = stdout.split('Demo members:');
    const lines = log.split('\n').filter((line) => line.startsWith('{'));
    expect(lines.length).toBeGreaterThan(30);
    // An id is drawn for each request.
    expect(found(lines.join('\n').replaceAll(/"reqId":"[^"]+"/g, ''))).toEqual([]);
    expect(found(stderr)).toEqual([]);
  });

  it('a link is logged by its path template only', () => {
    const { stdout } = server.output();
    expect(stdout).toContain('"route":"/l/:token"');
    expect(stdout).not.toMatch(/"url"|"req"|"headers"|remoteAddress/);
  });

  it('no file of DATA_DIR holds any of them, in the order they were typed or as bytes of another encoding', () => {
    const files = filesOf(dir.path);
    expect(files.map((file) => file.slice(dir.path.length + 1))).toContain('guichet.sqlite');
    for (const file of files) {
      const bytes = readFileSync(file);
      for (const text of [bytes.toString('latin1'), bytes.toString('utf16le')])
        expect([file, found(text)]).toEqual([file, []]);
    }
  });

  it('no metric holds any of them', async () => {
    const { body } = await clientOf(server.url).ask<string>('GET', '/metrics');
    expect(body).toContain('guichet_turns_total');
    // What is measured has digits of its own.
    expect(found(body.replaceAll(/ \S+$/gm, ''))).toEqual([]);
  });

  it('the print spool, the one place where codes stand in clear, is its owner’s alone, and its manifest holds none', () => {
    expect(statSync(join(dir.path, 'letters')).mode & 0o777).toBe(0o700);
    expect(found(readFileSync(join(dir.path, 'letters/manifest.jsonl'), 'utf8'))).toEqual([]);
  });
});

describe('an error nobody foresaw (P13)', () => {
  it('is logged with where it arose and without the NIR and the token that its message holds', async () => {
    const lines: string[] = [];
    const given = await served({ LOG_LEVEL: 'warn' }, { logTo: { write: (line) => void lines.push(line) } });
    const secretive = async () => {
      throw new TypeError(`cannot read ${nir.active} of abcdefghijklmnopqrstuvwxyz0123`);
    };
    try {
      Object.assign(given.product.app.services.requestCode!, { run: secretive });
      Object.assign(given.product.links, { peek: secretive });
      const { body } = await given.begin('cpms', { flow: 'code-reset' });
      await given.answer(body, { nir: nir.active });
      expect((await given.ask('GET', '/l/abc')).status).toBe(500);
    } finally {
      await given.close();
    }
    for (const failed of ['a call failed', 'a page failed']) {
      const { err } = JSON.parse(lines.find((line) => line.includes(failed))!);
      expect(err, failed).toMatchObject({ type: 'TypeError', message: 'cannot read […] of […]' });
      expect(err.at[0], failed).toContain('secretive');
    }
    expect(lines.join()).not.toContain(nir.active);
  });
});

it('P13 scrubs what a store says of why a request was not served, as every text of others', () => {
  const lines: string[] = [];
  const logger = createLogger('info', { write: (line) => void lines.push(line) });
  logger.error({ why: 'no row for 184061305501228 under kZ3vQ9tYb2XwL0pRsAmN1c' }, 'request');
  expect(JSON.parse(lines[0]!)).toMatchObject({ why: 'no row for […] under […]' });
});
