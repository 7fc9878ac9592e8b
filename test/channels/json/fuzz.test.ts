import fc from 'fast-check';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, Conversation, jsonApp } from '../../support/json-app.ts';
import { demoRow, type TestProduct, testProduct } from '../../support/product.ts';

let given: TestProduct;
let app: FastifyInstance;

beforeAll(async () => {
  given = await testProduct({ environment: { RATE_LIMITS: '0' } });
  app = await jsonApp(given.product);
});
afterAll(async () => {
  await app.close();
  await given.close();
});

/** Any text a client might send, with what tends to break parsers among it. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme-composite', maxLength: 20 }),
  fc.constantFrom(
    '\ud800',
    '\u0000',
    '__proto__',
    'constructor',
    '$&',
    '%00',
    '../..',
    '1e400',
    'null',
    '٣٤',
  ),
  fc.constantFrom(demoRow(1).nir, demoRow(1).code, 'stop', 'person', 'back', 'start-over', 'check-image'),
);
const names = fc.constantFrom(
  'nir',
  'code',
  'newCode',
  'confirmCode',
  'humanCheck',
  'mailCode',
  'followUp',
  'acceptTerms',
);
const json = fc.jsonValue({ maxDepth: 4 });
const deep = fc
  .integer({ min: 10, max: 4000 })
  .map((depth) => JSON.parse('['.repeat(depth) + ']'.repeat(depth)));
const values = fc.dictionary(fc.oneof(names, text), fc.oneof(text, fc.boolean(), json, deep), { maxKeys: 5 });
const answer = fc.oneof(
  values.map((given) => ({ values: given })),
  text.map((choice) => ({ choice })),
  json,
);
const turn = fc.oneof(fc.integer({ min: -2, max: 5 }), fc.double(), json);
const body = fc.oneof(
  fc.record({ turn, answer }, { requiredKeys: [] }),
  fc.record({ flow: text, locale: text, token: text, resumeCode: text }, { requiredKeys: [] }),
  json,
);
const raw = fc.oneof(
  body.map((value) => JSON.stringify(value)),
  body.map((value) => JSON.stringify(value).slice(0, -1)),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.integer({ min: 0, max: 60_000 }).map((length) => `{"flow":"${'x'.repeat(length)}"}`),
  fc.integer({ min: 1, max: 7_000 }).map((depth) => `{"turn":1,"answer":${'{"a":'.repeat(depth / 5)}1`),
  fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
);
const contentType = fc.oneof(
  { weight: 6, arbitrary: fc.constant('application/json') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'application/json; charset=latin1',
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      '',
      'é',
      ';',
      'application/problem+json',
    ),
  },
);
const path = fc.oneof(
  fc.constantFrom(
    '/api/v1/cpms/sessions',
    '/api/v1/session/answers',
    '/api/v1/session/hand-over',
    '/api/v1/session',
    '/api/v1/nobody/sessions',
  ),
  fc
    .string({ unit: 'binary-ascii', maxLength: 30 })
    .map((tenant) => `/api/v1/${encodeURIComponent(tenant)}/sessions`),
);
const printable = fc.string({ unit: fc.constantFrom(...'abcXYZ019 =;,-_*./é'), maxLength: 80 });

/** What the contract allows to be answered to anything at all. */
const expected = [200, 201, 400, 401, 404, 409, 413, 415, 429];

function checked({ status, headers, body }: Awaited<ReturnType<typeof ask>>) {
  expect(expected).toContain(status);
  expect(headers['cache-control']).toBe('no-store');
  if (status < 400) return;
  expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(body.status).toBe(status);
  expect(JSON.stringify(body)).not.toMatch(/at .*\.ts|node_modules|SyntaxError|RangeError/);
}

test('no request whatever makes the server fail: problems of the contract only, never a 500 or a stack', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        url: path,
        method: fc.constantFrom('POST', 'POST', 'POST', 'GET', 'PUT', 'DELETE', 'PATCH'),
        raw,
        contentType,
        printable,
      }),
      async ({ url, method, raw: payload, contentType: type, printable: header }) => {
        const headers = {
          'content-type': type,
          authorization: `Bearer ${header}`,
          'accept-language': header,
        };
        checked(await ask(app, { url, method: method as 'POST', headers, payload }));
      },
    ),
    { numRuns: 500 },
  );
});

test('no answer whatever makes a session fail, and none leaves it without a next turn', async () => {
  const flows = [
    'front-door',
    'sign-in',
    'code-reset',
    'change-code',
    'first-connection',
    'letter-status',
    'mail-code',
    'sign-in-help',
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...flows),
      fc.array(answer, { minLength: 1, maxLength: 5 }),
      async (flow, answers) => {
        const member = await Conversation.open(app, { flow });
        for (const sent of answers) {
          const before = member.view;
          const reply = await member.send(before.turn, sent);
          checked(reply);
          const { body } = await member.read();
          expect(body.view.turn).toBe(reply.status === 200 ? before.turn + 1 : before.turn);
          if (reply.status !== 200) expect(body.view).toEqual(before);
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('repeats and strays around real answers change nothing (P11)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(turn, answer), { maxLength: 4 }), async (strays) => {
      const member = await Conversation.open(app, { flow: 'code-reset' });
      await member.type({ nir: '12' });
      for (const [at, sent] of strays) {
        if (at === member.view.turn) continue;
        const reply = await member.send(at, sent);
        checked(reply);
        expect(reply.status === 200 ? at : reply.status).toBe(
          reply.status === 200 ? member.view.turn - 1 : reply.status,
        );
      }
      const shown = member.view;
      expect((await member.read()).body.view).toEqual(shown);
    }),
    { numRuns: 80 },
  );
});

test('a body that stops half way, or lies about its length, is a bad request at worst', async () => {
  const headers = { 'content-type': 'application/json', 'content-length': '5000' };
  const request: InjectOptions = {
    method: 'POST',
    url: '/api/v1/cpms/sessions',
    headers,
    payload: '{"flow":"sign-in"}',
  };
  checked(await ask(app, request));
});
