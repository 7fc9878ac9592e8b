import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Conversation, jsonApp, solution, start } from '../../support/json-app.ts';
import { demoRow, MINUTE, SECOND, type TestProduct, testProduct } from '../../support/product.ts';

let given: TestProduct;
let app: FastifyInstance;

beforeEach(async () => {
  given = await testProduct();
  app = await jsonApp(given.product);
});
afterEach(async () => {
  await app.close();
  await given.close();
});

const signIn = (tenant: string, source?: string) =>
  Conversation.open(app, { tenant, flow: 'sign-in', ...(source && { source }) });

describe('the demo members of the contract sign in according to their state', () => {
  test.each([1, 5, 7, 12, 16, 17, 18, 20, 21, 22])(
    'row %i, active with its terms accepted, is connected (L04)',
    async (row) => {
      const { tenant, nir, code } = demoRow(row);
      const member = await signIn(tenant);
      const view = await member.type({ nir, code });
      expect(view).toMatchObject({ outcome: 'connected', turn: 2 });
    },
  );

  test.each([2, 3, 6, 9, 10, 14, 15, 19])(
    'row %i, with a temporary code, must choose a personal one (F02, P01)',
    async (row) => {
      const { tenant, nir, code } = demoRow(row);
      const member = await signIn(tenant);
      const view = await member.type({ nir, code });
      expect(view.outcome).toBeUndefined();
      expect(view.fields.map(({ name }) => name)).toEqual(['newCode', 'confirmCode']);
    },
  );

  test.each([4, 13])('row %i, deactivated, sees what a wrong code shows (X15, P05)', async (row) => {
    const { tenant, nir, code } = demoRow(row);
    const member = await signIn(tenant);
    expect((await member.type({ nir, code })).error?.id).toBe('wrong-credentials');
  });

  test('row 8 accepts the new version of the terms first, and may refuse it (T05, P02, X14)', async () => {
    const { tenant, nir, code } = demoRow(8);
    const refusing = await signIn(tenant);
    const asked = await refusing.type({ nir, code });
    expect(asked.fields).toMatchObject([{ name: 'acceptTerms', kind: 'boolean', secret: false }]);
    expect((await refusing.type({ acceptTerms: false })).error?.id).toBe('terms-needed');
    expect((await refusing.choose('refuse')).outcome).toBe('abandoned');

    const accepting = await signIn(tenant);
    await accepting.type({ nir, code });
    expect((await accepting.type({ acceptTerms: true })).outcome).toBe('connected');
    const again = await signIn(tenant);
    expect((await again.type({ nir, code })).outcome).toBe('connected');
  });

  test('row 11 is blocked, with the right code too, until a reset (X04)', async () => {
    const { tenant, nir, code } = demoRow(11);
    const member = await signIn(tenant);
    expect((await member.type({ nir, code })).error?.id).toBe('blocked');
  });

  test('a code is taken as it is printed, in groups; the space counts for no digit (X19, F09)', async () => {
    const { nir, code } = demoRow(3);
    const typed = async (shown: string) => (await signIn('cpms')).type({ nir, code: shown });
    for (const space of [' ', '\u00a0', '\u202f'])
      expect((await typed(`${code.slice(0, 3)}${space}${code.slice(3)} `)).error).toBeUndefined();
    expect((await typed(`${code.slice(0, 3)} ${code.slice(3, 5)}`)).error?.id).toBe('code-length');
  });

  test('the NIR is taken with or without its key, with spaces and in lower case (X19)', async () => {
    const { nir, code } = demoRow(3);
    for (const typed of [nir.slice(0, 13), nir.toLowerCase(), nir.replaceAll(/(..)/g, '$1 ')]) {
      const member = await signIn('cpms');
      expect((await member.type({ nir: typed, code })).error).toBeUndefined();
    }
  });
});

describe('wrong attempts (X04, K01-K04)', () => {
  const { tenant, nir, code } = demoRow(1);

  /** Fails once more, solving a check where one is shown. */
  async function fail(member: Conversation, typed = nir) {
    const shown = member.view.fields.some(({ name }) => name === 'humanCheck');
    return shown
      ? member.typeSolved({ nir: typed, code: '111112' })
      : member.type({ nir: typed, code: '111112' });
  }

  test('a number of wrong format or key is refused as such, uncounted', async () => {
    const member = await signIn(tenant);
    for (let i = 0; i < 5; i++)
      expect((await member.type({ nir: '184061305501229', code })).error).toMatchObject({
        id: 'nir-invalid',
        field: 'nir',
      });
    expect((await member.type({ nir, code: '12345' })).error).toMatchObject({
      id: 'code-length',
      field: 'code',
    });
    expect((await member.type({ nir, code })).outcome).toBe('connected');
  });

  test('the third failure asks for the check, and no fourth attempt is verified without it (P03)', async () => {
    const member = await signIn(tenant);
    expect((await fail(member)).fields).toHaveLength(2);
    expect((await fail(member)).fields).toHaveLength(2);
    const third = await fail(member);
    expect(third.error?.id).toBe('wrong-credentials');
    expect(third.fields.at(-1)).toMatchObject({ name: 'humanCheck', kind: 'human-check', secret: false });
    expect(third.fields.at(-1)?.challenge).toMatchObject({
      parameters: expect.any(Object),
      signature: expect.any(String),
    });
    expect((await member.type({ nir, code })).error).toMatchObject({
      id: 'check-required',
      field: 'humanCheck',
    });
    expect((await member.type({ nir, code, humanCheck: 'nonsense' })).error?.id).toBe('check-wrong');
    expect((await member.typeSolved({ nir, code })).outcome).toBe('connected');
  });

  test('another session of the same number meets the check at its first try (X03)', async () => {
    const member = await signIn(tenant);
    for (let i = 0; i < 3; i++) await fail(member);
    const other = await signIn(tenant, '198.51.100.7');
    const view = await other.type({ nir, code });
    expect(view.error?.id).toBe('check-required');
    expect((await other.typeSolved({ nir, code })).outcome).toBe('connected');
  });

  test('a solved check is good once (P04)', async () => {
    const member = await signIn(tenant);
    for (let i = 0; i < 3; i++) await fail(member);
    const humanCheck = await solution(member.view);
    expect((await member.type({ nir, code: '111112', humanCheck })).error?.id).toBe('wrong-credentials');
    expect((await member.type({ nir, code, humanCheck })).error?.id).toBe('check-wrong');
  });

  test('the check may be an image, whose answer stands in the development outbox (X17)', async () => {
    const member = await signIn(tenant);
    for (let i = 0; i < 3; i++) await fail(member);
    const view = await member.choose('check-image');
    expect(view.fields.at(-1)).toMatchObject({ name: 'humanCheck', kind: 'text' });
    expect(view.fields.at(-1)?.image).toMatch(/^data:image\/png;base64,/);
    const wrong = await member.type({ nir, code, humanCheck: 'AAAAAA' });
    expect(wrong.error?.id).toBe('check-wrong');
    expect(wrong.fields.at(-1)?.image).toBeDefined();
    const answer = (await given.outbox.checks()).at(-1)!.answer;
    expect((await member.type({ nir, code, humanCheck: answer })).outcome).toBe('connected');
  });

  test('a minute of patience serves instead, for one attempt (X17)', async () => {
    const member = await signIn(tenant);
    for (let i = 0; i < 3; i++) await fail(member);
    const waiting = await member.choose('check-wait');
    expect(waiting.fields).toEqual([]);
    expect(Date.parse(waiting.changesAt!)).toBe(given.clock.now() + MINUTE);
    await given.pass(59 * SECOND);
    expect((await member.read()).body.view.turn).toBe(waiting.turn);
    await given.pass(SECOND);
    expect((await member.read()).body.view).toMatchObject({ turn: waiting.turn + 1 });
    const wrong = await member.type({ nir, code: '111112' });
    expect(wrong.error?.id).toBe('wrong-credentials');
    expect(wrong.fields.map(({ name }) => name)).toContain('humanCheck');
    expect((await member.typeSolved({ nir, code })).outcome).toBe('connected');
  });

  test('failures 5 to 9 are followed by 2, 4, 8, 16 and 32 minutes, the tenth blocks, a reset unblocks (X04)', async () => {
    const member = await signIn(tenant);
    for (let i = 0; i < 4; i++) await fail(member);
    for (const minutes of [2, 4, 8, 16, 32]) {
      const failed = await fail(member);
      expect(failed.error?.id).toBe('wrong-credentials');
      expect(Date.parse(failed.error!.retryAt!)).toBe(given.clock.now() + minutes * MINUTE);
      const early = await member.type({ nir, code });
      expect(early.error).toMatchObject({ id: 'wait', retryAt: failed.error!.retryAt });
      given.clock.advance(minutes * MINUTE - SECOND);
      expect((await member.type({ nir, code })).error?.id).toBe('wait');
      given.clock.advance(SECOND);
      expect((await member.type({ nir, code })).error?.id).toBe('check-required');
    }
    const tenth = await fail(member);
    const blocked = await member.type({ nir, code });
    expect([tenth.error?.id, blocked.error?.id]).toEqual(['wrong-credentials', 'blocked']);
    // No check opens it, and nobody is told that it is not a block.
    for (const { fields, choices, messages } of [tenth, blocked]) {
      expect(fields.map(({ name }) => name)).toEqual(['nir', 'code']);
      expect(choices.map(({ id }) => id)).not.toContain('check-wait');
      expect(messages.map(({ id }) => id)).not.toContain('check.needed');
    }
    given.clock.advance(20 * MINUTE);

    const link = await linkOf(member);
    const fresh = await Conversation.open(app, { tenant, token: link });
    await fresh.type({ newCode: '749385', confirmCode: '749385' });
    const back = await signIn(tenant);
    expect((await back.type({ nir, code: '749385' })).outcome).toBe('connected');
  });

  test('whoever waits and looks aside meanwhile finds the question at the hour told (X04, X23)', async () => {
    const member = await signIn(tenant);
    for (let i = 0; i < 8; i++) {
      const { error } = await fail(member);
      if (error?.retryAt) given.clock.advance(Date.parse(error.retryAt) - given.clock.now());
    }
    const { error } = await fail(member);
    expect(Date.parse(error!.retryAt!)).toBe(given.clock.now() + 32 * MINUTE);
    await member.choose('person');
    await given.pass(31 * MINUTE);
    expect((await member.choose('back')).fields.map(({ name }) => name)).toContain('nir');
    await given.pass(25 * MINUTE);
    expect((await member.read()).body.view.outcome).toBeUndefined();
  });

  test('a number that nobody has goes through the same steps, word for word (P07)', async () => {
    const known = await signIn(tenant, '198.51.100.1');
    const unknown = await signIn(tenant, '198.51.100.2');
    for (const wait of [0, 0, 0, 0, 2, 4, 8, 16, 32, 0, 0]) {
      const a = comparable(await fail(known), nir);
      const b = comparable(await fail(unknown, '185077505604801'), '185077505604801');
      expect(b).toEqual(a);
      given.clock.advance(wait * MINUTE);
    }
    expect(known.view.error?.id).toBe('blocked');
  });

  test('twenty failures of one source, whatever the number, ask for the check; a source of its own is spared (X03)', async () => {
    const numbers = ['185077505604801', '299017505622262', demoRow(16).nir, demoRow(17).nir, demoRow(20).nir];
    const others = [demoRow(18).nir, demoRow(21).nir, demoRow(22).nir, demoRow(4).nir, demoRow(2).nir];
    for (const number of [...numbers, ...others]) {
      const member = await signIn(tenant);
      await fail(member, number);
      await fail(member, number);
    }
    const member = await signIn(tenant);
    expect((await member.type({ nir, code })).error?.id).toBe('check-required');
    const elsewhere = await signIn(tenant, '203.0.113.9');
    expect((await elsewhere.type({ nir, code })).outcome).toBe('connected');
  });

  async function linkOf(from: Conversation) {
    await from.choose('code-reset');
    await from.type({ nir });
    await given.settle();
    return /\/l\/([\w-]+)/.exec((await given.outbox.mails()).at(-1)!.text)![1]!;
  }
});

describe('what follows a sign-in', () => {
  test('a session that signed in ends when the code is changed elsewhere; the e-mail on file is told (X16)', async () => {
    const { tenant, nir, code } = demoRow(1);
    const signedIn = await signIn(tenant);
    await signedIn.type({ nir, code });
    expect((await signedIn.read()).status).toBe(200);
    const changing = await Conversation.open(app, { tenant, flow: 'change-code' });
    expect(
      (await changing.type({ nir, currentCode: code, newCode: '836417', confirmCode: '836417' })).outcome,
    ).toBe('code-set');
    expect((await signedIn.read()).status).toBe(401);
    await given.settle();
    expect((await given.outbox.mails()).map(({ to }) => to.address)).toContain('m01@example.test');
  });

  test('deactivation ends it too, at once (T06, P05)', async () => {
    const { tenant, nir, code } = demoRow(21);
    const signedIn = await signIn(tenant);
    await signedIn.type({ nir, code });
    await given.product.app.administration.setActive(tenant, { client: 'DURAND' }, false);
    expect((await signedIn.read()).status).toBe(401);
    const again = await signIn(tenant);
    expect((await again.type({ nir, code })).error?.id).toBe('wrong-credentials');
  });

  test('deactivation between the code and the terms wins (T06, P05)', async () => {
    const { tenant, nir, code } = demoRow(8);
    const member = await signIn(tenant);
    await member.type({ nir, code });
    await given.product.app.administration.setActive(tenant, { nir }, false);
    const view = await member.type({ acceptTerms: true });
    expect(view.outcome).toBeUndefined();
    expect(view.error?.id).toBe('wrong-credentials');
  });

  test('resting for thirty minutes closes the step, ten minutes later nothing can be read (X23, P10)', async () => {
    const member = await signIn('cpms');
    await given.pass(30 * MINUTE);
    expect((await member.read()).body.view).toMatchObject({
      turn: 2,
      outcome: 'abandoned',
      fields: [],
      choices: [],
    });
    await given.pass(10 * MINUTE);
    expect((await member.read()).status).toBe(401);
  });
});

describe('first connection (F01-F05)', () => {
  test.each([2, 9, 14])('row %i: received code, personal code, signing in again, terms', async (row) => {
    const { tenant, nir, code } = demoRow(row);
    const member = await Conversation.open(app, { tenant, flow: 'first-connection' });
    expect(member.view.fields.map(({ name }) => name)).toEqual(['nir', 'code']);
    await member.type({ nir, code });
    expect((await member.type({ newCode: '12345', confirmCode: '12345' })).error?.id).toBe('code-length');
    expect((await member.type({ newCode: '749385', confirmCode: '749386' })).error).toMatchObject({
      id: 'codes-differ',
      field: 'confirmCode',
    });
    for (const easy of ['000000', '123456', '987654', '121212', '010190', nir.slice(3, 9), code])
      expect((await member.type({ newCode: easy, confirmCode: easy })).error).toMatchObject({
        id: 'code-too-easy',
        field: 'newCode',
      });
    const saved = await member.type({ newCode: '749385', confirmCode: '749385' });
    expect(saved.outcome).toBeUndefined();
    expect(saved.fields.map(({ name }) => name)).toEqual(['nir', 'code']);
    expect((await member.type({ nir, code })).error?.id).toBe('wrong-credentials');
    expect((await member.type({ nir, code: '749385' })).fields.map(({ name }) => name)).toEqual([
      'acceptTerms',
    ]);
    expect((await member.type({ acceptTerms: true })).outcome).toBe('connected');
  });

  test('terms refused at the first connection: the area stays shut, the new code stays good (X14)', async () => {
    const { tenant, nir, code } = demoRow(6);
    const member = await Conversation.open(app, { tenant, flow: 'sign-in' });
    await member.type({ nir, code });
    await member.type({ newCode: '639184', confirmCode: '639184' });
    await member.type({ nir, code: '639184' });
    expect((await member.choose('refuse')).outcome).toBe('abandoned');
    const again = await signIn(tenant);
    expect((await again.type({ nir, code: '639184' })).fields.map(({ name }) => name)).toEqual([
      'acceptTerms',
    ]);
  });
});

test('a full queue of verifications answers 503 with Retry-After, and nothing is counted (contract)', async () => {
  const { tenant, nir } = demoRow(1);
  const members = await Promise.all(
    Array.from({ length: 400 }, (_, i) => signIn(tenant, `198.51.${i % 250}.${i}`)),
  );
  const replies = await Promise.all(
    members.map((member) => member.send(1, { values: { nir, code: '111112' } })),
  );
  for (const { status, headers } of replies) {
    expect([200, 503]).toContain(status);
    if (status === 503) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  }
  // Whatever the race, three attempts and no more were verified without a check (P03, P12).
  const verified = replies.filter(({ body }) => body.view?.error?.id === 'wrong-credentials');
  expect(verified).toHaveLength(3);
});

test('a direct start of every public flow but new-code is possible (contract)', async () => {
  for (const { id, role, needsToken } of given.product.registry.flows) {
    const { status, body } = await start(app, { flow: id });
    if (role !== 'public') expect([status, body.code]).toEqual([404, 'flow-unknown']);
    else if (needsToken) expect([status, body.code]).toEqual([400, 'token-needed']);
    else expect(status).toBe(201);
  }
});

/** What two people would see, less what is theirs: times and challenges. */
function comparable(view: Conversation['view'], nir: string) {
  return JSON.parse(
    JSON.stringify(view, (key, value) =>
      key === 'challenge' ? Object.keys(value).sort() : value,
    ).replaceAll(nir, 'NIR'),
  );
}
