import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { View } from '../../machines/envelope.ts';
import { freePort } from '../support/free-port.ts';
import { pdfText } from '../support/pdf-text.ts';
import { type ServerProcess, serverProcess } from '../support/server-process.ts';

let dir: string;
let smtp: SMTPServer;
let server: ServerProcess;
const received: Email[] = [];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'guichet-mail-'));
  const port = await freePort();
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        received.push(await PostalMime.parse(Buffer.concat(chunks)));
        done();
      });
    },
  });
  await new Promise<void>((done) => smtp.listen(port, '127.0.0.1', done));
  server = await serverProcess(dir, {
    SMTP_URL: `smtp://127.0.0.1:${port}`,
    MAIL_FROM: 'espace@insurer.example.test',
  });
});

afterAll(async () => {
  await server?.stop();
  await new Promise<void>((done) => smtp.close(done));
  rmSync(dir, { recursive: true, force: true });
});

async function call(path: string, body?: object, session?: string) {
  const response = await fetch(server.url + path, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(session && { authorization: `Bearer ${session}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return {
    status: response.status,
    body: (await response.json()) as { session?: string; view: View; code?: string },
  };
}

async function run(tenant: string, begin: object, answers: readonly object[]): Promise<View> {
  const started = await call(`/api/v1/${tenant}/sessions`, begin);
  expect(started.status).toBe(201);
  let { view } = started.body;
  for (const answer of answers)
    view = (await call('/api/v1/session/answers', { turn: view.turn, answer }, started.body.session)).body
      .view;
  return view;
}

async function until<T>(look: () => T | undefined): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const found = look();
    if (found !== undefined) return found;
    await pause(50);
  }
  throw new Error('it did not come');
}

it('R04 R05 R06 X09 P04 a reset mail arrives by SMTP; looking at its link uses nothing, opening it once makes a code', async () => {
  const requested = await run('cpms', { flow: 'code-reset' }, [{ values: { nir: '184061305501228' } }]);
  expect(requested.outcome).toBe('code-requested');
  const mail = await until(() => received.find(({ text }) => text?.includes('/l/')));
  expect(mail.to?.[0]?.address).toBe('m01@example.test');
  expect(mail.from?.address).toBe('espace@insurer.example.test');
  const link = /^(http\S+\/l\/[\w-]+)$/m.exec(mail.text!)![1]!;
  expect(mail.html).toContain(link);
  expect(mail.text).toMatch(/^\d{4} \d{4}$/m);
  expect(mail.text).not.toContain('184061305501');
  for (const method of ['GET', 'HEAD', 'GET']) expect((await fetch(link, { method })).status).toBe(200);
  const token = link.split('/l/')[1]!;
  const set = await run('cpms', { token }, [{ values: { newCode: '836417', confirmCode: '836417' } }]);
  expect(set.outcome).toBe('code-set');
  expect((await call('/api/v1/cpms/sessions', { token })).status).toBe(404);
  const connected = await run('cpms', { flow: 'sign-in' }, [
    { values: { nir: '184061305501228', code: '836417' } },
  ]);
  expect(connected.outcome).toBe('connected');
  const told = await until(() =>
    received.find(({ to, text }) => to?.[0]?.address === 'm01@example.test' && !text?.includes('/l/')),
  );
  expect(told.messageId).toMatch(/^<.+@insurer\.example\.test>$/);
});

it('R07 R12 F02-F05 P01 a letter lies in the spool; its code makes a personal one and opens nothing before', async () => {
  const nir = '150309913900259';
  const requested = await run('acs', { flow: 'code-reset' }, [{ values: { nir } }]);
  expect(requested.outcome).toBe('code-requested');
  const spool = join(dir, 'letters');
  const before = new Set(readdirSync(spool).filter((name) => name.endsWith('.pdf') && name.includes('demo')));
  const file = await until(() =>
    readdirSync(spool).find((name) => name.endsWith('.pdf') && !before.has(name)),
  );
  expect(statSync(spool).mode & 0o777).toBe(0o700);
  expect(statSync(join(spool, file)).mode & 0o777).toBe(0o600);
  const text = await pdfText(readFileSync(join(spool, file)));
  const codes = text.match(/(?<!\d)\d{3} ?\d{3}(?!\d)/g) ?? [];
  expect(codes).toHaveLength(1);
  expect(text).not.toContain(nir.slice(0, 13));
  const code = codes[0]!.replace(' ', '');
  const begun = await run('acs', { flow: 'sign-in' }, [{ values: { nir, code } }]);
  expect(begun.fields.map(({ name }) => name)).toEqual(['newCode', 'confirmCode']);
  const done = await run('acs', { flow: 'first-connection' }, [
    { values: { nir, code } },
    { values: { newCode: '740285', confirmCode: '740285' } },
    { values: { nir, code: '740285' } },
    { values: { acceptTerms: true } },
  ]);
  expect(done.outcome).toBe('connected');
  const spent = await run('acs', { flow: 'sign-in' }, [{ values: { nir, code } }]);
  expect(spent.error?.id).toBe('wrong-credentials');
});
