import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Overloaded, TooMany } from '../../../machines/errors.ts';
import { StoreUnavailable } from '../../../machines/ports/store.ts';
import { ask, Conversation, jsonApp, solutionOf, start } from '../../support/json-app.ts';
import { demoRow, HOUR, MINUTE, type TestProduct, testProduct } from '../../support/product.ts';

let given: TestProduct;
let app: FastifyInstance;

beforeEach(async () => {
  given = await testProduct();
  app = await jsonApp(given.product);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await app.close();
  await given.close();
});

const { nir, code } = demoRow(1);

describe('starting (contract)', () => {
  test('201 with a bearer secret of 128 bits or more and the first view; front-door without a flow, or without a body', async () => {
    for (const request of [{ payload: {} }, {}]) {
      const { status, body, headers } = await ask(app, {
        method: 'POST',
        url: '/api/v1/acs/sessions',
        ...request,
      });
      expect(status).toBe(201);
      expect(body.session).toMatch(/^[\w-]{22,}$/);
      expect(body.view).toMatchObject({ turn: 1, flow: 'front-door', fields: [] });
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  test.each([
    'front-door',
    'sign-in',
    'code-reset',
    'new-code',
    'first-connection',
    'change-code',
    'sign-in-help',
    'letter-status',
    'information',
    'email-registration',
    'care-request',
    'mail-code',
    'person',
  ])('the guide, which has no members, has no flow %s to start', async (flow) => {
    expect(problemOf(await start(app, { tenant: 'ecps', flow }))).toEqual([404, 'flow-unknown']);
  });

  test('the guide starts its own flow, named or not, and the insurers offer it too', async () => {
    for (const opening of [{ tenant: 'ecps' }, { tenant: 'ecps', flow: 'ecps' }, { flow: 'ecps' }])
      expect((await start(app, opening)).body.view).toMatchObject({ turn: 1, flow: 'ecps' });
  });

  test.each(['ecps', 'cpms'])('whoever asks %s for its contacts is told nothing empty', async (tenant) => {
    const member = await Conversation.open(app, { tenant });
    const { contacts, messages } = await member.choose('information.contacts');
    expect(contacts?.length).toBeGreaterThan(0);
    expect(messages[0]).toMatchObject({ id: 'information.contacts' });
    for (const { text } of messages) expect(text.trim()).not.toBe('');
    expect((await member.choose('back')).turn).toBe(3);
  });

  test('a flow of the front door starts from it', async () => {
    const member = await Conversation.open(app, {});
    expect(await member.choose('code-reset')).toMatchObject({ turn: 2, flow: 'code-reset' });
  });

  test.each([
    [{ tenant: 'nobody' }, 404, 'tenant-unknown'],
    [{ tenant: '__proto__' }, 404, 'tenant-unknown'],
    [{ flow: 'no-such-flow' }, 404, 'flow-unknown'],
    [{ flow: 'constructor' }, 404, 'flow-unknown'],
    [{ flow: 'credentials' }, 404, 'flow-unknown'],
    [{ flow: 'lockout' }, 404, 'flow-unknown'],
    [{ flow: 'person' }, 404, 'flow-unknown'],
    [{ flow: 'new-code' }, 400, 'token-needed'],
    [{ token: 'x', resumeCode: '12345678' }, 400, 'malformed'],
    [{ token: 'unknown' }, 404, 'link-spent'],
    [{ resumeCode: '12345678' }, 404, 'code-unknown'],
    [{ locale: 'de' as 'fr' }, 400, 'malformed'],
    [{ flow: 5 as never }, 400, 'malformed'],
    [{ lang: 'fr' } as never, 400, 'malformed'],
  ])('%j is refused with %i %s', async (opening, status, problem) => {
    expect(problemOf(await start(app, opening))).toEqual([status, problem]);
  });

  test.each([
    [undefined, undefined, 'fr'],
    [undefined, 'en-GB,fr;q=0.5', 'en'],
    [undefined, 'de, en;q=0.3, fr;q=0.7', 'fr'],
    [undefined, 'en;q=0, *', 'fr'],
    ['fr', 'en', 'fr'],
    ['en', 'fr', 'en'],
  ])('locale %s and Accept-Language %s speak %s', async (locale, header, spoken) => {
    const { body } = await ask(app, {
      method: 'POST',
      url: '/api/v1/cpms/sessions',
      headers: header === undefined ? {} : { 'accept-language': header },
      payload: { flow: 'sign-in', ...(locale && { locale }) },
    });
    expect(body.view.fields[0]!.label).toBe(
      spoken === 'fr' ? 'N° de Sécurité Sociale' : 'Social security number',
    );
  });
});

describe('turns (contract, P11, P12)', () => {
  test('the last accepted turn again gets the recorded view, whatever the answer', async () => {
    const member = await Conversation.open(app, { flow: 'code-reset' });
    const first = await member.type({ nir });
    for (const answer of [
      { values: { nir } },
      { values: {} },
      { values: { nope: 'x' } },
      { choice: 'nonsense' },
    ]) {
      const again = await member.send(1, answer);
      expect([again.status, again.body.view]).toEqual([200, first]);
    }
    await given.settle();
    expect(await given.outbox.mails()).toHaveLength(1);
  });

  test.each<{ [key: string]: unknown }>([
    { answer: { values: { nir: 5 } } },
    { answer: { values: { nir: null } } },
    { answer: { choice: 5 } },
    { answer: {} },
    { answer: 'x' },
    { answer: null },
    { answer: [] },
    { answer: { values: {}, choice: 'stop' } },
    {},
    { answer: { choice: 'stop' }, more: true },
  ])('the last accepted turn again with %j gets the recorded view, whatever else is sent', async (rest) => {
    const member = await Conversation.open(app, { flow: 'code-reset' });
    const first = await member.type({ nir });
    const again = await member.post({ turn: 1, ...rest });
    expect([again.status, again.body.view]).toEqual([200, first]);
    expect((await member.read()).body.view).toEqual(first);
    // No other turn is answered for that: neither the one asked now nor any before.
    for (const turn of [2, 0, 7]) expect((await member.post({ turn, ...rest })).status).toBeGreaterThan(399);
  });

  test.each(['1', 1.5, null, true, undefined])(
    'the last turn sent as %j is malformed: it is no integer',
    async (turn) => {
      const member = await Conversation.open(app, { flow: 'code-reset' });
      await member.type({ nir });
      expect(problemOf(await member.post({ turn, answer: {} }))).toEqual([400, 'malformed']);
      expect(problemOf(await member.post([{ turn: 1 }]))).toEqual([400, 'malformed']);
    },
  );

  test('without the session nobody is told what was recorded', async () => {
    const member = await Conversation.open(app, { flow: 'code-reset' });
    await member.type({ nir });
    const other = await Conversation.open(app, {});
    member.session = member.session.slice(0, 22) + other.session.slice(22);
    const { status, body } = await member.post({ turn: 1 });
    expect(status).toBeGreaterThan(399);
    expect(body.view).toBeUndefined();
  });

  test('any other turn gets 409 and the present view', async () => {
    const member = await Conversation.open(app, { flow: 'code-reset' });
    await member.type({ nir: '12' });
    await member.type({ nir: '13' });
    for (const turn of [1, 0, -1, 4, 999_999_999]) {
      const stale = await member.send(turn, { values: { nir } });
      expect(problemOf(stale)).toEqual([409, 'stale-turn']);
      expect(stale.body.view).toEqual(member.view);
    }
  });

  test.each<{ [key: string]: unknown }>([
    { values: { nir: 5 } },
    { values: { nir: null } },
    { choice: 5 },
    { choice: 'nonsense' },
    { values: { nope: 'x' } },
  ])('any other turn with %j is stale all the same, but to no malformed body', async (answer) => {
    const member = await Conversation.open(app, { flow: 'code-reset' });
    await member.type({ nir: '12' });
    await member.type({ nir: '13' });
    const stale = await member.send(1, answer);
    expect(problemOf(stale)).toEqual([409, 'stale-turn']);
    expect(stale.body.view).toEqual(member.view);
    for (const malformed of [
      { answer: {} },
      { answer: null },
      { answer: { choice: 'stop' }, more: true },
      {},
    ])
      expect(problemOf(await member.post({ turn: 1, ...malformed }))).toEqual([400, 'malformed']);
  });

  test('a refused value is 200 with an error and the next turn', async () => {
    const member = await Conversation.open(app, { flow: 'code-reset' });
    expect(await member.type({ nir: '12' })).toMatchObject({
      turn: 2,
      error: { id: 'nir-invalid', field: 'nir' },
    });
    expect(await member.type({})).toMatchObject({ turn: 3, error: { id: 'nir-invalid' } });
  });

  test.each<{ [key: string]: unknown }>([
    { choice: 'not-a-choice' },
    { choice: '' },
    { choice: 5 },
    { values: { nir: 5 } },
    { values: { nir: null } },
    { values: { nir: [nir] } },
    { values: { nir: true } },
    { values: { nir, code: '123456' } },
    { values: { nir }, choice: 'stop' },
    { values: { constructor: 'x' } },
    { values: { toString: 'x' } },
  ])('%j is not offered, and changes nothing', async (answer) => {
    const member = await Conversation.open(app, { flow: 'code-reset' });
    expect(problemOf(await member.send(1, answer))).toEqual([400, 'not-offered']);
    const { body } = await member.read();
    expect(body.view).toMatchObject({ turn: 1, state: 'awaiting-nir' });
    expect((await member.type({ nir })).outcome).toBe('code-requested');
  });

  test('a value that is merely too long is refused in words, and what the question goes on with is what comes next', async () => {
    const member = await Conversation.open(app, { flow: 'email-registration' });
    const details = { company: '', firstName: 'Paul', nir, email: 'p@example.test' };
    const refused = await member.type({ ...details, lastName: 'x'.repeat(1_001) });
    expect(refused).toMatchObject({
      turn: 2,
      state: 'awaiting-details',
      error: { id: 'text-too-long', field: 'lastName' },
    });
    const taken = await member.type({ ...details, lastName: 'x'.repeat(1_000) });
    expect([taken.turn, taken.error]).toEqual([3, undefined]);
    const other = await Conversation.open(app, { flow: 'sign-in' });
    const secret = await other.type({ nir, code: '1'.repeat(1_001) });
    expect(secret).toMatchObject({ turn: 2, error: { id: 'text-too-long', field: 'code' } });
    expect(problemOf(await other.send(2, { values: { nir: 'x'.repeat(20_000) } }))).toEqual([
      413,
      'too-large',
    ]);
  });

  test('values where nothing is asked are not offered', async () => {
    const member = await Conversation.open(app, {});
    expect(problemOf(await member.send(1, { values: {} }))).toEqual([400, 'not-offered']);
  });

  test.each([
    { answer: undefined },
    { answer: null },
    { answer: 'x' },
    { answer: {} },
    { answer: [] },
    { answer: { values: 5 } },
    { answer: { value: {} } },
  ])('$answer as an answer is malformed', async ({ answer }) => {
    const member = await Conversation.open(app, {});
    expect(problemOf(await member.send(1, answer))).toEqual([400, 'malformed']);
  });

  test.each(['1', 1.5, null, undefined, {}, true])('the turn %j is malformed', async (turn) => {
    const member = await Conversation.open(app, {});
    expect(problemOf(await member.send(turn, { choice: 'sign-in' }))).toEqual([400, 'malformed']);
  });

  test('of many answers to one turn at once, one is taken and all see what came of it', async () => {
    const member = await Conversation.open(app, { flow: 'code-reset' });
    const replies = await Promise.all(Array.from({ length: 10 }, () => member.send(1, { values: { nir } })));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    for (const { body } of replies) expect(body).toEqual(replies[0]!.body);
    await given.settle();
    expect(await given.outbox.mails()).toHaveLength(1);
  });

  test('a timer moves the turn: the answer to the question before it is stale', async () => {
    const { product } = given;
    const member = await Conversation.open(app, { flow: 'sign-in' });
    for (let i = 0; i < 3; i++) await member.type({ nir, code: '111112' });
    const waiting = await member.choose('check-wait');
    given.clock.advance(MINUTE);
    const stale = await member.send(waiting.turn, { choice: 'back' });
    expect(problemOf(stale)).toEqual([409, 'stale-turn']);
    expect(stale.body.view.turn).toBe(waiting.turn + 1);
    // Heard already by that answer: the worker finds nothing left to do to it.
    await given.settle();
    expect((await member.read()).body.view).toEqual(stale.body.view);
    expect(product.config.production).toBe(false);
  });

  test('an ended session stays readable for ten minutes, and takes no answer', async () => {
    const member = await Conversation.open(app, { flow: 'sign-in' });
    const ended = await member.choose('stop');
    expect((await member.read()).body.view).toEqual(ended);
    expect(problemOf(await member.send(ended.turn, { choice: 'stop' }))).toEqual([400, 'not-offered']);
    given.clock.advance(10 * MINUTE);
    expect(problemOf(await member.read())).toEqual([401, 'session-unknown']);
  });
});

describe('the bearer secret (contract)', () => {
  test.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Bearer short',
    `Bearer ${'a'.repeat(65)}`,
    `Bearer ${'a'.repeat(4_000)}`,
    'Basic dXNlcjpwYXNz',
    'Bearer é',
  ])('%s is no session: 401 with WWW-Authenticate', async (authorization) => {
    const headers = authorization === undefined ? {} : { authorization };
    for (const request of [
      { method: 'GET', url: '/api/v1/session' },
      { method: 'POST', url: '/api/v1/session/answers', payload: { turn: 1, answer: { choice: 'stop' } } },
      { method: 'POST', url: '/api/v1/session/hand-over' },
    ] as const) {
      const reply = await ask(app, { ...request, headers });
      expect(problemOf(reply)).toEqual([401, 'session-unknown']);
      expect(reply.headers['www-authenticate']).toMatch(/^Bearer/);
    }
  });

  test('another secret with the right id opens nothing', async () => {
    const member = await Conversation.open(app, {});
    const other = await Conversation.open(app, {});
    member.session = member.session.slice(0, 22) + other.session.slice(22);
    expect(problemOf(await member.read())).toEqual([401, 'session-unknown']);
  });

  test('the scheme is read without regard to case', async () => {
    const { session } = await Conversation.open(app, {});
    const reply = await ask(app, { url: '/api/v1/session', headers: { authorization: `bearer ${session}` } });
    expect(reply.status).toBe(200);
  });
});

describe('hand-over and resume code (X11, X20, P04)', () => {
  test('a resume code joins the same session at the same step, once, for ten minutes', async () => {
    const member = await Conversation.open(app, { flow: 'code-reset' });
    await member.type({ nir: '12' });
    const { status, body } = await member.handOver();
    expect(status).toBe(201);
    expect(body.resumeCode).toMatch(/^\d{8}$/);
    expect(Date.parse(body.expiresAt)).toBe(given.clock.now() + 10 * MINUTE);
    const spaced = `${body.resumeCode.slice(0, 4)} ${body.resumeCode.slice(4)}`;
    expect(problemOf(await start(app, { tenant: 'acs', resumeCode: spaced }))).toEqual([404, 'code-unknown']);
    const joined = await Conversation.open(app, { resumeCode: spaced });
    expect(joined.session).not.toBe(member.session);
    expect(joined.view).toEqual((await member.read()).body.view);
    expect(problemOf(await start(app, { resumeCode: spaced }))).toEqual([404, 'code-unknown']);
    await joined.type({ nir });
    expect((await member.read()).body.view).toMatchObject({ turn: 3 });
  });

  test('its link does the same, and expires', async () => {
    const member = await Conversation.open(app, { flow: 'code-reset' });
    const first = (await member.handOver()).body;
    const second = (await member.handOver()).body;
    expect(problemOf(await start(app, { token: first.token }))).toEqual([404, 'link-spent']);
    expect((await start(app, { tenant: 'acs', token: second.token })).status).toBe(404);
    const joined = await Conversation.open(app, { token: second.token });
    expect(joined.view).toEqual((await member.read()).body.view);
    const third = (await member.handOver()).body;
    given.clock.advance(10 * MINUTE);
    expect(problemOf(await start(app, { token: third.token }))).toEqual([404, 'link-expired']);
    expect(problemOf(await start(app, { resumeCode: third.resumeCode }))).toEqual([404, 'code-unknown']);
  });

  test('proof gained by the one who joined is theirs alone: the other learns handed-over (X20, P14)', async () => {
    const chat = await Conversation.open(app, { flow: 'sign-in' });
    const { resumeCode } = (await chat.handOver()).body;
    const browser = await Conversation.open(app, { resumeCode });
    expect((await browser.type({ nir, code })).outcome).toBe('connected');
    expect((await browser.read()).body.view.outcome).toBe('connected');
    const { body } = await chat.read();
    expect(body.view).toMatchObject({ outcome: 'handed-over', fields: [], choices: [] });
    expect(body.view.messages[0]!.text).not.toMatch(/connect/);
  });

  describe('from a source that guesses', () => {
    const wrong = '00000000';
    const guess = (source: string, more: object = {}) => start(app, { resumeCode: wrong, source, ...more });
    async function guessed(source: string, times: number) {
      for (let i = 0; i < times; i++) expect(problemOf(await guess(source))).toEqual([404, 'code-unknown']);
    }
    /** What the next try must bring: asked for by a try without. */
    async function solved(source: string) {
      const { body } = await guess(source);
      return { humanCheck: await solutionOf(body.check.challenge), checkToken: body.check.token };
    }

    test('the sixth code needs a human check, right or wrong; with one it joins (X11)', async () => {
      const source = '203.0.113.77';
      const { resumeCode } = (await (await Conversation.open(app, {})).handOver()).body;
      await guessed(source, 5);
      const refused = await start(app, { resumeCode, source });
      expect(problemOf(refused)).toEqual([429, 'check-required']);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(600);
      const { check } = refused.body;
      const unsolved = { humanCheck: 'bm9uc2Vuc2U=', checkToken: check.token };
      expect(problemOf(await start(app, { resumeCode, source, ...unsolved }))).toEqual([
        429,
        'check-required',
      ]);
      const forged = {
        humanCheck: await solutionOf(check.challenge),
        checkToken: `${check.token.slice(0, -4)}AAAA`,
      };
      expect(problemOf(await start(app, { resumeCode, source, ...forged }))).toEqual([429, 'check-required']);
      const humanCheck = await solutionOf(check.challenge);
      const joined = await start(app, { resumeCode, source, humanCheck, checkToken: check.token });
      expect(joined.status).toBe(201);
      // Good once (P04): a second code needs another.
      const again = await guess(source, { humanCheck, checkToken: check.token });
      expect(problemOf(again)).toEqual([429, 'check-required']);
    });

    test('every insurer’s door counts the same guesses (X11)', async () => {
      const source = '203.0.113.80';
      const tenants = ['cpms', 'acs', 'abela', 'cpms', 'acs'];
      for (const tenant of tenants)
        expect(problemOf(await guess(source, { tenant }))).toEqual([404, 'code-unknown']);
      for (const tenant of ['cpms', 'acs', 'abela'])
        expect(problemOf(await guess(source, { tenant }))).toEqual([429, 'check-required']);
    });

    test('after ten wrong ones nothing is taken, check or not, until no code of that time lives (X11)', async () => {
      const source = '203.0.113.79';
      const { resumeCode } = (await (await Conversation.open(app, {})).handOver()).body;
      await guessed(source, 5);
      for (let i = 0; i < 5; i++)
        expect(problemOf(await guess(source, await solved(source)))).toEqual([404, 'code-unknown']);
      const refused = await start(app, { resumeCode, source });
      expect(problemOf(refused)).toEqual([429, 'too-many']);
      expect(refused.body.check).toBeUndefined();
      expect((await start(app, { resumeCode, source: '203.0.113.78' })).status).toBe(201);
      given.clock.advance(10 * MINUTE);
      expect(problemOf(await start(app, { resumeCode, source }))).toEqual([404, 'code-unknown']);
    });
  });

  test('right codes are not counted', async () => {
    for (let i = 0; i < 8; i++) {
      const member = await Conversation.open(app, {});
      const { resumeCode } = (await member.handOver()).body;
      expect((await start(app, { resumeCode })).status).toBe(201);
    }
  });

  test('a session handed over rests for 24 h (X23)', async () => {
    const member = await Conversation.open(app, { flow: 'code-reset' });
    await member.handOver();
    await given.pass(23 * HOUR);
    expect((await member.read()).body.view.turn).toBe(1);
  });
});

describe('problems (contract)', () => {
  const sessions = { method: 'POST', url: '/api/v1/cpms/sessions' } as const;

  test.each([
    ['no JSON', 'application/json', '{', 400],
    ['a poisoned prototype', 'application/json', '{"__proto__":{"x":1}}', 400],
    ['an array', 'application/json', '[]', 400],
    ['null', 'application/json', 'null', 400],
    ['a text', 'text/plain', 'x', 415],
    ['a form', 'application/x-www-form-urlencoded', 'flow=sign-in', 415],
    ['XML', 'application/xml', '<a/>', 415],
    ['a nonsense type', ';;;', 'x', 415],
    ['too much', 'application/json', JSON.stringify({ flow: 'x'.repeat(20_000) }), 413],
  ])('%s as %s is refused', async (_what, type, payload, status) => {
    const reply = await ask(app, { ...sessions, headers: { 'content-type': type }, payload });
    expect(reply.status).toBe(status);
    problemOf(reply);
  });

  test('what is not there is 404, in the same form', async () => {
    for (const url of ['/api/v1/nothing', '/api/v1/session/answers', '/api/v1/cpms/sessions/x'])
      expect(problemOf(await ask(app, { url }))).toEqual([404, 'not-found']);
  });

  test.each([
    [new TooMany(12.3), 429, '13'],
    [new StoreUnavailable('away'), 503, '2'],
    [new Overloaded(3), 503, '3'],
  ])('%s says when to come back', async (error, status, seconds) => {
    const member = await Conversation.open(app, { flow: 'sign-in' });
    vi.spyOn(given.product.engine, 'answer').mockRejectedValue(error);
    const reply = await member.send(1, { values: { nir, code } });
    expect(problemOf(reply)[0]).toBe(status);
    expect(reply.headers['retry-after']).toBe(seconds);
  });

  test('a defect of ours is a 500 that tells nothing', async () => {
    const member = await Conversation.open(app, {});
    vi.spyOn(given.product.engine, 'resume').mockRejectedValue(new Error('a secret at /some/path'));
    const reply = await member.read();
    expect(reply.status).toBe(500);
    expect(JSON.stringify(reply.body)).not.toMatch(/secret|path|stack/);
  });

  test('a NIR sent by mistake as a name is not repeated (P13)', async () => {
    const member = await Conversation.open(app, { flow: 'code-reset' });
    for (const answer of [
      { values: { [nir]: 5 } },
      { values: { [nir]: 'x' } },
      { [nir]: 1 },
      { choice: nir },
    ]) {
      const { body } = await member.send(1, answer);
      expect(JSON.stringify(body)).not.toContain(nir.slice(0, 10));
    }
    expect(JSON.stringify(given.logged)).not.toContain(nir.slice(0, 10));
  });
});

describe('the description (contract)', () => {
  test('OpenAPI 3.1 with every operation, its problems, bearer security and examples', async () => {
    const described = await app.inject('/openapi.json');
    const body = described.json();
    expect([described.statusCode, body.openapi]).toEqual([200, '3.1.0']);
    expect(Object.keys(body.paths).sort()).toEqual([
      '/api/v1/session',
      '/api/v1/session/answers',
      '/api/v1/session/hand-over',
      '/api/v1/{tenant}/sessions',
    ]);
    const answering = body.paths['/api/v1/session/answers'].post;
    expect(Object.keys(answering.responses)).toEqual([
      '200',
      '400',
      '401',
      '409',
      '413',
      '415',
      '429',
      '503',
    ]);
    expect(answering.security).toEqual([{ session: [] }]);
    expect(answering.requestBody.content['application/json'].examples).toBeDefined();
    expect(answering.responses['409'].content['application/problem+json'].schema.$ref).toBe(
      '#/components/schemas/StaleProblem',
    );
    expect(body.components.securitySchemes.session).toMatchObject({ type: 'http', scheme: 'bearer' });
  });

  test('names every flow, field, choice, error and problem that a client may meet', async () => {
    const { components } = (await app.inject('/openapi.json')).json();
    const { flow, fields, choices, error } = components.schemas.View.properties;
    const ids = (list: string) => list.split(', ');
    expect(flow.enum).toEqual(
      expect.arrayContaining(
        ids(
          'front-door, sign-in, code-reset, new-code, first-connection, change-code, sign-in-help, ecps, information, email-registration, care-request, letter-status, mail-code, person',
        ),
      ),
    );
    expect(flow.enum).not.toContain('credentials');
    expect(fields.items.properties.name.enum).toEqual(
      expect.arrayContaining(
        ids(
          'nir, code, currentCode, newCode, confirmCode, humanCheck, mailCode, followUp, email, company, lastName, firstName, acceptTerms, nationalId, addCode, smsCode, pin, confirmPin, letterCode',
        ),
      ),
    );
    expect(choices.items.properties.id.enum).toEqual(
      expect.arrayContaining(
        ids(
          'back, start-over, stop, person, not-received, refuse, resend, restart, worked, failed, card-yes, card-no, check-image, check-wait',
        ),
      ),
    );
    expect(error.properties.id.enum).toEqual(
      expect.arrayContaining(
        ids(
          'nir-invalid, wrong-credentials, check-required, check-wrong, wait, blocked, code-length, codes-differ, code-too-easy, current-wrong, link-spent, link-expired, follow-up-wrong, pin-too-easy, id-invalid, terms-needed, add-code-wrong, sms-code-wrong, email-invalid, field-missing',
        ),
      ),
    );
    expect(components.schemas.Problem.properties.code.enum).toEqual(
      expect.arrayContaining([
        'not-offered',
        'stale-turn',
        'check-required',
        'unavailable',
        'version-unknown',
      ]),
    );
    for (const listed of [
      flow,
      fields.items.properties.name,
      choices.items.properties.id,
      error.properties.id,
    ])
      for (const id of listed.enum) expect(id).toMatch(/^[a-zA-Z][\w-]*$/);
  });

  test('/docs works without a network, under a policy that lets nothing of elsewhere in', async () => {
    const page = await app.inject('/docs');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['content-security-policy']).not.toMatch(/unsafe-(inline|eval)|https?:/);
    expect(page.body).not.toMatch(/<script>|<style>|(src|href)="https?:/);
    const files = [...page.body.matchAll(/(?:src|href)="(\/docs\/[^"]+)"/g)].map(([, path]) => path!);
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) expect((await app.inject(file)).statusCode).toBe(200);
  });
});

/** Status and code of a problem, whose form is checked on the way. */
function problemOf({
  status,
  headers,
  body,
}: {
  status: number;
  headers: Record<string, unknown>;
  body: Record<string, unknown>;
}) {
  expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(headers['cache-control']).toBe('no-store');
  expect(body).toMatchObject({
    status,
    type: `urn:guichet:problem:${body.code}`,
    title: expect.any(String),
    detail: expect.any(String),
  });
  expect(Object.keys(body).sort()).toEqual([
    ...(body.code === 'check-required' ? ['check'] : []),
    'code',
    'detail',
    'status',
    'title',
    'type',
    ...('view' in body ? ['view'] : []),
  ]);
  return [status, body.code];
}
