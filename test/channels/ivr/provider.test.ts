/** What a provider is to the telephone: one object. A third one answers calls by it and by nothing else. */
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Access } from '../../../channels/ivr/parts.ts';
import type { Heard, Prompt } from '../../../channels/ivr/prompt.ts';
import type { Provider } from '../../../channels/ivr/providers/provider.ts';
import { providerRoutes } from '../../../channels/ivr/routes.ts';
import type { Telephone } from '../../../channels/ivr/telephone.ts';
import { demoGuide, demoInsurer } from '../../support/insurer.ts';

/** Signed by naming the address, heard and said as plain text. */
const third: Provider = {
  id: 'third',
  title: 'A third',
  receives: 'text/plain',
  answers: { name: 'text', type: 'text/plain', schema: { type: 'string' } },
  async read({ url, query, headers, body }) {
    const [call, keys, status] = body.split(' ');
    if (headers['x-signed'] !== url || !call) return undefined;
    const { n: nonce } = query as { n?: string };
    return { heard: { call, ...(nonce && { nonce }), ...(keys && { keys }) }, status };
  },
  write: async ({ say }, { insurer, base }) =>
    `${insurer.name}: ${say.map(({ text }) => text).join(' ')} ${base}`,
};

const received: (readonly [Heard, Access])[] = [];
const ended: (readonly [string, Access])[] = [];
const prompt: Prompt = { locale: 'fr', say: [{ text: 'Bonjour.' }], next: { do: 'hang-up' }, nonce: '' };
const telephone: Telephone = {
  receive: async (...given) => {
    received.push(given);
    return prompt;
  },
  end: async (...given) => void ended.push(given),
};

const publicUrl = 'https://guichet.example';
const acs = demoInsurer('acs');
let app: FastifyInstance;
beforeAll(async () => {
  app = Fastify();
  const insurers = new Map([
    ['acs', acs],
    ['guide', demoGuide],
  ]);
  await app.register(async (own) => providerRoutes(own, third, telephone, { insurers, publicUrl }));
});
afterAll(() => app.close());

const post = (url: string, payload: string, { type = 'text/plain', signed = publicUrl + url } = {}) =>
  app.inject({ method: 'POST', url, payload, headers: { 'content-type': type, 'x-signed': signed } });

describe('a third provider', () => {
  test('is heard by its own reading of the webhook, and told in its own writing', async () => {
    const { statusCode, headers, body } = await post('/ivr/third/acs?n=asked', 'call-1 12');
    expect([statusCode, body]).toEqual([200, `ACS: Bonjour. ${publicUrl}/ivr/third/acs`]);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    });
    expect(received).toEqual([
      [
        { call: 'call-1', nonce: 'asked', keys: '12' },
        { provider: 'third', insurer: acs },
      ],
    ]);
  });

  test('ends a call by each word for an end, and by no other', async () => {
    for (const status of [
      'ringing',
      'in-progress',
      '',
      'completed',
      'busy',
      'failed',
      'no-answer',
      'canceled',
    ])
      expect((await post('/ivr/third/acs/status', `${status || 'none'} 0 ${status}`)).statusCode).toBe(204);
    expect(ended.map(([call]) => call)).toEqual(['completed', 'busy', 'failed', 'no-answer', 'canceled']);
  });

  test('has what is not signed, of no insurer’s line, no call or no form of its turned away, with nothing said', async () => {
    const before = [received.length, ended.length];
    for (const path of ['', '/status'])
      for (const request of [
        post(`/ivr/third/acs${path}`, 'call-1 1 completed', { signed: 'https://evil.example' }),
        post(`/ivr/third/nobody${path}`, 'call-1 1 completed'),
        post(`/ivr/third/guide${path}`, 'call-1 1 completed'),
        post(`/ivr/third/acs${path}`, ''),
        post(`/ivr/third/acs${path}`, 'call-1 1 completed', { type: 'application/x-www-form-urlencoded' }),
        post(`/ivr/third/acs${path}`, 'x'.repeat(33_000)),
      ]) {
        const { statusCode, body } = await request;
        expect([statusCode, body]).toEqual([403, '']);
      }
    expect([received.length, ended.length]).toEqual(before);
  });
});
