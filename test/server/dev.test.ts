import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allKinds } from '../../server/kinds.ts';
import { pdfText } from '../support/pdf-text.ts';
import type { Shown } from './client.ts';
import { type Served, served } from './served.ts';

let server: Served;
beforeAll(async () => {
  server = await served();
});
beforeEach(async () => {
  await server.ask('POST', '/dev/reset');
});
afterAll(() => server.close());

const nir1 = '184061305501228';

async function start(flow: string, tenant = 'cpms') {
  const { session, view: first } = (await server.begin(tenant, { flow })).body;
  const headers = { authorization: `Bearer ${session}` };
  let view = first;
  return {
    headers,
    async answer(values: Record<string, string>) {
      ({ view } = (await server.answer({ session, view }, values)).body);
      return view;
    },
    read: () => server.ask<Shown>('GET', '/api/v1/session', { headers }),
  };
}

const advance = (advanceSeconds: number) =>
  server.ask<{ now: string }>('POST', '/dev/clock', { payload: { advanceSeconds } });
const told = async () => Date.parse((await server.ask<{ now: string }>('GET', '/dev/clock')).body.now);

describe('the development outbox', () => {
  it('holds the letters that the demo’s story has posted, each with its code once (contract)', async () => {
    const { letters } = await server.outbox();
    const known = letters.map(({ id, code, status }) => [id, code, status]);
    expect(known).toEqual([
      ['demo-letter-15', '750942', 'posted'],
      ['demo-letter-19', '508274', 'returned'],
      ['demo-letter-14', '648093', 'posted'],
    ]);
    for (const { text, code } of letters) {
      const groups = text.match(/(?<!\d)\d{3}[ \u00a0\u202f]?\d{3}(?!\d)/g);
      expect(groups?.map((group) => group.replace(/\D/g, ''))).toEqual([code]);
    }
  });

  it('gives a letter’s PDF at the address it names', async () => {
    const [letter] = (await server.outbox()).letters;
    const { pathname } = new URL(letter!.pdf);
    const { statusCode, headers, rawPayload } = await server.app.inject(pathname);
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('application/pdf');
    expect((await pdfText(rawPayload)).replace(/\s/g, '')).toContain('750942');
    expect((await server.app.inject('/dev/letters/none.pdf')).statusCode).toBe(404);
    expect((await server.app.inject('/dev/letters/..%2F..%2Fguichet.sqlite.pdf')).statusCode).toBe(404);
  });

  it('shows a reset mail with its link and its mail code each alone on their line (R05, X11)', async () => {
    await (await start('code-reset')).answer({ nir: nir1 });
    await server.loop.drain();
    const [mail] = (await server.outbox()).mails;
    expect(mail).toMatchObject({ to: 'm01@example.test' });
    expect(mail!.text).toMatch(/^http:\/\/127\.0\.0\.1:3000\/l\/[\w-]{40,}$/m);
    expect(mail!.text).toMatch(/^\d{4} \d{4}$/m);
  });
});

describe('the development clock', () => {
  it('tells the time and moves it', async () => {
    const before = await told();
    expect(Math.abs(before - Date.now())).toBeLessThan(5_000);
    const after = Date.parse((await advance(3_600)).body.now);
    expect(after - before).toBeGreaterThanOrEqual(3_600_000);
    expect(after - before).toBeLessThan(3_610_000);
    expect(await told()).toBeGreaterThanOrEqual(after);
  });

  it('returns when every timer then due was handled (X23)', async () => {
    const signIn = await start('sign-in');
    expect((await signIn.read()).body.view.outcome).toBeUndefined();
    await advance(31 * 60);
    const due = await server.product.store.earliestDue();
    expect(due === null || due > server.product.clock.now()).toBe(true);
    expect((await signIn.read()).body.view).toMatchObject({ outcome: 'abandoned' });
  });

  it('is one for all processes on the store', async () => {
    await advance(86_400);
    const { movableClock } = await import('../../server/clock.ts');
    const other = movableClock();
    await other.refresh(server.product.documents);
    expect(Math.abs(other.now() - server.product.clock.now())).toBeLessThan(1_000);
  });

  it('is not set back by a look at the store that began before a move and ended after it', async () => {
    const { documents } = server.product;
    const { movableClock } = await import('../../server/clock.ts');
    const clock = movableClock();
    const slow = Promise.withResolvers<void>();
    const looking = clock.refresh({
      ...documents,
      load: async (kind: string, id: string) => {
        const found = await documents.load(kind, id);
        await slow.promise;
        return found;
      },
    } as typeof documents);
    await clock.advance(documents, 60_000);
    slow.resolve();
    await looking;
    expect(clock.now() - Date.now()).toBeGreaterThan(59_000);
  });

  it('has moved on every node before it answers: no timer and no link is older on another (contract)', async () => {
    const other = await served({ DATA_DIR: server.dir });
    try {
      await (await start('code-reset')).answer({ nir: nir1 });
      await server.loop.drain();
      const token = /\/l\/([\w-]+)$/m.exec((await server.outbox()).mails[0]!.text)![1]!;
      // The other node has just looked at the clock.
      const before = Date.parse((await other.ask<{ now: string }>('GET', '/dev/clock')).body.now);
      const moved = Date.parse((await advance(2 * 86_400)).body.now);
      const [clock, opened] = await Promise.all([
        other.ask<{ now: string }>('GET', '/dev/clock'),
        other.begin('cpms', { token }),
      ]);
      expect(moved - before).toBeGreaterThanOrEqual(2 * 86_400_000);
      expect(Date.parse(clock.body.now)).toBeGreaterThanOrEqual(moved);
      expect(opened.status).toBe(404);
      await server.ask('POST', '/dev/reset');
      const back = await other.ask<{ now: string }>('GET', '/dev/clock');
      expect(Math.abs(Date.parse(back.body.now) - Date.now())).toBeLessThan(5_000);
    } finally {
      await other.close();
    }
  });

  it('has moved on a node that is asked all the time, however lately that looked at the clock', async () => {
    const other = await served({ DATA_DIR: server.dir });
    const told = async () => Date.parse((await other.ask<{ now: string }>('GET', '/dev/clock')).body.now);
    let done = false;
    const asking = (async () => {
      while (!done) {
        await told();
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    })();
    try {
      for (let moves = 0; moves < 12; moves++) {
        const moved = Date.parse((await advance(3_600)).body.now);
        expect(await told()).toBeGreaterThanOrEqual(moved);
      }
    } finally {
      done = true;
      await asking;
      await other.close();
    }
  });

  it.each([{ advanceSeconds: -1 }, { advanceSeconds: '60' }, {}, { advanceSeconds: 1e12 }])(
    'refuses %j',
    async (payload) => {
      expect((await server.ask('POST', '/dev/clock', { payload })).status).toBe(400);
    },
  );
});

describe('the reset', () => {
  it('restores the demo and clears sessions, counts, caps, outbox and clock (contract)', async () => {
    const signIn = await start('sign-in');
    for (let failures = 0; failures < 3; failures++) await signIn.answer({ nir: nir1, code: '111111' });
    await (await start('code-reset')).answer({ nir: nir1 });
    await server.admin('cpms/members/deactivate', { client: 'DURAND' });
    await advance(86_400);
    expect((await server.outbox()).mails.length).toBeGreaterThan(0);

    expect((await server.ask('POST', '/dev/reset')).status).toBe(204);
    expect((await signIn.read()).status).toBe(401);
    expect(await server.outbox()).toMatchObject({ mails: [], sms: [], checks: [] });
    expect(Math.abs((await told()) - Date.now())).toBeLessThan(5_000);
    const again = await start('sign-in');
    expect(await again.answer({ nir: nir1, code: '274931' })).toMatchObject({ outcome: 'connected' });
    const durand = await start('sign-in');
    expect(await durand.answer({ nir: '271093306304148', code: '927406' })).toMatchObject({
      outcome: 'connected',
    });
    const blocked = await start('sign-in', 'abela');
    expect((await blocked.answer({ nir: '174054221806613', code: '482769' })).error?.id).toBe('blocked');
  });

  it('clears the limits that are kept in memory (contract)', async () => {
    const generate = () =>
      server.ask('POST', '/v3/directline/tokens/generate', { payload: { tenant: 'cpms' } });
    const named = await generate();
    const { conversationId, token } = named.body as { conversationId: string; token: string };
    const headers = { authorization: `Bearer ${token}` };
    await server.ask('POST', '/v3/directline/conversations', { headers });
    const say = () =>
      server.ask('POST', `/v3/directline/conversations/${conversationId}/activities`, {
        headers,
        payload: { type: 'event', name: 'nothing', from: { id: 'me' } },
      });
    const untilRefused = async (ask: typeof generate) => {
      for (let asked = 1; asked <= 400; asked++) if ((await ask()).status === 429) return asked;
      throw new Error('never refused');
    };
    await Promise.all([untilRefused(generate), untilRefused(say)]);
    expect((await server.ask('POST', '/dev/reset')).status).toBe(204);
    expect((await generate()).status).toBe(200);
    expect((await say()).status).not.toBe(429);
    // Cleared, not switched off; and a window passes with the product's own time.
    expect(await untilRefused(generate)).toBe(300);
    await advance(600);
    expect((await generate()).status).toBe(200);
  });

  it('clears them on every node of the store (contract)', async () => {
    const other = await served({ DATA_DIR: server.dir });
    try {
      const generate = () =>
        other.ask('POST', '/v3/directline/tokens/generate', { payload: { tenant: 'cpms' } });
      for (let asked = 0; (await generate()).status !== 429; asked++) expect(asked).toBeLessThan(400);
      await advance(1);
      expect((await generate()).status).toBe(429);
      await server.ask('POST', '/dev/reset');
      expect((await generate()).status).toBe(200);
    } finally {
      await other.close();
    }
  });

  it('leaves nothing of a letter that is gone in the spool, and the demo’s own letters whole (P13)', async () => {
    const { letterDir } = server.product.config;
    const pdfs = () => readdirSync(letterDir).filter((name) => name.endsWith('.pdf'));
    const listed = () =>
      readFileSync(join(letterDir, 'manifest.jsonl'), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line).file);
    const post = async () => {
      await (await start('code-reset', 'acs')).answer({ nir: '150309913900259' });
      await advance(1);
    };
    const atFirst = pdfs().sort();
    expect(atFirst.length).toBeGreaterThan(0);
    for (let round = 0; round < 2; round++) {
      await post();
      expect(pdfs()).toHaveLength(atFirst.length + 1);
      expect(listed()).toHaveLength(atFirst.length + 1);
      await server.ask('POST', '/dev/reset');
      expect([pdfs().sort(), listed().sort()]).toEqual([atFirst, atFirst]);
    }
  });

  it('takes an empty body of any announced type', async () => {
    const headers = { 'content-type': 'application/json' };
    expect((await server.ask('POST', '/dev/reset', { headers })).status).toBe(204);
  });

  it('knows every kind of document the product writes', async () => {
    const signIn = await start('sign-in');
    for (let failures = 0; failures < 3; failures++) await signIn.answer({ nir: nir1, code: '111111' });
    await (await start('code-reset')).answer({ nir: nir1 });
    await (await start('code-reset')).answer({ nir: '185077505604801' });
    await server.ask('GET', '/cpms/connexion');
    await advance(1);
    const file = new DatabaseSync(`${server.dir}/guichet.sqlite`, { readOnly: true });
    const kinds = file
      .prepare('SELECT DISTINCT kind FROM documents')
      .all()
      .map(({ kind }) => String(kind));
    file.close();
    expect(kinds.length).toBeGreaterThan(6);
    expect(allKinds).toEqual(expect.arrayContaining(kinds));
  });

  it('can write no document of a kind that reset, rotation, copy and erasure do not know', async () => {
    const document = {
      kind: 'unheard-of',
      id: 'a',
      rev: 1,
      keys: [],
      dueAt: null,
      expiresAt: null,
      body: {},
    };
    await expect(server.product.documents.commit(document)).rejects.toThrow('« unheard-of » is not listed');
    expect(await server.product.store.load('unheard-of', 'a')).toBeUndefined();
  });

  it.each(['cross-site', 'same-site'])(
    'a page of another site (%s) moves and resets nothing',
    async (site) => {
      const headers = { 'sec-fetch-site': site, origin: 'https://evil.example' };
      const before = await server.ask<{ now: string }>('GET', '/dev/clock');
      for (const [path, payload] of [
        ['/dev/reset', undefined],
        ['/dev/clock', { advanceSeconds: 86_400 }],
      ] as const)
        expect((await server.ask('POST', path, { headers, ...(payload && { payload }) })).status).toBe(403);
      const { body } = await server.ask<{ now: string }>('GET', '/dev/clock');
      expect(Date.parse(body.now) - Date.parse(before.body.now)).toBeLessThan(60_000);
    },
  );
});
