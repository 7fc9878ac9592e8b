import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { conversationOf } from '../../../channels/chat/botframework/received.ts';
import { assemble } from '../../../server/assemble.ts';
import { readConfig } from '../../../server/config.ts';
import {
  type BotServer,
  botServer,
  messageActivity,
  type NotTaken,
  type Replies,
} from '../../support/bot-server.ts';
import { type Connector, connector } from '../../support/connector.ts';
import { freshKeys } from '../../support/fresh-keys.ts';
import { type TestProduct, testProduct } from '../../support/product.ts';
import { botApp, type TokenIssuer, teamsService, tokenIssuer } from '../../support/token-issuer.ts';

let given: TestProduct;
let issuer: TokenIssuer;
let service: Connector;
/** With an app: only the service's tokens are good. */
let guarded: BotServer;
/** Without: whoever is on this machine. */
let open: BotServer;

beforeAll(async () => {
  // botbuilder tells the console what was wrong with a token.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  given = await testProduct();
  issuer = await tokenIssuer();
  service = await connector();
  const { bot } = given.product;
  guarded = await botServer({ bot, tenants: ['cpms'], app: botApp, authority: issuer.authority });
  open = await botServer({ bot, tenants: ['cpms'], host: '0.0.0.0' });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await Promise.all([guarded.app.close(), open.app.close(), issuer.close(), service.close()]);
  await given.close();
});

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const seconds = () => Math.floor(Date.now() / 1000);
const goodClaims = () => ({
  iss: 'https://api.botframework.com',
  aud: botApp.id,
  exp: seconds() + 3600,
  serviceurl: teamsService,
});
const asked = (more = {}) =>
  messageActivity('bonjour', { deliveryMode: 'expectReplies', serviceUrl: teamsService, ...more });

/** An unsigned or wrongly signed token, with claims that are all right. */
function handmade(header: object, signature: (signed: string) => string): string {
  const signed = `${part({ typ: 'JWT', kid: 'key-1', ...header })}.${part(goodClaims())}`;
  return `Bearer ${signed}.${signature(signed)}`;
}

describe('with an app, only tokens of the Bot Service are taken (issue 6)', () => {
  test('a good token is answered, and its key is read from the OpenID metadata', async () => {
    const { status, body } = await guarded.post<Replies>(asked(), {
      headers: { authorization: issuer.bearer() },
    });
    expect(status).toBe(200);
    expect(body.activities[0]).toMatchObject({ type: 'message', replyToId: expect.any(String) });
  });

  const bad: readonly (readonly [string, () => string | undefined])[] = [
    ['no token', () => undefined],
    ['an empty one', () => 'Bearer '],
    ['another scheme', () => issuer.bearer().replace('Bearer', 'Basic')],
    ['garbage', () => 'Bearer garbage'],
    ['three parts of garbage', () => 'Bearer a.b.c'],
    ['three parts of JSON that is no object', () => `Bearer ${part([])}.${part([])}.YQ`],
    ['a forged signature under a known key', () => issuer.bearer({ forged: true })],
    ['a signature cut off', () => issuer.bearer().replace(/\.[^.]*$/, '.')],
    ['a changed payload', () => changedPayload(issuer.bearer())],
    ['an unknown key', () => issuer.bearer({ header: { kid: 'key-2' } })],
    ['no key named', () => issuer.bearer({ header: { kid: undefined } })],
    ['an expired one', () => issuer.bearer({ claims: { exp: seconds() - 3600 } })],
    ['one without an end', () => issuer.bearer({ claims: { exp: undefined } })],
    ['one not valid yet', () => issuer.bearer({ claims: { nbf: seconds() + 3600 } })],
    ['another audience', () => issuer.bearer({ claims: { aud: 'another-bot' } })],
    ['several audiences', () => issuer.bearer({ claims: { aud: [botApp.id, 'another-bot'] } })],
    ['another issuer', () => issuer.bearer({ claims: { iss: 'https://sts.example' } })],
    ['another service’s address', () => issuer.bearer({ claims: { serviceurl: 'https://evil.example/' } })],
    ['no address of the service', () => issuer.bearer({ claims: { serviceurl: undefined } })],
    ['alg:none', () => handmade({ alg: 'none' }, () => '')],
    ['alg:none with a signature', () => handmade({ alg: 'none' }, () => 'YQ')],
    [
      'HS256 with the public key as its secret',
      () =>
        handmade({ alg: 'HS256' }, (signed) =>
          createHmac('sha256', issuer.publicKeyPem).update(signed).digest('base64url'),
        ),
    ],
    [
      'RS256 announced, HS256 signed',
      () =>
        handmade({ alg: 'RS256' }, (signed) =>
          createHmac('sha256', issuer.publicKeyPem).update(signed).digest('base64url'),
        ),
    ],
  ];

  test.each(bad)('%s gets 401 and says nothing to the bot', async (_what, token) => {
    const authorization = token();
    const receive = vi.spyOn(given.product.bot, 'receive');
    const { status, headers, body } = await guarded.post(asked(), {
      headers: authorization === undefined ? {} : { authorization },
    });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(body).toEqual({ error: { code: 'Unauthorized', message: expect.any(String) } });
    expect(receive).not.toHaveBeenCalled();
    receive.mockRestore();
  });

  test('a key serves the channels it is endorsed for, and no other', async () => {
    const headers = { authorization: issuer.bearer() };
    expect((await guarded.post(asked({ channelId: 'msteams' }), { headers })).status).toBe(200);
    expect((await guarded.post(asked({ channelId: 'slack' }), { headers })).status).toBe(401);
    expect((await guarded.post(asked({ channelId: 'AseChannel' }), { headers })).status).toBe(401);
  });

  describe('while the keys cannot be had', () => {
    let away: BotServer;
    beforeAll(async () => {
      const authority = { openIdMetadataUrl: 'http://127.0.0.1:9/metadata' };
      away = await botServer({ bot: given.product.bot, tenants: ['cpms'], app: botApp, authority });
    });
    afterAll(() => away.app.close());

    const header = part({ alg: 'RS256', kid: 'key-1' });
    const claims = () => part(goodClaims());

    test.each<[string, () => string]>([
      ['as it should be', () => issuer.bearer()],
      ['with a longer digest', () => issuer.bearer({ header: { alg: 'RS384' } })],
      ['with the longest digest', () => issuer.bearer({ header: { alg: 'RS512' } })],
      ['that ended within five minutes', () => issuer.bearer({ claims: { exp: seconds() - 240 } })],
    ])('a token %s is worth verifying: the sender is told to come back', async (_what, token) => {
      const { status, headers } = await away.post(asked(), { headers: { authorization: token() } });
      expect([status, headers.get('retry-after')]).toEqual([503, '2']);
    });

    test.each<[string, () => string]>([
      ['that ended before', () => issuer.bearer({ claims: { exp: seconds() - 360 } })],
      ['without an end', () => issuer.bearer({ claims: { exp: undefined } })],
      ['whose end is no number', () => issuer.bearer({ claims: { exp: String(seconds() + 3600) } })],
      ['for another bot', () => issuer.bearer({ claims: { aud: 'another-bot' } })],
      ['that names no key', () => issuer.bearer({ header: { kid: undefined } })],
      ['signed by nobody', () => handmade({ alg: 'none' }, () => 'YQ')],
      ['signed with a shared secret', () => handmade({ alg: 'HS256' }, () => 'YQ')],
      ['whose head is a list', () => `Bearer ${part([])}.${claims()}.YQ`],
      ['whose head is nothing', () => `Bearer bnVsbA.${claims()}.YQ`],
      ['whose head is no JSON', () => `Bearer YQ.${claims()}.YQ`],
      ['whose claims are a list', () => `Bearer ${header}.${part([])}.YQ`],
      ['whose claims are nothing', () => `Bearer ${header}.bnVsbA.YQ`],
      ['whose claims are a text', () => `Bearer ${header}.ImEi.YQ`],
      ['with something before it', () => `x${issuer.bearer()}`],
      ['with something after it', () => `${issuer.bearer()} x`],
    ])('a token %s is refused for good: no key would help it', async (_what, token) => {
      expect((await away.post(asked(), { headers: { authorization: token() } })).status).toBe(401);
    });
  });

  test('loopback is no way around the token, and no address to post to', async () => {
    const { serviceUrl } = service;
    const headers = { authorization: issuer.bearer({ claims: { serviceurl: serviceUrl } }) };
    const { status, body } = await guarded.post<NotTaken>(messageActivity('bonjour', { serviceUrl }), {
      headers,
    });
    expect([status, body.error.code]).toEqual([403, 'ServiceNotAllowed']);
    expect(service.posted).toEqual([]);
  });
});

describe('without an app, outside production, this machine alone is heard', () => {
  test('no token from loopback is answered, as is the empty one that emulators send', async () => {
    const activity = () => messageActivity('bonjour', { deliveryMode: 'expectReplies' });
    expect((await open.post(activity())).status).toBe(200);
    expect((await open.post(activity(), { headers: { authorization: 'Bearer ' } })).status).toBe(200);
  });

  test('a token that nobody can verify gets 401', async () => {
    const { status } = await open.post(asked(), { headers: { authorization: issuer.bearer() } });
    expect(status).toBe(401);
  });

  test.each([
    ['x-forwarded-for', '203.0.113.7'],
    ['forwarded', 'for=203.0.113.7'],
    ['x-forwarded-host', 'tunnel.example'],
  ])('what a tunnel forwards (%s) gets 401', async (name, value) => {
    expect((await open.post(asked(), { headers: { [name]: value } })).status).toBe(401);
  });

  test.each([
    ['localhost:3978', 200],
    ['127.0.0.1', 200],
    ['127.200.0.1', 200],
    ['[::1]:3978', 200],
    ['guichet.example', 401],
    ['127.0.0.1.rebound.example:3978', 401],
  ])('called %s, as a page elsewhere may call this machine, it gets %i', async (host, status) => {
    const body = JSON.stringify(messageActivity('bonjour', { deliveryMode: 'expectReplies' }));
    const asking = request(`${open.url}/api/messages/cpms`, {
      method: 'POST',
      headers: { host, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
    });
    asking.end(body);
    const [answer] = (await once(asking, 'response')) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(status);
  });

  const elsewhere = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal);

  test.skipIf(!elsewhere)('another address than loopback gets 401', async () => {
    const url = `${open.url.replace('127.0.0.1', elsewhere!.address)}/api/messages/cpms`;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked()),
    });
    expect(response.status).toBe(401);
  });

  test('nobody is written to later where our token would be asked for', async () => {
    const kept = async (serviceUrl: string) => {
      const conversation = { id: `later ${serviceUrl}` };
      await open.post(
        messageActivity('bonjour', { conversation, serviceUrl, deliveryMode: 'expectReplies' }),
      );
      const id = conversationOf({ type: 'message', channelId: 'test', conversation }, 'cpms');
      return (await given.product.conversations.load(id))?.address;
    };
    expect(await kept(teamsService)).toBeUndefined();
    expect(await kept(service.serviceUrl)).toMatchObject({ serviceUrl: service.serviceUrl });
  });

  test.each([
    'https://evil.example/',
    'https://smba.trafficmanager.net.evil.example/',
    'https://evil.example/smba.trafficmanager.net/',
    'https://evilbotframework.com/',
    'https://evil-smba.trafficmanager.net/',
    'https://user@smba.trafficmanager.net/',
    'https://:password@smba.trafficmanager.net/',
    'https://smba.trafficmanager.net:8443/',
    'http://smba.trafficmanager.net/',
    'http://169.254.169.254/metadata',
    'http://10.0.0.1:3000/',
    'http://[::ffff:10.0.0.1]/',
    'http://127.0.0.1.evil.example/',
    'file:///etc/passwd',
    'ftp://127.0.0.1/',
    'not an address',
    '',
  ])('nothing is posted to « %s » (SSRF)', async (serviceUrl) => {
    for (const deliveryMode of ['normal', 'expectReplies']) {
      const { status, body } = await open.post<NotTaken>(
        messageActivity('bonjour', { serviceUrl, deliveryMode }),
      );
      expect([status, body.error.code]).toEqual([403, 'ServiceNotAllowed']);
    }
  });

  test.each([
    'https://smba.trafficmanager.net/fr/',
    'https://europe.directline.botframework.com/',
    'https://apis.botapi.skype.com/',
    'https://smba.infra.gcc.teams.microsoft.com/gcc/',
    'http://localhost:56150/_connector',
    'http://[::1]:56150/_connector',
    'http://127.0.0.1:56150/_connector',
  ])('replies may go to « %s »', async (serviceUrl) => {
    const { status } = await open.post(
      messageActivity('bonjour', { serviceUrl, deliveryMode: 'expectReplies' }),
    );
    expect(status).toBe(200);
  });
});

describe('bad input is refused in the protocol’s words, never with 500', () => {
  const conversation = { id: 'c' };
  test.each<[string, unknown, number]>([
    ['no JSON', '{', 400],
    ['nothing', '', 400],
    ['a list', [], 400],
    ['a text', '"message"', 400],
    ['null', 'null', 400],
    ['no type', { conversation }, 400],
    ['a type that is no text', { type: 5, conversation }, 400],
    ['no conversation', { type: 'message' }, 400],
    ['a conversation without an id', { type: 'message', conversation: {} }, 400],
    ['a conversation that is no object', { type: 'message', conversation: 'c' }, 400],
    ['a text that is none', { type: 'message', conversation, text: { $ne: '' } }, 400],
    ['an id as long as a book', { type: 'message', conversation, id: 'x'.repeat(2000) }, 400],
    ['a prototype', '{"type":"message","conversation":{"id":"c"},"__proto__":{"x":1}}', 400],
    ['no place for the replies', { type: 'message', conversation }, 400],
    ['too much', { type: 'message', conversation, text: 'x'.repeat(200_000) }, 413],
  ])('%s', async (_what, body, expected) => {
    const answer = await open.post<NotTaken>(body);
    expect([answer.status, answer.body.error.code]).toEqual([expected, 'BadSyntax']);
  });

  test('another media type, method or insurer', async () => {
    const form = await open.post('a=b', { headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect(form.status).toBe(415);
    expect((await open.post(asked(), { path: '/api/messages/nobody' })).status).toBe(404);
    expect((await open.post(asked(), { path: '/api/messages/__proto__' })).status).toBe(404);
    expect((await fetch(`${open.url}/api/messages/cpms`)).status).toBe(404);
  });

  test.each(['typing', 'messageReaction', 'messageDelete', 'endOfConversation', 'event', 'trace', 'other'])(
    'a %s is taken and changes nothing',
    async (type) => {
      const receive = vi.spyOn(given.product.bot, 'receive');
      const { status, body } = await open.post(
        messageActivity('x', { type, serviceUrl: service.serviceUrl }),
      );
      expect([status, body]).toEqual([200, undefined]);
      expect(receive).not.toHaveBeenCalled();
      receive.mockRestore();
    },
  );

  test('an invoke that is nobody’s gets 501, as the protocol has it', async () => {
    const activity = messageActivity('', {
      type: 'invoke',
      name: 'task/fetch',
      serviceUrl: service.serviceUrl,
    });
    expect((await open.post(activity)).status).toBe(501);
  });
});

describe('in production', () => {
  const production = (dir: string, more: Record<string, string> = {}) =>
    readConfig({
      NODE_ENV: 'production',
      DATA_DIR: join(dir, 'production'),
      PUBLIC_URL: 'https://guichet.example',
      INSURERS_DIR: 'adapters/insurers/demo',
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'guichet@example.test',
      SECRET_KEYS: freshKeys(),
      ADMIN_TOKEN: 'x'.repeat(32),
      LOG_LEVEL: 'silent',
      ...more,
    });

  async function statusOf(config: ReturnType<typeof readConfig>): Promise<number[]> {
    const { app, product } = await assemble(config);
    const statuses = [];
    for (const url of ['/api/messages/cpms', '/api/messages'])
      statuses.push((await app.inject({ method: 'POST', url, payload: asked() })).statusCode);
    await app.close();
    await product.close();
    return statuses;
  }

  test('without an app the address does not exist; with one it asks for a token, from loopback too', async () => {
    expect(await statusOf(production(given.dir))).toEqual([404, 404]);
    const app = { BOT_APP_ID: botApp.id, BOT_APP_PASSWORD: botApp.password };
    expect(await statusOf(production(given.dir, app))).toEqual([401, 401]);
  });

  test('an app without its password, or a password without its app, stops the boot', () => {
    for (const key of ['BOT_APP_ID', 'BOT_APP_PASSWORD', 'BOT_TENANT_ID'])
      expect(() => production(given.dir, { [key]: 'x' })).toThrow(/BOT_APP_ID and BOT_APP_PASSWORD/);
  });

  test('the bot tells no program where the session stands', async () => {
    const quiet = await botServer({
      bot: given.product.bot,
      tenants: ['cpms'],
      app: botApp,
      authority: issuer.authority,
      production: true,
    });
    const activity = asked({ conversation: { id: 'production' } });
    const { body } = await quiet.post<Replies>(activity, { headers: { authorization: issuer.bearer() } });
    expect(body.activities.length).toBeGreaterThan(0);
    expect(JSON.stringify(body)).not.toContain('guichet"');
    await quiet.app.close();
  });
});

/** The first letter of the claims changed, the signature kept. */
function changedPayload(bearer: string): string {
  const [header, , signature] = bearer.split('.');
  return `${header}.${part({ ...goodClaims(), extra: true })}.${signature}`;
}
