import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Browser } from '../../paths/drivers/web.ts';
import { messageActivity } from '../../support/bot-server.ts';
import { type ActivityJson, type Connector, connector } from '../../support/connector.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
let service: Connector;
let url: string;

beforeAll(async () => {
  world = await createWorld();
  service = await connector();
  await listen();
});
afterAll(async () => {
  await world.close();
  await service.close();
});

async function listen(): Promise<void> {
  await world.app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(world.app.server.address() as AddressInfo).port}/api/messages/cpms`;
}

let read = 0;
/** What has arrived at the connector since the last look, oldest first. */
async function news(): Promise<readonly ActivityJson[]> {
  const all = await service.messages(read + 1);
  const fresh = all.slice(read);
  read = all.length;
  return fresh;
}

async function say(text: string, more: ActivityJson = {}): Promise<readonly ActivityJson[]> {
  const body = messageActivity(text, { serviceUrl: service.serviceUrl, channelId: 'msteams', ...more });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
  return news();
}

const textOf = (activities: readonly ActivityJson[]) => activities.map(({ text }) => text).join('\n');
const standing = (activities: readonly ActivityJson[]) => activities.at(-1)?.channelData?.guichet;

/** The page handed over, opened and joined as a member's browser does it. */
async function openPage(activities: readonly ActivityJson[]): Promise<Browser> {
  const button = activities
    .flatMap(({ attachments = [] }) => attachments)
    .flatMap(({ content }) => content.buttons ?? [])
    .find(({ type }) => type === 'openUrl');
  const page = new Browser(world, { tenant: 'cpms', flow: 'code-reset', source: '192.0.2.50' });
  await page.get(new URL(button!.value!).pathname);
  await page.submit(page.question!, {});
  return page;
}

test('a code is reset in the member’s own words; the page takes the number, and the bot goes on by itself (X20, P14)', async () => {
  const member = await world.somebody('cpms', 'ready');
  const greeting = await say('', { type: 'installationUpdate', action: 'add', text: undefined });
  expect(standing(greeting)).toMatchObject({ flow: 'front-door' });

  const asked = await say('jai perdu mon code');
  expect(standing(asked)).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });

  const page = await openPage(asked);
  await page.submit(page.question!, { nir: member.nir });
  world.clock.advance(2_000);
  await world.settle();
  const proactive = await news();
  expect(proactive[0]).toMatchObject({
    conversation: { id: 'conversation-1' },
    recipient: { id: 'person-1' },
    from: { id: 'bot-1' },
  });
  expect(standing(proactive)).toMatchObject({ flow: 'code-reset' });
  expect(standing(proactive)?.state).not.toBe('awaiting-nir');
  expect(textOf(proactive)).toMatch(/e-mail|courrier/);

  const { link } = await world.mailTo(member);
  const reset = new Browser(world, { tenant: 'cpms', flow: 'new-code', source: '192.0.2.50' });
  await reset.get(`/l/${link}`);
  await reset.submit(reset.question!, {});
  await reset.submit(reset.question!, { newCode: '573920', confirmCode: '573920' });
  expect(reset.seen().text).toMatch(/enregistré|nouveau/i);

  expect(await world.product.worker.round()).toMatchObject({ failed: 0 });
  const said = JSON.stringify(service.posted);
  for (const secret of [member.nir, member.nir13, member.code, '573920']) expect(said).not.toContain(secret);
});

test('the conversation goes on after the server has started again, and a repeat from before it changes nothing (P11)', async () => {
  const conversation = { id: 'conversation-2' };
  const activity = { conversation, id: 'before-the-restart' };
  await say('obtenir mon code', activity);
  await world.restart();
  await listen();
  const again = await say('obtenir mon code', activity);
  expect(standing(again)).toMatchObject({ flow: 'code-reset', state: 'awaiting-nir' });
  const next = await say('recommencer au début', { conversation });
  expect(standing(next)).toMatchObject({ flow: 'front-door' });
});

test('a connector that was away when the page was done is told later, once', async () => {
  const conversation = { id: 'conversation-3' };
  const member = await world.somebody('cpms', 'ready');
  const page = await openPage(await say('jai perdu mon code', { conversation }));
  await page.submit(page.question!, { nir: member.nir });
  const before = service.posted.length;
  service.fail(401);
  world.clock.advance(2_000);
  await world.settle();
  expect(service.posted).toHaveLength(before);
  world.clock.advance(60_000);
  await world.settle();
  const told = await news();
  expect(standing(told)).toMatchObject({ flow: 'code-reset' });
  world.clock.advance(3_600_000);
  await world.settle();
  expect(service.posted.length - before).toBe(told.length);
});

test('when a letter is due and when it is late is posted once each, by whichever process runs then (X12, X23, P11)', async () => {
  const conversation = { id: 'conversation-4' };
  const page = await openPage(await say('jai perdu mon code', { conversation }));
  await page.submit(page.question!, { nir: world.nobody('cpms').nir });
  const posted = () =>
    service.posted
      .map(({ activity }) => activity)
      .filter((one) => one.type === 'message' && one.conversation?.id === conversation.id);
  const until = async (at: string) => {
    const before = posted().length;
    world.clock.set(Date.parse(at));
    await world.settle();
    return posted().slice(before);
  };
  world.clock.advance(2_000);
  await world.settle();
  expect(textOf(posted())).toMatch(/le jeudi 19 mars 2026.*« stop »/);

  await world.restart();
  await listen();
  expect(await until('2026-03-19T08:59:00Z')).toEqual([]);
  const due = await until('2026-03-19T09:00:00Z');
  expect(due).toHaveLength(1);
  expect(due[0]).toMatchObject({ conversation, recipient: { id: 'person-1' }, from: { id: 'bot-1' } });
  expect(due[0]!.text).toContain('attendue au plus tard');

  service.fail(...Array.from({ length: 12 }, () => 401));
  expect(await until('2026-03-20T09:00:00Z')).toEqual([]);
  service.mend();
  await world.restart();
  await listen();
  const late = await until('2026-03-20T09:05:00Z');
  expect(late).toHaveLength(1);
  expect(late[0]!.text).toContain('devrait être arrivée');
  expect(standing(late)?.choices.map(({ id }) => id)).toEqual(['yes', 'no', 'none-of-these']);
  expect(await until('2026-03-27T09:00:00Z')).toEqual([]);
});

test('nothing that was said, linked or typed stands in a log (P13)', () => {
  const log = world.logged.join('');
  for (const { activity } of service.posted) {
    const page = /\/l\/([\w-]{22,})/.exec(JSON.stringify(activity))?.[1];
    if (page) expect(log).not.toContain(page);
  }
  for (const secret of world.secrets) expect(log).not.toContain(secret);
  expect(world.leaks).toEqual([]);
});
