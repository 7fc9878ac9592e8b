import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bot, Replied } from '../../../channels/chat/bot.ts';
import { deliver } from '../../../channels/chat/botframework/deliver.ts';
import { inFlight } from '../../../channels/chat/botframework/in-flight.ts';
import { patienceMs, poster } from '../../../channels/chat/botframework/poster.ts';
import type { Line } from '../../../channels/conversation/conversation.ts';
import { deliveryMs } from '../../../machines/engine/outbox.ts';
import { TooMany } from '../../../machines/errors.ts';
import { StoreUnavailable } from '../../../machines/ports/store.ts';
import {
  type BotServer,
  type BotServerOptions,
  botServer,
  messageActivity,
  type NotTaken,
  type Replies,
} from '../../support/bot-server.ts';
import { type ActivityJson, type Connector, connector } from '../../support/connector.ts';
import { type LoggedLine, type TestProduct, testProduct } from '../../support/product.ts';
import { botApp } from '../../support/token-issuer.ts';

let given: TestProduct;
let service: Connector;
const servers: BotServer[] = [];
let logged: LoggedLine[];

beforeEach(async () => {
  given = await testProduct();
  service = await connector();
  logged = [];
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const { app } of servers.splice(0)) await app.close();
  await service.close();
  await given.close();
});

async function serve(options: Partial<BotServerOptions> = {}): Promise<BotServer> {
  const at = (level: LoggedLine['level']) => (fields: Record<string, unknown>, message: string) =>
    void logged.push({ level, fields, message });
  const logger = { info: at('info'), warn: at('warn'), error: at('error') };
  const server = await botServer({ bot: given.product.bot, tenants: ['cpms'], logger, ...options });
  servers.push(server);
  return server;
}

/** The real bot, with something done before each message is taken. */
const delayed = (task: (text: string | undefined) => unknown): Bot => ({
  ...given.product.bot,
  receive: async (message) => {
    await task(message.text);
    return given.product.bot.receive(message);
  },
});

const sent = (text: string, more: ActivityJson = {}) =>
  messageActivity(text, { serviceUrl: service.serviceUrl, ...more });
const lineIds = () =>
  service.posted
    .filter(({ activity }) => activity.type === 'message')
    .map(({ activity }) => activity.channelData?.line);
const texts = () =>
  service.posted
    .map(({ activity }) => activity.text)
    .filter(Boolean)
    .join('\n');

describe('replies are posted to the connector', () => {
  test('in order, as answers to the activity, and the request is answered with nothing', async () => {
    const server = await serve();
    const activity = sent('jai perdu mon code');
    const { status, body } = await server.post(activity);
    expect([status, body]).toEqual([200, undefined]);
    expect(service.posted.length).toBeGreaterThan(1);
    for (const { path, activity: reply, authorization } of service.posted) {
      expect(path).toBe(`/v3/conversations/conversation-1/activities/${activity.id}`);
      expect(reply).toMatchObject({
        replyToId: activity.id,
        from: { id: 'bot-1' },
        recipient: { id: 'person-1' },
      });
      expect(authorization).toBeUndefined();
    }
    const order = lineIds().map((id) => Number(/\d+/.exec(id ?? '')?.[0]));
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test('an activity that is repeated posts nothing more, then or later (P11)', async () => {
    const server = await serve();
    const activity = sent('jai perdu mon code');
    await server.post(activity);
    const once = service.posted.length;
    const later = { ...activity, timestamp: '2026-03-11T09:00:15.000Z' };
    const again = await Promise.all([server.post(activity), server.post(later)]);
    expect(again.map(({ status }) => status)).toEqual([200, 200]);
    expect(service.posted).toHaveLength(once);
  });

  test('the same twice at once is handled once', async () => {
    const server = await serve();
    const activity = sent('jai perdu mon code');
    await Promise.all([server.post(activity), server.post(activity), server.post(activity)]);
    expect(texts()).toContain('Pour retrouver votre dossier');
    expect(new Set(lineIds()).size).toBe(lineIds().length);
  });

  test('another process on the same store posts the same lines under the same ids (P11)', async () => {
    const server = await serve();
    const activity = sent('jai perdu mon code');
    await server.post(activity);
    const first = lineIds();
    const other = await serve();
    await other.post(activity);
    expect(lineIds()).toEqual([...first, ...first]);
  });

  test('messages of one conversation are answered in the order in which they came', async () => {
    const server = await serve({
      bot: delayed(async (text) => text === 'obtenir mon code' && (await pause(80))),
    });
    await server.post(sent('bonjour'));
    const greeted = service.posted.length;
    await Promise.all([
      server.post(sent('obtenir mon code')),
      pause(20).then(() => server.post(sent('recommencer au début'))),
    ]);
    const flows = service.posted.slice(greeted).map(({ activity }) => activity.channelData?.guichet?.flow);
    expect(flows.indexOf('code-reset')).toBe(0);
    expect(flows.at(-1)).toBe('front-door');
  });

  test('two conversations do not wait for one another', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const server = await serve({ bot: delayed((text) => (text === 'lent' ? held : undefined)) });
    const slow = server.post(sent('lent'));
    const { status } = await server.post(sent('bonjour', { conversation: { id: 'conversation-2' } }));
    expect(status).toBe(200);
    release();
    expect((await slow).status).toBe(200);
  });
});

describe('when it takes long (Teams repeats after 15 s)', () => {
  test('the person sees that somebody writes, and the answer comes after it', async () => {
    const server = await serve({ bot: delayed(() => pause(1_100)) });
    await server.post(sent('bonjour'));
    const types = service.posted.map(({ activity }) => activity.type);
    expect(types[0]).toBe('typing');
    expect(types.slice(1)).not.toContain('typing');
    expect(types.length).toBeGreaterThan(1);
  });

  test('the request is answered first, the lines follow, and a repeat meanwhile changes nothing', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const server = await serve({ bot: delayed(() => held), answerWithinMs: 30 });
    const activity = sent('jai perdu mon code');
    expect((await server.post(activity)).status).toBe(202);
    expect((await server.post(activity)).status).toBe(202);
    expect(service.posted.filter(({ activity: { type } }) => type === 'message')).toEqual([]);
    release();
    await service.messages(2);
    await server.app.close();
    expect(texts()).toContain('Pour retrouver votre dossier');
    expect(new Set(lineIds()).size).toBe(lineIds().length);
  });

  const pressed = { name: 'adaptiveCard/action', value: { action: { data: { choice: 'door:code-reset' } } } };
  test.each<[string, ActivityJson, object]>([
    ['the replies', { deliveryMode: 'expectReplies' }, { activities: [expect.anything()] }],
    ['a button pressed on a card', { type: 'invoke', ...pressed }, { statusCode: 200 }],
  ])('whoever waits for the answer to %s gets it, however late', async (_what, more, answer) => {
    const server = await serve({ bot: delayed(() => pause(100)), answerWithinMs: 10 });
    const { status, body } = await server.post(sent('bonjour', more));
    expect(status).toBe(200);
    expect(body).toMatchObject(answer);
  });

  test('stopping waits for what is under way', async () => {
    const server = await serve({ bot: delayed(() => pause(150)), answerWithinMs: 10 });
    await server.post(sent('bonjour'));
    await server.app.close();
    const told = lineIds();
    expect(told.length).toBeGreaterThan(0);
    await given.settle();
    expect(lineIds()).toEqual(told);
  });
});

describe('when the connector fails', () => {
  test('a passing failure is tried again, and nothing is posted twice', async () => {
    const server = await serve();
    for (const status of [503, 429, 412, 0]) {
      service.fail(status);
      const { status: answered } = await server.post(sent('bonjour'));
      expect(answered).toBe(200);
    }
    // At once, not with the next answer.
    expect(logged.map(({ message }) => message)).not.toContain('an answer was not taken: it waits');
    expect(lineIds().length).toBeGreaterThanOrEqual(4);
    expect(new Set(lineIds()).size).toBe(lineIds().length);
  });

  test('what it never takes waits with the bot and is posted later, once, also after a repeat (P11)', async () => {
    const server = await serve();
    service.fail(401);
    const activity = sent('jai perdu mon code');
    expect((await server.post(activity)).status).toBe(200);
    expect((await server.post(activity)).status).toBe(200);
    expect(texts()).not.toContain('Pour retrouver votre dossier');
    await given.settle();
    expect(texts()).toContain('Pour retrouver votre dossier');
    expect(new Set(lineIds()).size).toBe(lineIds().length);
    await given.pass(60_000);
    expect(texts().match(/Pour retrouver votre dossier/g)).toHaveLength(1);
  });

  test('what it did not take after the request had been answered goes before the next answer', async () => {
    const server = await serve({ bot: delayed(() => pause(60)), answerWithinMs: 1 });
    service.fail(401);
    expect((await server.post(sent('jai perdu mon code'))).status).toBe(202);
    expect((await server.post(sent('merci'))).status).toBe(202);
    await service.messages(2);
    await server.app.close();
    expect(texts()).toMatch(/Pour retrouver votre dossier[\s\S]*Je vous en prie/);
  });

  test('what it refuses for good is passed over, and holds up neither the rest nor the next answer', async () => {
    const server = await serve();
    service.fail(400);
    expect((await server.post(sent('jai perdu mon code'))).status).toBe(200);
    expect(logged.map(({ message }) => message)).toEqual(['a message was refused for good: not told']);
    const rest = lineIds().length;
    expect(rest).toBeGreaterThan(0);
    service.fail(413);
    expect((await server.post(sent('merci'))).status).toBe(200);
    await given.pass(60_000);
    expect((await server.post(sent('bonjour'))).status).toBe(200);
    expect(texts()).toContain('Bonjour !');
    expect(new Set(lineIds()).size).toBe(lineIds().length);
  });

  test('what it has not answered when the process stops waits for the next one', async () => {
    const server = await serve({ answerWithinMs: 1, stopWithinMs: 100 });
    service.fail('silence');
    expect((await server.post(sent('jai perdu mon code'))).status).toBe(202);
    await pause(300);
    await server.app.close();
    expect(texts()).not.toContain('Pour retrouver votre dossier');
    await given.settle();
    expect(texts()).toContain('Pour retrouver votre dossier');
  });

  test('502 where the bot can reach nobody later: others read along', async () => {
    const server = await serve();
    service.fail(401);
    const conversation = { id: 'g', conversationType: 'groupChat' };
    const { status, body } = await server.post<NotTaken>(sent('bonjour', { conversation }));
    expect([status, body.error.code]).toEqual([502, 'ConnectorFailed']);
  });

  test('no log holds what was said: neither the words nor the page’s link nor a token (P13)', async () => {
    const server = await serve({ answerWithinMs: 1 });
    const receive = vi.spyOn(given.product.bot, 'receive');
    service.fail(401);
    await server.post(sent('jai perdu mon code'));
    await server.app.close();
    const { lines } = (await receive.mock.results[0]!.value) as Replied;
    const page = lines.find(({ link }) => link)?.link?.url;
    expect(page).toMatch(/\/l\/[\w-]{22,}/);
    expect(logged.map(({ message }) => message)).toEqual(['an answer was not taken: it waits']);
    expect(JSON.stringify(logged)).toMatch(/"reason":"NotTaken 401"/);
    expect(JSON.stringify(logged)).not.toContain(new URL(page!).pathname);
  });
});

test('of what was handled the last five thousand messages are known again, and no more', async () => {
  const flights = inFlight();
  let handled = 0;
  const handle = (key: number) => flights.once(`${key}`, async () => void handled++);
  for (let key = 0; key <= 5_000; key++) await handle(key);
  for (const key of [1, 5_000]) await handle(key);
  expect(handled).toBe(5_001);
  await handle(0);
  expect(handled).toBe(5_002);
});

test('a message whose answer failed is answered when the service sends it once more (P11)', async () => {
  let failures = 1;
  const server = await serve({
    bot: delayed(() => {
      if (failures-- > 0) throw new Error('a defect');
    }),
  });
  const activity = sent('jai perdu mon code');
  expect((await server.post(activity)).status).toBe(500);
  expect((await server.post(activity)).status).toBe(200);
  expect(texts()).toContain('Pour retrouver votre dossier');
});

describe('when nothing can be decided', () => {
  const failures: readonly (readonly [string, () => Error, RegExp, number])[] = [
    ['the store is away', () => new StoreUnavailable('away'), /renvoyer dans une minute/, 503],
    ['there are too many messages', () => new TooMany(30), /un peu plus tard/, 429],
  ];

  test.each(failures)(
    'and %s, the person is told so, and a program by the status',
    async (_what, error, words, code) => {
      const bot: Bot = { ...given.product.bot, receive: () => Promise.reject(error()) };
      const server = await serve({ bot });
      expect((await server.post(sent('bonjour'))).status).toBe(200);
      expect(texts()).toMatch(words);
      const { status, headers } = await server.post(sent('bonjour', { deliveryMode: 'expectReplies' }));
      expect(status).toBe(code);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    },
  );
});

describe('what is said unasked', () => {
  const line = (seq: number, text: string): Line => ({ seq, id: `line-${seq}`, at: 0, from: 'bot', text });
  const reference = () => ({
    channelId: 'msteams',
    serviceUrl: service.serviceUrl,
    locale: 'fr',
    conversation: {
      id: 'conversation-1',
      name: '',
      isGroup: false,
      conversationType: 'personal',
      tenantId: 't',
    },
    bot: { id: 'bot-1', name: '' },
    user: { id: 'person-1', name: '' },
  });

  test('goes to the stored place, as the bot, under the line’s id', async () => {
    const { connection } = await serve();
    await connection.outlet.send('c', reference(), {
      locale: 'fr',
      lines: [line(1, 'C’est fait.'), line(2, 'Bonne journée.')],
    });
    expect(service.posted).toHaveLength(1);
    expect(service.posted[0]!.path).toMatch(/^\/v3\/conversations\/conversation-1\/activities/);
    expect(service.posted[0]!.activity).toMatchObject({
      type: 'message',
      text: 'C’est fait.\n\nBonne journée.',
      from: { id: 'bot-1' },
      recipient: { id: 'person-1' },
      conversation: { id: 'conversation-1', conversationType: 'personal', tenantId: 't' },
      channelData: { line: 'line-2' },
    });
  });

  test('carries our own token where there is an app, fetched once for all', async () => {
    const { connection } = await serve({ app: botApp });
    const { AppCredentials } = createRequire(createRequire(import.meta.url).resolve('botbuilder'))(
      'botframework-connector',
    );
    const key = `${botApp.id}https://api.botframework.com-cache`;
    AppCredentials.cache.set(key, { accessToken: 'ours', expiresOn: new Date(Date.now() + 3_600_000) });
    vi.spyOn(connection, 'allows').mockReturnValue(true);
    const adapter = await connection.adapter();
    await adapter.proceed(reference(), async (context) => {
      await context.sendActivity('bonjour');
    });
    expect(service.posted[0]!.authorization).toBe('Bearer ours');
    AppCredentials.cache.delete(key);
  });

  test('fails loudly while the connector does, so that it is tried again; the words stay out of the error', async () => {
    const { connection } = await serve();
    service.fail(401);
    const telling = connection.outlet.send('c', reference(), {
      locale: 'fr',
      lines: [line(1, 'secret-of-the-line')],
    });
    await expect(telling).rejects.toThrow('the connector did not take the lines: NotTaken 401');
    await expect(telling).rejects.not.toThrow(/secret-of-the-line/);
  });

  test.each([403, 404])('is given up when the person is no longer there (%i)', async (status) => {
    const { connection } = await serve();
    service.fail(status);
    await connection.outlet.send('c', reference(), { locale: 'fr', lines: [line(1, 'x')] });
    expect(logged.map(({ message }) => message)).toEqual(['a conversation is no longer there: not told']);
  });

  test('is not posted to an address that is not allowed any more', async () => {
    const { connection } = await serve({ app: botApp });
    await connection.outlet.send('c', reference(), { locale: 'fr', lines: [line(1, 'x')] });
    expect(service.posted).toEqual([]);
    expect(logged).toHaveLength(1);
  });
});

describe('posting takes less than the worker waits for it, so that nothing is begun anew beside it', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test.each([
    ['answers nothing', false],
    ['takes each slowly', true],
  ])('where the connector %s', async (_what, takes) => {
    const sendActivity = () =>
      new Promise((resolve, reject) => {
        setTimeout(() => (takes ? resolve({}) : reject(new Error('away'))), patienceMs - 1);
      });
    const begun = performance.now();
    const given = deliver({ sendActivity } as never, Array(8).fill({}), () => {}).catch(() =>
      performance.now(),
    );
    await vi.advanceTimersByTimeAsync(3 * deliveryMs);
    const tookMs = Number(await given) - begun;
    expect(tookMs).toBeGreaterThan(patienceMs);
    expect(tookMs).toBeLessThan(deliveryMs);
  });
});

test('a connector that answers bit by bit, or a token that never comes, ends a try as silence does', async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(drip));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const never = () => new Promise<void>(() => {});
  for (const sign of [async () => {}, never]) {
    const { sendToConversation } = poster(`http://127.0.0.1:${port}`, sign, 150);
    await expect(sendToConversation('c', {})).rejects.toThrow('the connector does not answer');
  }
  server.closeAllConnections();
  server.close();
});

test('what could not be posted unasked goes before the next answer, wherever that is given', async () => {
  const server = await serve();
  const { bot, engine } = given.product;
  const receive = vi.spyOn(bot, 'receive');
  await server.post(sent('jai perdu mon code', { serviceUrl: undefined, deliveryMode: 'expectReplies' }));
  const { lines } = (await receive.mock.results[0]!.value) as Replied;
  const page = lines.find(({ link }) => link?.handOver)!.link!.url;
  const token = new URL(page).pathname.split('/').at(-1)!;
  const origin = { channel: 'web', source: '192.0.2.9' };
  const joined = await given.product.links.exchange(token, engine.mint(), origin, 'fr');
  await engine.answer({
    token: joined.token,
    turn: joined.view.turn,
    answer: { values: { nir: '184061305501228' } },
    origin,
  });
  await given.pass(2_000);
  const { body } = await server.post<Replies>(
    sent('merci', { serviceUrl: undefined, deliveryMode: 'expectReplies' }),
  );
  const said = body.activities.map(({ text }) => text).join('\n');
  expect(said).toMatch(/e-mail|courrier|lettre/);
});
