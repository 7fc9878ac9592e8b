import { chmodSync, renameSync } from 'node:fs';
import fastify, { type LightMyRequestResponse } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { meaningOf, sendMeaning } from '../../channels/problems.ts';
import { StoreUnavailable } from '../../machines/ports/store.ts';
import { refuseOverload } from '../../server/overload.ts';
import { createWorkerLoop } from '../../server/worker-loop.ts';
import type { Shown } from './client.ts';
import { type Served, served } from './served.ts';

/** The part of `/readyz` that lists. */
interface Ready {
  readonly contactsToConfirm: readonly { readonly tenant: string; readonly contacts: readonly string[] }[];
}

describe('what operators watch', () => {
  let server: Served;
  beforeAll(async () => {
    server = await served();
  });
  afterAll(() => server.close());

  it('/healthz answers as long as the process does', async () => {
    expect(await server.ask('GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it('/readyz tells of the store, the worker and the contacts nobody has checked (CT)', async () => {
    const { status, body } = await server.ask<Ready>('GET', '/readyz');
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'ready', store: 'answers', worker: { healthy: true, lateMs: 0 } });
    const cpms = body.contactsToConfirm.find(({ tenant }) => tenant === 'cpms');
    expect(cpms?.contacts).toContain('care-desk');
  });

  it('/metrics counts turns, refusals, deliveries and durations without saying anything about anyone (P13)', async () => {
    const { body } = await server.begin('cpms', { flow: 'sign-in' });
    const headers = { authorization: `Bearer ${body.session}` };
    const values = { nir: '184061305501228', code: '111111' };
    await server.ask('POST', '/api/v1/session/answers', {
      headers,
      payload: { turn: 1, answer: { values } },
    });
    await server.admin('cpms/members/deactivate', { client: 'DURAND' });
    await server.loop.drain();

    const { body: metrics, headers: told } = await server.ask('GET', '/metrics');
    expect(told['content-type']).toContain('text/plain');
    expect(metrics).toContain('guichet_turns_total{flow="sign-in",state="awaiting-secret"} 1');
    expect(metrics).toMatch(
      /guichet_refusals_total\{flow="sign-in",state="[a-z-]+",error="wrong-credentials"\} 1/,
    );
    expect(metrics).toContain('guichet_deliveries_total{kind="mail",result="sent"} 1');
    expect(metrics).toMatch(
      /guichet_http_duration_seconds_count\{method="POST",route="\/api\/v1\/session\/answers",status="200"\} 1/,
    );
    expect(metrics).toMatch(/^guichet_work_late_seconds 0$/m);
    expect(metrics).toMatch(/^guichet_argon2_waiting 0$/m);
    expect(metrics).toMatch(/^guichet_contacts_to_confirm\{tenant="cpms"\} \d+$/m);
    expect(String(metrics).replaceAll(/ \S+$/gm, '')).not.toMatch(/184061305|111111|DURAND|example\.test/);
    expect(metrics).not.toContain(body.session);
  });

  it('what is nowhere is a problem, with its request id', async () => {
    const { status, headers, body } = await server.ask('POST', '/nothing/here/at/all');
    expect(status).toBe(404);
    expect(headers['x-request-id']).toMatch(/^[\da-f-]{36}$/);
    expect(JSON.stringify(body)).not.toContain('nothing/here');
  });
});

describe('a store that goes away', () => {
  it('makes answers 503 with Retry-After, and all is well again when it is back (contract)', async () => {
    const server = await served();
    try {
      const started = await server.begin('cpms', { flow: 'sign-in' });
      const headers = { authorization: `Bearer ${started.body.session}` };
      const file = `${server.dir}/guichet.sqlite`;
      for (const suffix of ['', '-wal', '-shm']) renameSync(`${file}${suffix}`, `${file}-away${suffix}`);
      await new Promise((resolve) => setTimeout(resolve, 150));

      for (const [method, path] of [
        ['GET', '/readyz'],
        ['GET', '/api/v1/session'],
        ['GET', '/admin/v1/outbox?state=dead'],
      ] as const) {
        const authorization = path.startsWith('/admin') ? 'Bearer dev-admin' : headers.authorization;
        const told = await server.ask(method, path, { headers: { authorization } });
        expect([path, told.status]).toEqual([path, 503]);
        expect(Number(told.headers['retry-after'])).toBeGreaterThan(0);
      }
      expect((await server.ask('GET', '/healthz')).status).toBe(200);
      expect((await server.ask('GET', '/metrics')).status).toBe(200);

      for (const suffix of ['', '-wal', '-shm']) renameSync(`${file}-away${suffix}`, `${file}${suffix}`);
      await new Promise((resolve) => setTimeout(resolve, 150));
      expect((await server.ask('GET', '/readyz')).status).toBe(200);
      expect((await server.ask<Shown>('GET', '/api/v1/session', { headers })).body.view).toEqual(
        started.body.view,
      );
    } finally {
      await server.close();
    }
  });

  it('that nobody may write stops the start in one sentence', async () => {
    const { main, run, temporaryDirectory } = await import('./process.ts');
    const dir = temporaryDirectory();
    try {
      // A file where the directory should be: root, too, cannot create anything in it.
      const { writeFileSync } = await import('node:fs');
      writeFileSync(`${dir.path}/file`, '');
      chmodSync(`${dir.path}/file`, 0o400);
      const { code, stderr } = await run(main, [], { DATA_DIR: `${dir.path}/file/data` });
      expect(code).toBe(1);
      expect(stderr).toMatch(/^DATA_DIR is « [^»]+ »: expected a folder [^\n]+\.\n$/);
    } finally {
      dir.remove();
    }
  });
});

describe('an event loop that is late', () => {
  it('has what is guarded refused with 503 and Retry-After, and nothing beside it (contract)', async () => {
    const app = fastify();
    await app.register(async (guarded) => {
      // No loop is as fast as that.
      await refuseOverload(guarded, { maxDelayMs: 0, sampleMs: 50 });
      guarded.setErrorHandler((error, _request, reply) => sendMeaning(reply, meaningOf(error)));
      guarded.get('/guarded', async () => 'taken');
    });
    app.get('/beside', async () => 'taken');
    try {
      expect((await app.inject('/guarded')).statusCode).toBe(200);
      await app.listen({ port: 0, host: '127.0.0.1' });
      const refused = await vi.waitFor(async (): Promise<LightMyRequestResponse> => {
        const answer = await app.inject('/guarded');
        expect(answer.statusCode).toBe(503);
        return answer;
      }, 5_000);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect((await app.inject('/beside')).statusCode).toBe(200);
    } finally {
      await app.close();
    }
  });
});

describe('a server whose event loop is late', () => {
  const lines: string[] = [];
  let server: Served;
  beforeAll(async () => {
    // No loop is as fast as that.
    const logTo = { write: (line: string) => void lines.push(line) };
    server = await served({ LOG_LEVEL: 'info' }, { logTo, overload: { maxDelayMs: 0, sampleMs: 100 } });
    await server.app.listen({ port: 0, host: '127.0.0.1' });
    await vi.waitFor(async () => expect((await server.ask('GET', '/cpms/')).status).toBe(503), 5_000);
  });
  afterAll(() => server.close());

  it.each(['/', '/cpms/', '/cpms/connexion', '/reprendre', '/l/whatever'])(
    'says so on the page %s, in French, with when to come back (P09)',
    async (path) => {
      const { status, headers, body } = await server.ask('GET', path, { headers: { accept: 'text/html' } });
      expect(status).toBe(503);
      expect(headers['content-type']).toContain('text/html');
      expect(body).toContain('<html lang="fr"');
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      if (path.startsWith('/cpms')) expect(body).toMatch(/tel:\+?\d+/);
    },
  );

  it('gives a form back as it was typed, but for what is secret', async () => {
    const payload = 'session=s&turn=3&flow=email-registration&email=moi%40example.test&code=271828';
    const { status, body } = await server.ask<string>('POST', '/cpms/adresse-mail', {
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: server.product.config.publicUrl,
      },
      payload,
    });
    expect(status).toBe(503);
    expect(body).toMatch(/name="turn" value="3"/);
    expect(body).not.toContain('271828');
  });

  it('answers each protocol in its own words', async () => {
    const json = await server.ask('POST', '/api/v1/cpms/sessions', { payload: { flow: 'sign-in' } });
    expect(json).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    const chat = await server.ask('POST', '/v3/directline/conversations');
    expect(chat).toMatchObject({ status: 503, body: { error: { code: 'ServiceUnavailable' } } });
    const activity = { type: 'message', id: 'a', channelId: 'emulator', text: 'bonjour' };
    const bot = await server.ask('POST', '/api/messages/cpms', { payload: activity });
    expect(bot).toMatchObject({ status: 503, body: { error: { code: 'Unavailable' } } });
    for (const { headers } of [json, chat, bot]) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  });

  it('says why in the log, whatever the channel', async () => {
    lines.length = 0;
    await server.ask('GET', '/cpms/connexion');
    await server.ask('POST', '/api/v1/cpms/sessions', { payload: { flow: 'sign-in' } });
    await server.ask('POST', '/v3/directline/conversations');
    const said = lines.map((line) => JSON.parse(line));
    expect(said.filter(({ status }) => status === 503).map(({ why }) => why)).toEqual(
      Array.from({ length: 3 }, () => 'the event loop is late'),
    );
    expect((await server.ask<string>('GET', '/metrics')).body).toMatch(
      /guichet_failures_total\{code="503"\} [1-9]/,
    );
  });

  it('goes on telling how it is', async () => {
    expect((await server.ask('GET', '/healthz')).status).toBe(200);
  });
});

describe('the worker’s rounds', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const loopOf = (round: () => Promise<{ handled: number; failed: number }>) => {
    const logger = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    const settled = vi.fn(async () => undefined);
    const worker = { round: vi.fn(round), settled, sweep: vi.fn(async () => 0) };
    const loop = createWorkerLoop({
      worker,
      logger,
      clock: { now: () => 0 },
      earliestDue: async () => null,
      random: () => 1,
    });
    return { loop, worker, logger };
  };

  it('follow one another while there is work, and come every quarter of a second otherwise', async () => {
    let work = 5;
    const { loop, worker } = loopOf(async () => ({ handled: work-- > 0 ? 64 : 0, failed: 0 }));
    loop.start();
    await vi.advanceTimersByTimeAsync(20);
    expect(worker.round).toHaveBeenCalledTimes(6);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(worker.round).toHaveBeenCalledTimes(10);
    await loop.stop();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(worker.round).toHaveBeenCalledTimes(10);
  });

  it('sweep what has expired every five seconds, and once a minute where something is always due (X23)', async () => {
    let handled = 0;
    const { loop, worker } = loopOf(async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { handled, failed: 0 };
    });
    loop.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(worker.sweep.mock.calls.length).toBeGreaterThanOrEqual(11);
    handled = 64;
    worker.sweep.mockClear();
    await vi.advanceTimersByTimeAsync(180_000);
    expect(worker.sweep.mock.calls.length).toBeGreaterThanOrEqual(2);
    expect(worker.sweep.mock.calls.length).toBeLessThanOrEqual(3);
    const stopped = loop.stop();
    await vi.advanceTimersByTimeAsync(100);
    await stopped;
  });

  it('come ever more slowly while the store is away, say so once, and recover by themselves', async () => {
    let away = true;
    const { loop, worker, logger } = loopOf(async () => {
      if (away) throw new StoreUnavailable('away');
      return { handled: 0, failed: 0 };
    });
    loop.start();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(worker.round.mock.calls.length).toBeLessThan(15);
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(loop.healthy).toBe(false);
    away = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(loop.healthy).toBe(true);
    await loop.stop();
  });

  it.each([
    ['one of five fails every time', [5, 1]],
    ['all fail, but not twice running', [2, 2], [0, 0]],
    ['all fail, but others work in between', [2, 2], [3, 1]],
  ])('keep their pace and call the worker healthy when %s', async (_, ...rounds) => {
    let n = 0;
    const { loop, worker } = loopOf(async () => {
      const [handled, failed] = rounds[n++ % rounds.length] as [number, number];
      expect(loop.healthy).toBe(true);
      return { handled, failed };
    });
    loop.start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(worker.round.mock.calls.length).toBeGreaterThanOrEqual(40);
    await loop.stop();
  });

  it('come ever more slowly and call the worker ill while all that they do fails', async () => {
    let failing = true;
    const { loop, worker } = loopOf(async () => ({ handled: 4, failed: failing ? 4 : 3 }));
    loop.start();
    await vi.advanceTimersByTimeAsync(1);
    expect(loop.healthy).toBe(true);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(loop.healthy).toBe(false);
    expect(worker.round.mock.calls.length).toBeLessThan(15);
    failing = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(loop.healthy).toBe(true);
    await loop.stop();
  });

  it('are over, and nothing is in hand, before a task between them begins', async () => {
    const { loop, worker } = loopOf(async () => ({ handled: 0, failed: 0 }));
    const { promise, resolve } = Promise.withResolvers<undefined>();
    worker.settled.mockReturnValue(promise);
    const task = vi.fn(async () => 'done');
    const done = loop.between(task);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(task).not.toHaveBeenCalled();
    resolve(undefined);
    expect(await done).toBe('done');
  });

  it('a drain ends although something fails for ever', async () => {
    const { loop, worker } = loopOf(async () => ({ handled: 1, failed: 1 }));
    await loop.drain();
    expect(worker.round).toHaveBeenCalledTimes(3);
  });
});

describe('problems', () => {
  it('say nothing of a defect, and nothing of what was sent', () => {
    expect(meaningOf(new Error('secret 123456'))).toEqual({
      status: 500,
      code: 'defect',
      detail: 'this should not have happened; it has been noted',
    });
    const parse = Object.assign(new Error('Unexpected token in 123456'), {
      statusCode: 400,
      code: 'FST_ERR_CTP_INVALID_JSON_BODY',
    });
    expect(meaningOf(parse).detail).not.toContain('123456');
  });
});
