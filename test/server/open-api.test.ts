import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Served, served } from './served.ts';

interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly requestBody?: object;
  readonly parameters?: readonly { readonly name: string }[];
  readonly responses?: Readonly<Record<string, object>>;
}

interface Listed {
  readonly items: { readonly properties: object };
}

let server: Served;
let paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
beforeAll(async () => {
  server = await served();
  ({ paths } = (await server.ask<{ paths: typeof paths }>('GET', '/openapi.json')).body);
});
afterAll(() => server.close());

/** What programs may call, as the contract lists it; pages are for people. */
it.each([
  'POST /api/v1/{tenant}/sessions',
  'GET /api/v1/session',
  'POST /api/v1/session/answers',
  'POST /api/v1/session/hand-over',
  'POST /admin/v1/{tenant}/members/deactivate',
  'POST /admin/v1/{tenant}/members/import',
  'POST /admin/v1/letters/{id}/status',
  'POST /admin/v1/letters/{id}/resend',
  'GET /admin/v1/outbox',
  'POST /admin/v1/outbox/{id}/resend',
  'POST /api/messages/{tenant}',
  'POST /v3/directline/tokens/generate',
  'POST /v3/directline/conversations',
  'GET /v3/directline/conversations/{conversation}/activities',
  'POST /v3/directline/conversations/{conversation}/activities',
  'GET /v3/directline/conversations/{conversation}/stream',
  'POST /ivr/twilio/{tenant}',
  'POST /ivr/twilio/{tenant}/status',
  'POST /ivr/jambonz/{tenant}',
  'POST /ivr/jambonz/{tenant}/status',
  'GET /dev',
  'GET /dev/outbox',
  'GET /dev/phone',
  'GET /dev/wallet',
  'GET /dev/wallet/phone',
  'GET /dev/wallet/site',
  'GET /dev/outbox.json',
  'GET /dev/letters/{file}',
  'GET /dev/clock',
  'POST /dev/clock',
  'POST /dev/reset',
  'GET /dev/wallet.json',
  'POST /dev/wallet',
  'GET /healthz',
  'GET /readyz',
  'GET /metrics',
])('%s stands in /openapi.json (contract)', (operation) => {
  const [method = '', path = ''] = operation.split(' ');
  const told = paths[path]?.[method.toLowerCase()];
  expect(told?.summary).toMatch(/\S/);
  expect(told?.tags).toHaveLength(1);
});

it.each([
  ['POST /ivr/twilio/{tenant}', ['200', '403']],
  ['POST /ivr/twilio/{tenant}/status', ['204', '403', '503']],
  ['POST /ivr/jambonz/{tenant}', ['200', '403']],
  ['POST /ivr/jambonz/{tenant}/status', ['204', '403', '503']],
  ['POST /dev/clock', ['200', '400', '403', '413', '415']],
  ['POST /dev/reset', ['204', '400', '403', '413', '415']],
  ['POST /dev/wallet', ['200', '303', '400', '403', '404', '409', '413', '415']],
  ['GET /dev/letters/{file}', ['200', '404']],
])('%s answers as it is described: %j', (operation, statuses) => {
  const [method = '', path = ''] = operation.split(' ');
  expect(Object.keys(paths[path]?.[method.toLowerCase()]?.responses ?? {})).toEqual(statuses);
});

it.each([
  ['POST', '/ivr/twilio/cpms/status', 'application/x-www-form-urlencoded', '', 403],
  ['POST', '/ivr/jambonz/cpms/status', 'application/json', '{}', 403],
  ['POST', '/dev/clock', 'application/json', '{}', 400],
  ['POST', '/dev/clock', 'application/xml', '1', 415],
  ['POST', '/dev/reset', 'application/xml', '1', 415],
  ['POST', '/dev/wallet', 'application/json', '{}', 400],
  ['POST', '/dev/wallet', 'application/json', '{"id":"none","do":"scan"}', 404],
] as const)('%s %s of %s %j is refused with %i', async (method, url, type, payload, status) => {
  const refused = await server.ask(method, url, { headers: { 'content-type': type }, payload });
  expect(refused.status).toBe(status);
});

it('whatever takes a body describes how one that cannot be read is refused (contract)', async () => {
  const { session } = (await server.begin('cpms', { flow: 'sign-in' })).body;
  const payload = { tenant: 'cpms' };
  const chat = await server.ask<{ token: string; conversationId: string }>(
    'POST',
    '/v3/directline/tokens/generate',
    { payload },
  );
  const bearers = [
    ['/admin/', 'dev-admin'],
    ['/api/v1/session/', session],
    ['/v3/directline/', chat.body.token],
  ] as const;
  const unreadable = [
    ['application/json', '{'],
    ['application/json', JSON.stringify({ flow: 'x'.repeat(200_000) })],
    ['application/xml', '<a/>'],
  ] as const;
  const undescribed: string[] = [];
  for (const [path, { post }] of Object.entries(paths)) {
    if (!post) continue;
    const bearer = bearers.find(([prefix]) => path.startsWith(prefix))?.[1];
    const url = path
      .replace('{tenant}', 'cpms')
      .replace('{conversation}', chat.body.conversationId)
      .replace('{id}', 'none');
    for (const [type, payload] of unreadable) {
      const headers = { 'content-type': type, ...(bearer && { authorization: `Bearer ${bearer}` }) };
      const { status } = await server.ask('POST', url, { headers, payload });
      if (!post.responses?.[status]) undescribed.push(`${path} ${type} of ${payload.length}: ${status}`);
    }
  }
  expect(undescribed).toEqual([]);
});

it('the outbox is what is described of it', async () => {
  await server.ask('POST', '/dev/reset');
  const shape = paths['/dev/outbox.json']?.get?.responses?.['200'] as {
    content: { 'application/json': { schema: { properties: Record<string, Listed> } } };
  };
  const { properties } = shape.content['application/json'].schema;
  const outbox = await server.outbox();
  expect(Object.keys(properties)).toEqual(Object.keys(outbox));
  expect(Object.keys(properties.letters!.items.properties)).toEqual(Object.keys(outbox.letters[0]!));
});

it('what the wallet takes and tells is described, and the stream’s watermark', async () => {
  const { activations } = (await server.ask<{ activations: unknown[] }>('GET', '/dev/wallet.json')).body;
  expect(activations).toEqual([]);
  const body = JSON.stringify(paths['/dev/wallet']?.post?.requestBody);
  for (const word of ['id', 'do', 'scan', 'expire', 'wrong-sms', 'lost', 'incompatible'])
    expect(body).toContain(word);
  const answer = JSON.stringify(paths['/dev/wallet.json']?.get?.responses?.['200']);
  for (const word of ['activations', 'nationalId', 'qr', 'addCode', 'state']) expect(answer).toContain(word);
  const stream = paths['/v3/directline/conversations/{conversation}/stream']?.get;
  expect(stream?.parameters?.map(({ name }) => name).sort()).toEqual(['conversation', 't', 'watermark']);
});
