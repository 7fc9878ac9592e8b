import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Served, served } from './served.ts';

interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly requestBody?: object;
  readonly parameters?: readonly { readonly name: string }[];
  readonly responses?: Readonly<Record<string, object>>;
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
  'GET /dev/outbox.json',
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
