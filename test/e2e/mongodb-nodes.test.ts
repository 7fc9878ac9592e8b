import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, expect, test } from 'vitest';
import {
  ask,
  firstConnection,
  importMembers,
  json,
  type Nodes,
  startNodes,
  Wanderer,
} from '../support/mongo-nodes.ts';
import { ownDatabase, startMongo } from '../support/mongo-server.ts';
import { suite } from '../support/mongo-suite.ts';
import { importCsv, people } from '../support/people.ts';
import { PlainBrowser } from '../support/web-server.ts';

const server = await startMongo();
const running: Nodes[] = [];
afterEach(async () => {
  for (const nodes of running.splice(0)) await nodes.stop();
});
afterAll(() => server.stop());

/** Nodes on a database of their own, stopped when the test is over. */
async function start(count: number, env: Record<string, string> = {}): Promise<Nodes> {
  const nodes = await startNodes(count, ownDatabase(server.uri ?? ''), env);
  running.push(nodes);
  return nodes;
}

const tenant = 'cpms';
const newCodes = ['749385', '836417', '639184', '740285', '852014'] as const;

suite('several nodes on one MongoDB', { missing: server.reason }, () => {
  test('a journey begun on one node goes on on another, and ends there when the first is killed in mid-turn', async () => {
    const nodes = await start(2);
    const [first, second] = nodes.all.map(({ url }) => url) as [string, string];
    const { body: started } = await ask(`${first}/api/v1/cpms/sessions`, json({ flow: 'first-connection' }));
    const answer = (url: string, turn: number, values: object) =>
      ask(`${url}/api/v1/session/answers`, json({ turn, answer: { values } }, started.session));
    const credentials = { nir: '292069935123493', code: '603815' };
    const { body: onSecond } = await answer(second, started.view.turn, credentials);
    expect(onSecond.view.error).toBeUndefined();
    const codes = { newCode: '749385', confirmCode: '749385' };
    const cutShort = answer(first, onSecond.view.turn, codes).catch(() => undefined);
    await pause(5);
    await nodes.all[0]?.kill();
    await cutShort;
    const { status, body: after } = await answer(second, onSecond.view.turn, codes);
    expect([status, after.view.turn, after.view.error]).toEqual([200, onSecond.view.turn + 1, undefined]);
    const { body: signedIn } = await answer(second, after.view.turn, {
      nir: credentials.nir,
      code: '749385',
    });
    const { body: end } = await answer(second, signedIn.view.turn, { acceptTerms: true });
    expect(end.view.outcome).toBe('connected');
  });

  test('in the browser: begun on one node, gone on with on the other, the first killed in mid-turn, finished (F02-F05)', async () => {
    const nodes = await start(2);
    const [first, second] = nodes.all.map(({ url }) => url) as [string, string];
    const credentials = { nir: '292069935123493', code: '603815' };
    const browser = new PlainBrowser(first);
    await browser.get('/cpms/connexion');
    browser.base = second;
    await browser.submit(credentials);
    expect(browser.page.main.querySelector('#newCode')).not.toBeNull();
    browser.base = first;
    const path = browser.form().getAttribute('action') ?? browser.page.path;
    const body = browser.formBody({ newCode: '749385', confirmCode: '749385' });
    const cutShort = browser.post(path, body).catch(() => undefined);
    await pause(5);
    await nodes.all[0]?.kill();
    await cutShort;
    browser.base = second;
    await browser.post(path, body);
    await browser.get('/cpms/connexion');
    await browser.submit({ ...credentials, code: '749385' });
    expect(browser.page.main.querySelector('#acceptTerms')).not.toBeNull();
    await browser.submit({ acceptTerms: 'true' });
    expect(browser.page.path).toBe('/cpms/espace');
  });

  test('a clock moved on one node is moved on the other, and what fell due is done once', async () => {
    const nodes = await start(2);
    const [first, second] = nodes.all.map(({ url }) => url) as [string, string];
    const member = new Wanderer([first, second]);
    await member.begin(tenant, { flow: 'code-reset' });
    await member.answer({ values: { nir: '184061305501228' } });
    const { body: before } = await ask(`${second}/dev/clock`);
    await ask(`${first}/dev/clock`, json({ advanceSeconds: 3600 }));
    const movedMs = async () => {
      const { body: now } = await ask(`${second}/dev/clock`);
      return new Date(now.now).getTime() - new Date(before.now).getTime();
    };
    await expect.poll(movedMs, { timeout: 30_000 }).toBeGreaterThan(3_599_000);
    const mails = async () => {
      const outboxes = await Promise.all([first, second].map((url) => ask(`${url}/dev/outbox.json`)));
      return outboxes.map(({ body }) => body.mails.map(({ id }: { id: string }) => id));
    };
    await expect.poll(async () => (await mails()).flat(), { timeout: 30_000 }).toHaveLength(2);
    // Another round of both, and there is no second one.
    await ask(`${second}/dev/clock`, json({ advanceSeconds: 1 }));
    const [here, there] = await mails();
    expect(here).toHaveLength(1);
    expect(here).toEqual(there);
  });

  test('a page that waits on one node shows what happened on the other, which no channel told it (E17, P10)', async () => {
    const nodes = await start(2);
    const [first, second] = nodes.all.map(({ url }) => url) as [string, string];
    const browser = new PlainBrowser(first);
    await browser.get('/ecps/');
    await browser.choose('card-yes');
    while (browser.choices().includes('worked')) await browser.choose('worked');
    expect(browser.state).toBe('ecps/showing-qr.waiting');
    // The page looks again by itself: a script of ours, and without JavaScript the browser's own refresh.
    expect(browser.page.text).toMatch(/watch\.js/);
    const waiting = browser.page.path;
    const { body } = await ask(`${second}/dev/wallet.json`);
    const { id } = body.activations[0]!;
    const scanned = await ask(`${second}/dev/wallet`, json({ id, do: 'scan' }));
    expect(scanned.status).toBe(200);
    const state = async () => (await browser.get(waiting)) && browser.state;
    await expect.poll(state, { timeout: 30_000 }).toContain('adding-phone');
  });

  for (const count of [2, 4]) {
    test(`${count} nodes under load lose nothing and do nothing twice, although one is killed again and again`, async () => {
      const { all } = await start(count, { RATE_LIMITS: '0' });
      const urls = all.map(({ url }) => url);
      const members = people(8, { from: 1 });
      expect((await importMembers(urls[0]!, tenant, importCsv(members))).body).toMatchObject({ accepted: 8 });
      let kills = 0;
      const enough = () => kills >= 3;
      const killing = (async () => {
        while (!enough()) {
          await pause(300);
          const victim = all[kills % count]!;
          await victim.kill();
          await victim.start();
          kills += 1;
        }
      })();
      const journeys = await Promise.all(
        members.map(async ({ nir, code }, i) => {
          const newCode = newCodes[i % newCodes.length]!;
          const first = new Wanderer(urls, i);
          const outcomes = [(await firstConnection(first, { tenant, nir, code }, newCode)).outcome];
          while (!enough()) {
            const again = new Wanderer(urls, i);
            await again.begin(tenant, { flow: 'sign-in' });
            outcomes.push((await again.answer({ values: { nir, code: newCode } })).outcome);
          }
          expect((await first.read()).turn).toBe(first.view.turn);
          return outcomes;
        }),
      );
      await killing;
      expect(new Set(journeys.flat())).toEqual(new Set(['connected']));
      expect(journeys.flat().length).toBeGreaterThan(members.length);
    }, 180_000);
  }
});
