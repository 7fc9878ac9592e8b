/** What a provider is to the telephone: one object. A third one answers calls by it and by nothing else. */
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Access } from '../../../channels/ivr/parts.ts';
import type { Heard, Prompt } from '../../../channels/ivr/prompt.ts';
import { knownProviders } from '../../../channels/ivr/providers/known.ts';
import type { Provider as OurProvider } from '../../../channels/ivr/providers/provider.ts';
import { providerRoutes } from '../../../channels/ivr/routes.ts';
import type { Telephone } from '../../../channels/ivr/telephone.ts';
import { demoGuide, demoInsurer } from '../../support/insurer.ts';
import { dialects, type Provider } from '../../support/phone/dialects.ts';

/** Signed by naming the address, heard and said as plain text. */
const third: OurProvider = {
  id: 'third',
  title: 'A third',
  receives: 'text/plain',
  answers: { name: 'text', type: 'text/plain', schema: { type: 'string' } },
  sign: async ({ url }) => ({ 'x-signed': url }),
  async read({ url, query, headers, body }) {
    const [call, keys, status] = body.split(' ');
    if (headers['x-signed'] !== url || !call) return undefined;
    const { n: nonce } = query as { n?: string };
    return { heard: { call, ...(nonce && { nonce }), ...(keys && { keys }) }, ended: status === 'over' };
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
        expect.objectContaining({ provider: 'third', insurer: acs }),
      ],
    ]);
  });

  test('ends a call when it says so, and not before', async () => {
    for (const status of ['ringing', 'over'])
      expect((await post('/ivr/third/acs/status', `${status} 0 ${status}`)).statusCode).toBe(204);
    expect(ended.map(([call]) => call)).toEqual(['over']);
  });

  test('has what is not signed, of no insurer’s line, no call or no form of its turned away, with nothing said', async () => {
    const before = [received.length, ended.length];
    for (const path of ['', '/status'])
      for (const request of [
        post(`/ivr/third/acs${path}`, 'call-1 1 over', { signed: 'https://evil.example' }),
        post(`/ivr/third/nobody${path}`, 'call-1 1 over'),
        post(`/ivr/third/guide${path}`, 'call-1 1 over'),
        post(`/ivr/third/acs${path}`, ''),
        post(`/ivr/third/acs${path}`, 'call-1 1 over', { type: 'application/x-www-form-urlencoded' }),
        post(`/ivr/third/acs${path}`, 'x'.repeat(33_000)),
      ]) {
        const { statusCode, body } = await request;
        expect([statusCode, body]).toEqual([403, '']);
      }
    expect([received.length, ended.length]).toEqual(before);
  });
});

describe.each(knownProviders)('$id', ({ id, with: withSecret }) => {
  const { secret, call, status, ends, keys, silence, write, sign } = dialects[id as Provider];
  const url = `${publicUrl}/ivr/${id}/acs/status`;
  const read = (given: object) => {
    const body = { ...call('call-1'), ...given };
    const headers = sign({ secret, url, body, at: Date.now() });
    return withSecret(secret).read({ url, query: {}, headers, body: write(body) });
  };
  const toldBy = (word: string) => read(status(word));

  test('# with nothing before it is no silence, whether it is among the digits or ended them', async () => {
    const ending = id === 'twilio' ? { FinishedOnKey: '#' } : {};
    for (const given of [keys('#'), { ...keys(''), ...ending }])
      expect(await read(given)).toMatchObject({ heard: { hashAlone: true } });
    for (const given of [silence, keys('1'), keys('12#')])
      expect((await read(given))!.heard).not.toHaveProperty('hashAlone');
  });

  test.each([
    ...ends.map((word) => [word, true] as const),
    ...['ringing', 'in-progress', ''].map((word) => [word, false] as const),
  ])('a call that is « %s » has ended: %s', async (word, ended) => {
    expect(await toldBy(word)).toMatchObject({ heard: { call: 'call-1' }, ended });
  });

  test('signs as its service does, for the telephone of /dev', async () => {
    const provider = withSecret(secret);
    const body = write(call('call-1'));
    const headers = await provider.sign({ url, body }, Date.now());
    expect(await provider.read({ url, query: {}, headers, body })).toMatchObject({
      heard: { call: 'call-1' },
    });
    expect(await withSecret('another').read({ url, query: {}, headers, body })).toBeUndefined();
  });
});
