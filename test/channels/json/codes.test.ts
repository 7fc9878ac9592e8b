import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { View } from '../../../machines/envelope.ts';
import { Conversation, jsonApp, solution, start } from '../../support/json-app.ts';
import { DAY, demoRow, HOUR, MINUTE, type TestProduct, testProduct } from '../../support/product.ts';

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

/** A request for a code, as far as its neutral answer. */
async function requested(tenant: string, nir: string, source?: string) {
  const member = await Conversation.open(app, { tenant, flow: 'code-reset', ...(source && { source }) });
  await member.type({ nir });
  return member;
}

const signsIn = async (tenant: string, nir: string, code: string) => {
  const member = await Conversation.open(app, { tenant, flow: 'sign-in' });
  return member.type({ nir, code });
};

async function lastMail() {
  await given.settle();
  const mail = (await given.outbox.mails()).at(-1);
  if (!mail) throw new Error('no mail was sent');
  const link = /^\S+\/l\/([\w-]+)$/m.exec(mail.text)?.[1];
  const mailCode = /^(\d{4}) (\d{4})$/m.exec(mail.text)?.[0];
  return { ...mail, link: link!, mailCode: mailCode! };
}

describe('code-reset', () => {
  test('asks for the NIR and nothing else (R03)', async () => {
    const { view } = await Conversation.open(app, { flow: 'code-reset' });
    expect(view.fields).toMatchObject([{ name: 'nir', kind: 'text', secret: false }]);
  });

  test('one neutral answer for known, unknown and deactivated numbers, with one follow-up number each (X10, X12, P07)', async () => {
    const numbers = [1, 2, 4, 16, 18, 19, 20].map((row) => demoRow(row).nir);
    const unknown = ['185077505604801', '185077505604997', '299017505622262'];
    const views = [];
    for (const nir of [...numbers, ...unknown]) views.push((await requested('cpms', nir)).view);
    expect(new Set(views.map(followUpOf)).size).toBe(views.length);
    for (const view of views) expect(withoutFollowUp(view)).toEqual(withoutFollowUp(views[0]!));
    expect(views[0]).toMatchObject({ outcome: 'code-requested', turn: 2 });
    expect(views[0]!.choices.map(({ id }) => id)).toContain('not-received');
  });

  test('e-mail known: a mail with a link alone on its line, and no letter (R04, R05)', async () => {
    await requested('cpms', demoRow(1).nir);
    const mail = await lastMail();
    expect(mail.to.address).toBe('m01@example.test');
    expect(mail.link).toBeTruthy();
    expect(mail.mailCode).toMatch(/^\d{4} \d{4}$/);
    expect(await given.outbox.letters()).toEqual([]);
  });

  test.each([
    ['cpms', 2],
    ['acs', 6],
    ['abela', 10],
  ] as const)(
    'e-mail unknown: %s posts a letter whose code signs in once (R07, R08, R12)',
    async (tenant, row) => {
      const { nir } = demoRow(row);
      await requested(tenant, nir);
      await given.settle();
      const [letter] = await given.outbox.letters();
      expect(letter).toMatchObject({ tenant });
      expect(letter!.text.match(/\b\d{3} ?\d{3}\b/g)).toHaveLength(1);
      expect(await given.outbox.mails()).toEqual([]);
      const view = await signsIn(tenant, nir, letter!.code);
      expect(view.fields.map(({ name }) => name)).toEqual(['newCode', 'confirmCode']);
    },
  );

  test('nothing is sent to an unknown or deactivated member, nor while a letter is unspent (X10, X15, X08)', async () => {
    await requested('cpms', '185077505604801');
    await requested('cpms', demoRow(4).nir);
    await requested('acs', demoRow(14).nir);
    await given.settle();
    expect(await given.outbox.mails()).toEqual([]);
    expect(await given.outbox.letters()).toEqual([]);
  });

  test('an e-mail that is not confirmed serves for no reset: a letter goes (D04)', async () => {
    await requested('cpms', demoRow(20).nir);
    await given.settle();
    expect(await given.outbox.mails()).toEqual([]);
    expect(await given.outbox.letters()).toHaveLength(1);
  });

  test('a mail that bounces becomes a letter (R09)', async () => {
    await requested('cpms', demoRow(18).nir);
    await given.settle();
    expect(await given.outbox.letters()).toHaveLength(1);
  });

  test('not received: a letter is posted and the link of the mail is dead (R09, X08)', async () => {
    const { nir } = demoRow(1);
    const member = await requested('cpms', nir);
    const { link } = await lastMail();
    const view = await member.choose('not-received');
    expect(view.outcome).toBe('code-requested');
    expect(view.choices.map(({ id }) => id)).not.toContain('not-received');
    await given.settle();
    expect(await given.outbox.letters()).toHaveLength(1);
    const refused = await start(app, { token: link });
    expect([refused.status, refused.body.code]).toEqual([404, 'link-spent']);
  });

  test('not received says the same to a number nobody has (P07)', async () => {
    const known = await requested('cpms', demoRow(1).nir);
    const unknown = await requested('cpms', '185077505604801');
    expect(withoutFollowUp(await unknown.choose('not-received'))).toEqual(
      withoutFollowUp(await known.choose('not-received')),
    );
  });

  test('a newer request kills the older link (X08, P08)', async () => {
    const { nir } = demoRow(1);
    await requested('cpms', nir);
    const older = await lastMail();
    await requested('cpms', nir);
    const newer = await lastMail();
    expect(newer.link).not.toBe(older.link);
    expect((await start(app, { token: older.link })).body.code).toBe('link-spent');
    expect((await start(app, { token: newer.link })).status).toBe(201);
  });

  test('five mails a day a member and twenty requests a day a source, said by nothing (X22)', async () => {
    const { nir } = demoRow(1);
    for (let i = 0; i < 7; i++) await requested('cpms', nir, `198.51.100.${i}`);
    await given.settle();
    expect(await given.outbox.mails()).toHaveLength(5);
    const views = [];
    for (let i = 0; i < 22; i++) views.push((await requested('cpms', demoRow(16).nir, '203.0.113.5')).view);
    for (const view of views) expect(withoutFollowUp(view)).toEqual(withoutFollowUp(views[0]!));
  });
});

describe('a link by the JSON channel (X09, P04)', () => {
  const { nir } = demoRow(1);
  let link: string;

  beforeEach(async () => {
    await requested('cpms', nir);
    link = (await lastMail()).link;
  });

  test('opens new-code once, and the link again is spent', async () => {
    const opened = await start(app, { token: link });
    expect(opened.status).toBe(201);
    expect(opened.body.view).toMatchObject({ flow: 'new-code' });
    expect(opened.body.view.fields).toMatchObject([
      { name: 'newCode', kind: 'digits', secret: true, length: 6 },
      { name: 'confirmCode', kind: 'digits', secret: true, length: 6 },
    ]);
    const again = await start(app, { token: link });
    expect([again.status, again.body.code]).toEqual([404, 'link-spent']);
  });

  test('of many at once exactly one opens it (P04, P12)', async () => {
    const statuses = (await Promise.all(Array.from({ length: 8 }, () => start(app, { token: link })))).map(
      ({ status }) => status,
    );
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 404)).toHaveLength(7);
  });

  test('is unknown at another insurer, and not used up by being tried there', async () => {
    const elsewhere = await start(app, { tenant: 'acs', token: link });
    expect(elsewhere.status).toBe(404);
    expect((await start(app, { token: link })).status).toBe(201);
  });

  test('expires after 24 h; its session can be resumed until then', async () => {
    const member = await Conversation.open(app, { token: link });
    await given.pass(23 * HOUR);
    expect((await member.read()).body.view.fields).toHaveLength(2);
    await given.pass(HOUR);
    expect((await member.read()).body.view?.outcome ?? 'gone').not.toBe('code-set');
    await requested('cpms', nir);
    const late = await lastMail();
    await given.pass(24 * HOUR);
    const expired = await start(app, { token: late.link });
    expect([expired.status, expired.body.code]).toEqual([404, 'link-expired']);
  });

  test('sets a personal code, which signs in; the old one does not; other sessions end; the e-mail is told (R06, F03, X16)', async () => {
    const { code } = demoRow(1);
    const before = await Conversation.open(app, { flow: 'sign-in' });
    await before.type({ nir, code });
    const member = await Conversation.open(app, { token: link });
    expect((await member.type({ newCode: '74 938', confirmCode: '74 938' })).error?.id).toBe('code-length');
    expect((await member.type({ newCode: '749385', confirmCode: '749380' })).error?.id).toBe('codes-differ');
    expect((await member.type({ newCode: code, confirmCode: code })).error?.id).toBe('code-too-easy');
    const done = await member.type({ newCode: '749385', confirmCode: '749385' });
    expect(done).toMatchObject({ outcome: 'code-set' });
    expect((await before.read()).status).toBe(401);
    expect((await signsIn('cpms', nir, code)).error?.id).toBe('wrong-credentials');
    expect((await signsIn('cpms', nir, '749385')).outcome).toBe('connected');
    await given.settle();
    expect((await given.outbox.mails()).length).toBeGreaterThan(1);
    const signInNext = await member.choose('sign-in');
    expect(signInNext.fields.map(({ name }) => name)).toEqual(['nir', 'code']);
  });

  test('is of no use once the member is deactivated (P05, T06)', async () => {
    const opened = await Conversation.open(app, { token: link });
    await given.product.app.administration.setActive('cpms', { nir }, false);
    const view = await opened.type({ newCode: '749385', confirmCode: '749385' });
    expect(view.outcome).toBeUndefined();
    expect(view.error?.id).toBe('link-spent');
    await given.product.app.administration.setActive('cpms', { nir }, true);
    expect((await signsIn('cpms', nir, '749385')).error?.id).toBe('wrong-credentials');
  });

  test.each(['', 'x', 'a'.repeat(256), '../../etc', 'é😀'])('the token %j is unknown', async (token) => {
    const { status, body } = await start(app, { token });
    expect([status, body.code]).toEqual([404, 'link-spent']);
  });
});

describe('the short code of the mail (X11)', () => {
  test('proves with the NIR as much as the link, with or without its space, once', async () => {
    const { nir } = demoRow(1);
    await requested('cpms', nir);
    const { mailCode, link } = await lastMail();
    const member = await Conversation.open(app, { flow: 'mail-code' });
    expect(member.view.fields).toMatchObject([
      { name: 'nir' },
      { name: 'mailCode', kind: 'digits', secret: true, length: 8 },
    ]);
    expect((await member.type({ nir, mailCode: '12' })).error?.field).toBe('mailCode');
    expect((await member.type({ nir, mailCode: '00000000' })).error?.id).toBe('wrong-credentials');
    expect((await member.type({ nir, mailCode })).fields.map(({ name }) => name)).toEqual([
      'newCode',
      'confirmCode',
    ]);
    expect((await start(app, { token: link })).body.code).toBe('link-spent');
    expect((await member.type({ newCode: '852014', confirmCode: '852014' })).outcome).toBe('code-set');
    const again = await Conversation.open(app, { flow: 'mail-code' });
    expect((await again.type({ nir, mailCode })).error?.id).toBe('wrong-credentials');
  });

  test('a wrong one is called a wrong code of the mail, for a number nobody has too, written and said (P07, X11)', async () => {
    await requested('cpms', demoRow(1).nir);
    const { engine } = given.product;
    for (const [channel, words] of [
      [
        'json',
        /^Le numéro ou le code de l’e-mail ne convient pas\. Vérifiez les deux .*nouveau code d’accès\.$/,
      ],
      ['ivr', /^Le numéro ou le code de l’e-mail ne convient pas\. Seul l’e-mail le plus récent compte\.$/],
    ] as const) {
      const told: unknown[] = [];
      for (const nir of [demoRow(1).nir, '185077505604801']) {
        const origin = { channel, source: `198.51.100.${told.length}` };
        const { token } = await engine.start({ tenant: 'cpms', flow: 'mail-code', locale: 'fr', origin });
        const values = { nir, mailCode: '00000000' };
        told.push((await engine.answer({ token, turn: 1, answer: { values }, origin })).view.error);
      }
      expect(told[0]).toMatchObject({ id: 'wrong-credentials', text: expect.stringMatching(words) });
      expect(told[1]).toEqual(told[0]);
    }
  });

  test('five wrong ones ask for the check, ten kill it for the day, the same for a number nobody has (X11, P07)', async () => {
    const { nir } = demoRow(1);
    await requested('cpms', nir);
    const { mailCode } = await lastMail();
    const errors = [];
    for (const number of [nir, '185077505604801']) {
      const member = await Conversation.open(app, {
        flow: 'mail-code',
        source: `198.51.100.${errors.length}`,
      });
      const seen: (string | undefined)[] = [];
      for (let i = 0; i < 11; i++) {
        const shown = member.view.fields.some(({ kind }) => kind === 'human-check');
        const values = {
          nir: number,
          mailCode: '00000000',
          ...(shown && { humanCheck: await solution(member.view) }),
        };
        const view = await member.type(values);
        seen.push(view.error?.id, view.error?.retryAt, view.fields.at(-1)?.name);
      }
      if (number === nir) expect((await member.type({ nir, mailCode })).error?.id).not.toBeUndefined();
      errors.push(seen);
    }
    expect(errors[1]).toEqual(errors[0]);
    expect(errors[0]!.slice(12, 15)).toEqual(['wrong-credentials', undefined, 'humanCheck']);
  });
});

describe('change-code (F06, F08-F10)', () => {
  test('replaces a code one knows without a session, then leads to signing in', async () => {
    const { nir, code } = demoRow(16);
    const member = await Conversation.open(app, { flow: 'change-code' });
    expect(member.view.fields.map(({ name }) => name)).toEqual([
      'nir',
      'currentCode',
      'newCode',
      'confirmCode',
    ]);
    const fields = { nir, currentCode: code, newCode: '740285', confirmCode: '740285' };
    expect((await member.type({ ...fields, newCode: '7402' })).error).toMatchObject({
      id: 'code-length',
      field: 'newCode',
    });
    expect((await member.type({ ...fields, confirmCode: '740286' })).error).toMatchObject({
      id: 'codes-differ',
      field: 'confirmCode',
    });
    expect((await member.type({ ...fields, newCode: '123456', confirmCode: '123456' })).error?.id).toBe(
      'code-too-easy',
    );
    expect((await member.type({ ...fields, newCode: code, confirmCode: code })).error?.id).toBe(
      'code-too-easy',
    );
    expect((await member.type({ ...fields, currentCode: '111112' })).error?.id).toBe('current-wrong');
    expect(await member.type(fields)).toMatchObject({ outcome: 'code-set' });
    expect((await signsIn('cpms', nir, code)).error?.id).toBe('wrong-credentials');
    expect((await signsIn('cpms', nir, '740285')).outcome).toBe('connected');
  });

  test('takes the posted code as the current one, and uses it up (R12, X07)', async () => {
    const { nir, code } = demoRow(14);
    const member = await Conversation.open(app, { tenant: 'acs', flow: 'change-code' });
    const view = await member.type({ nir, currentCode: code, newCode: '749385', confirmCode: '749385' });
    expect(view.outcome).toBe('code-set');
    expect((await signsIn('acs', nir, code)).error?.id).toBe('wrong-credentials');
    expect((await signsIn('acs', nir, '749385')).fields.map(({ name }) => name)).toEqual(['acceptTerms']);
  });

  test('shares its count of failures with signing in (X04)', async () => {
    const { nir, code } = demoRow(16);
    const member = await Conversation.open(app, { flow: 'change-code' });
    const fields = { nir, newCode: '740285', confirmCode: '740285' };
    for (let i = 0; i < 3; i++) await member.type({ ...fields, currentCode: '111112' });
    expect(member.view.fields.at(-1)?.name).toBe('humanCheck');
    expect((await signsIn('cpms', nir, code)).error?.id).toBe('check-required');
    expect((await member.typeSolved({ ...fields, currentCode: code })).outcome).toBe('code-set');
  });

  test('a deactivated member cannot change a code (X15, P05)', async () => {
    const { nir, code } = demoRow(4);
    const member = await Conversation.open(app, { flow: 'change-code' });
    const view = await member.type({ nir, currentCode: code, newCode: '740285', confirmCode: '740285' });
    expect(view.error?.id).toBe('current-wrong');
  });

  test.each(['749385', '836417', '639184', '740285', '852014'])(
    '%s is accepted for every demo member (X05)',
    async (newCode) => {
      for (const row of [1, 2, 3, 5, 6, 7, 9, 10]) {
        const { tenant, nir, code } = demoRow(row);
        const member = await Conversation.open(app, { tenant, flow: 'change-code' });
        expect((await member.type({ nir, currentCode: code, newCode, confirmCode: newCode })).outcome).toBe(
          'code-set',
        );
      }
    },
  );
});

describe('letter-status (X12, X13)', () => {
  const unknown = '185077505604801';

  test.each([
    ['cpms', demoRow(2).nir],
    ['cpms', unknown],
    ['abela', demoRow(10).nir],
    ['abela', unknown],
  ])('%s %s: on its way, then late, one resend, then a person', async (tenant, nir) => {
    const followUp = followUpOf((await requested(tenant, nir)).view);
    await given.settle();
    const ask = async () => {
      const member = await Conversation.open(app, { tenant, flow: 'letter-status' });
      await member.type({ nir, followUp });
      return member;
    };
    expect((await ask()).view).toMatchObject({ outcome: 'informed' });
    await given.pass((tenant === 'cpms' ? 9 : 3) * DAY);
    const late = await ask();
    expect(late.view.choices.map(({ id }) => id)).toContain('resend');
    expect((await late.choose('resend')).outcome).toBe('code-requested');
    await given.settle();
    expect(await given.outbox.letters()).toHaveLength(nir === unknown ? 0 : 2);
    expect((await ask()).view).toMatchObject({ outcome: 'informed' });
    await given.pass((tenant === 'cpms' ? 12 : 5) * DAY);
    const lateAgain = await ask();
    expect(lateAgain.view).toMatchObject({ outcome: 'to-a-person' });
    expect(lateAgain.view.contacts?.length).toBeGreaterThan(0);
    expect(lateAgain.view.choices.map(({ id }) => id)).not.toContain('resend');
  });

  test('a wrong number and a wrong format are refused', async () => {
    const { nir } = demoRow(2);
    const followUp = followUpOf((await requested('cpms', nir)).view);
    const wrong = String((Number(followUp) + 1) % 1_000_000).padStart(6, '0');
    const member = await Conversation.open(app, { flow: 'letter-status' });
    expect((await member.type({ nir, followUp: wrong })).error).toMatchObject({
      id: 'follow-up-wrong',
      field: 'followUp',
    });
    expect((await member.type({ nir, followUp: '12' })).error?.id).toBe('follow-up-wrong');
    expect((await member.type({ nir: '12', followUp })).error?.id).toBe('nir-invalid');
    expect((await member.type({ nir: demoRow(3).nir, followUp })).error?.id).toBe('follow-up-wrong');
    expect((await member.type({ nir, followUp })).outcome).toBe('informed');
  });

  test.each([
    ['cpms', 'sous huit jours', 'code-by-post'],
    ['abela', 'sous 48 heures', 'customer-service'],
  ])(
    '%s: without the number nothing is told of a letter but the delay, and there are ways on and back (P07, P09)',
    async (tenant, delay, contact) => {
      const member = await Conversation.open(app, { tenant, flow: 'letter-status' });
      await member.type({ nir: demoRow(tenant === 'cpms' ? 2 : 10).nir, followUp: '000000' });
      const without = await member.choose('no-follow-up');
      const { messages, contacts, error } = without;
      expect(messages.map(({ text }) => text).join(' ')).toContain(
        `donne lieu à une lettre, elle arrive ${delay}`,
      );
      expect(contacts).toMatchObject([{ id: contact }]);
      expect(error).toBeUndefined();
      expect((await member.choose('back')).fields.map(({ name }) => name)).toEqual(['nir', 'followUp']);
      await member.choose('no-follow-up');
      expect((await member.choose('code-reset')).fields.map(({ name }) => name)).toEqual(['nir']);
    },
  );

  test('another request gives another number, and leaves the code of the letter before it as it was (X07, X08)', async () => {
    const { nir } = demoRow(2);
    const first = followUpOf((await requested('cpms', nir)).view);
    await given.settle();
    const letters = (await given.outbox.letters()).length;
    const member = await Conversation.open(app, { flow: 'letter-status' });
    await member.choose('no-follow-up');
    await member.choose('code-reset');
    const second = followUpOf(await member.type({ nir }));
    expect(second).not.toBe(first);
    await given.settle();
    expect(await given.outbox.letters()).toHaveLength(letters);
  });

  test('a wrong address leads to a person (X13)', async () => {
    const { nir } = demoRow(2);
    const followUp = followUpOf((await requested('cpms', nir)).view);
    const member = await Conversation.open(app, { flow: 'letter-status' });
    await member.type({ nir, followUp });
    expect(await member.choose('address-wrong')).toMatchObject({
      outcome: 'to-a-person',
      contacts: [{ id: 'head-office' }],
    });
  });
});

describe('sign-in-help climbs the insurer’s ladder (K05-K08, R11, K09)', () => {
  test.each([
    ['cpms', ['typed-right', 'six-digits'], ['sign-in', 'change-code']],
    ['acs', ['typed-right', 'six-digits'], ['sign-in', 'change-code']],
    [
      'abela',
      ['change-confirmed', 'six-digits', 'nir-right'],
      ['first-connection', 'change-code', 'sign-in'],
    ],
  ])('%s', async (tenant, rungs, repairs) => {
    const member = await Conversation.open(app, { tenant, flow: 'sign-in-help' });
    for (const [index, rung] of rungs.entries()) {
      expect(member.view.messages[0]!.id).toBe(`sign-in-help.${rung}`);
      const repairing = await Conversation.open(app, { tenant, flow: 'sign-in-help' });
      for (let i = 0; i < index; i++) await repairing.choose('yes');
      expect((await repairing.choose('no')).flow).toBe(repairs[index]);
      await member.choose('yes');
    }
    expect(member.view.choices).toContainEqual({
      id: 'request-code',
      label: tenant === 'abela' ? 'Demander un nouveau mot de passe' : 'Demander un nouveau code d’accès',
    });
    expect((await member.choose('request-code')).fields.map(({ name }) => name)).toEqual(['nir']);
  });

  test('at a rung a new code is asked for by those who no longer know what to type (K09)', async () => {
    const member = await Conversation.open(app, { flow: 'sign-in-help' });
    expect(member.view.choices).toContainEqual({
      id: 'code-reset',
      label: 'Je ne me souviens plus de mes identifiants',
    });
    expect(await member.choose('code-reset')).toMatchObject({ flow: 'code-reset' });
  });
});

test('every state of a walk has a way to a person and back to the same question (P09)', async () => {
  const { nir } = demoRow(1);
  const member = await Conversation.open(app, { flow: 'code-reset' });
  for (const step of [{}, { nir: '12' }, { nir }]) {
    if ('nir' in step) await member.type(step);
    const { turn: _turn, ...question } = member.view;
    const person = await member.choose('person');
    expect(person).toMatchObject({ outcome: 'to-a-person' });
    expect(person.contacts?.length).toBeGreaterThan(0);
    const { turn: _after, ...back } = await member.choose('back');
    expect(back).toEqual(question);
  }
  expect((await member.choose('start-over')).fields.map(({ name }) => name)).toEqual(['nir']);
  expect(await member.choose('stop')).toMatchObject({ outcome: 'abandoned', fields: [], choices: [] });
  expect((await member.read()).status).toBe(200);
  await given.pass(10 * MINUTE);
  expect((await member.read()).status).toBe(401);
});

function followUpOf({ messages }: View): string {
  return /\b\d{6}\b/.exec(messages.map(({ text }) => text).join(' '))![0];
}

function withoutFollowUp(view: View) {
  return JSON.parse(JSON.stringify(view).replaceAll(followUpOf(view), 'FOLLOW-UP'));
}
