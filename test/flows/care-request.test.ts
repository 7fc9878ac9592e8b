import { describe, expect, test } from 'vitest';
import type { View } from '../../machines/envelope.ts';
import { code, minute, newCode, nir, type Office, openOffice } from '../services/office.ts';

const origin = { channel: 'test', source: '192.0.2.8' };
type Answer = { choice: string } | { values: Record<string, string | boolean> };

async function visit(office: Office, given?: Record<string, unknown>) {
  const proven = given ? { given, proven: true as const } : {};
  let { token, view } = await office.engine.start({
    tenant: 'cpms',
    flow: 'care-request',
    locale: 'fr',
    origin,
    ...proven,
  });
  return {
    token,
    async answer(answer: Answer): Promise<View> {
      ({ view } = await office.engine.answer({ token, turn: view.turn, answer, origin }));
      return view;
    },
  };
}

const who = { values: { beneficiary: 'Camille', provider: 'Hôpital, Lyon' } };
const when = { values: { careDate: '12 mars', details: 'Numéro 1840613055012' } };
const signIn = { values: { nir, code } };

async function mailOf(office: Office, token: string) {
  const document = await office.documents.load<{
    outbox: readonly { payload: { template: string; to: object; args: Record<string, unknown> } }[];
  }>('session', token.slice(0, 22));
  return document!.body.outbox.find(({ payload }) => payload.template === 'desk-request')?.payload;
}

describe('a care request', () => {
  test('from outside asks to sign in first, goes on where it was, and reaches the desk once (D12-D14)', async () => {
    const office = openOffice();
    await office.member({ client: 'DURAND' });
    const at = await visit(office);
    expect(await at.answer({ choice: 'hospital' })).toMatchObject({ flow: 'sign-in' });
    expect(await at.answer(signIn)).toMatchObject({ flow: 'care-request', state: 'awaiting-who' });
    await at.answer(who);
    const summary = await at.answer(when);
    expect(summary.messages.map(({ text }) => text).join()).toMatch(/Hôpital, Lyon.*12 mars/s);
    const sent = await at.answer({ choice: 'send' });
    expect(sent).toMatchObject({ state: 'requested', outcome: 'requested' });
    const reference = /référence\s: ([A-Z]{4}-[A-Z]{4})/.exec(sent.messages[0]!.text)![1];
    expect(await mailOf(office, at.token)).toMatchObject({
      to: { address: 'prise-en-charge@example.test' },
      args: {
        desk: 'care',
        requestId: reference,
        facts: [
          ['kind', 'hospital'],
          ['member', 'Camille EXEMPLE'],
          ['nir', '… 012'],
          ['client', 'DURAND'],
          ['beneficiary', 'Camille'],
          ['provider', 'Hôpital, Lyon'],
          ['careDate', '12 mars'],
          ['details', 'Numéro [nombre masqué]'],
        ],
      },
    });
  });

  test('shows again and sends no NIR and no code that was written into any of its fields (P13, X18)', async () => {
    const office = openOffice();
    const at = await visit(office, { login: { member: await office.member(), epoch: 1 } });
    await at.answer({ choice: 'hospital' });
    await at.answer({ values: { beneficiary: 'Jean 274931 Dupont', provider: 'Hôtel-Dieu 860352' } });
    const summary = await at.answer({
      values: { careDate: '12 mars, code 447190', details: 'IRM mon code 860352 NIR 1 55 01 97 101 023 38' },
    });
    const secrets = /274931|860352|447190|1 55 01|101 023/;
    expect(summary.messages.map(({ text }) => text).join('\n')).toMatch(/Jean \[nombre masqué\] Dupont/);
    expect(JSON.stringify(summary)).not.toMatch(secrets);
    expect(JSON.stringify(await at.answer({ choice: 'correct' }))).not.toMatch(secrets);
    await at.answer({ values: { beneficiary: 'Jean 274931 Dupont', provider: '' } });
    const refused = await office.engine.resume(at.token);
    expect(refused.view.error).toMatchObject({ id: 'field-missing', field: 'provider' });
    expect(refused.draft).toMatchObject({ beneficiary: 'Jean [nombre masqué] Dupont' });
    await at.answer(who);
    await at.answer({ values: { careDate: '12 mars', details: 'code 860352' } });
    await at.answer({ choice: 'send' });
    expect(JSON.stringify(await mailOf(office, at.token))).toMatch(/code \[nombre masqué\]/);
    expect(JSON.stringify(await office.documents.load('session', at.token.slice(0, 22)))).not.toMatch(
      secrets,
    );
  });

  test('has the desk’s number in sight in every step, before anything else (D13)', async () => {
    const office = openOffice();
    await office.member();
    const at = await visit(office, { login: { member: await office.member(), epoch: 1 } });
    const steps = [await at.answer({ choice: 'quote' }), await at.answer(who), await at.answer(when)];
    for (const { messages, contacts } of steps) {
      expect(messages[0]!.text).toMatch(/appelez d’abord : 01 .*24\sh sur 24.*15 ou le 112/);
      expect(contacts).toMatchObject([{ id: 'care-desk' }]);
    }
  });

  test('from the member area asks for no sign-in; télétransmission needs the written agreement (D07, D14)', async () => {
    const office = openOffice();
    const login = { member: await office.member(), epoch: 1 };
    const at = await visit(office, { login });
    expect(await at.answer({ choice: 'teletransmission' })).toMatchObject({ state: 'awaiting-agreement' });
    const said = { beneficiary: 'Camille', acceptTeletransmission: false };
    expect((await at.answer({ values: said })).error).toMatchObject({ id: 'agreement-needed' });
    await at.answer({ values: { ...said, acceptTeletransmission: true } });
    expect(await at.answer({ choice: 'send' })).toMatchObject({ outcome: 'requested' });
  });

  test.each([
    ['is deactivated', ({ app }: Office) => app.administration.setActive('cpms', { nir }, false)],
    [
      'gets another code',
      ({ call }: Office) =>
        call('changeCode', { values: { nir, currentCode: code, newCode, confirmCode: newCode }, human: {} }),
    ],
  ])(
    'is not sent for somebody who %s meanwhile: they are asked to sign in (P05, T06, X16)',
    async (_what, meanwhile) => {
      const office = openOffice();
      const login = { member: await office.member(), epoch: 1 };
      const at = await visit(office, { login });
      await at.answer({ choice: 'optician' });
      await at.answer(who);
      await at.answer(when);
      await meanwhile(office);
      expect(await at.answer({ choice: 'send' })).toMatchObject({ flow: 'sign-in' });
      expect(await mailOf(office, at.token)).toBeUndefined();
    },
  );

  test.each([
    ['signs out', ({ app }: Office, token: string) => app.logins.close(token)],
    [
      'ends it from another browser',
      async ({ app }: Office, _token: string, member: string) =>
        app.logins.closeOthers(await app.logins.open('cpms', member, 1)),
    ],
    ['is idle for 15 minutes', async ({ clock }: Office) => clock.pass(15 * minute)],
  ])(
    'of the member area is not sent once the member %s: they are asked to sign in, and it is still there (X16, X23)',
    async (_what, meanwhile) => {
      const office = openOffice();
      const member = await office.member();
      const token = await office.app.logins.open('cpms', member, 1);
      const { id } = (await office.app.logins.check(token))!;
      const at = await visit(office, { login: { member, epoch: 1, id } });
      await at.answer({ choice: 'optician' });
      await at.answer(who);
      await at.answer(when);
      await meanwhile(office, token, member);
      const asked = await at.answer({ choice: 'send' });
      expect(asked).toMatchObject({ flow: 'sign-in' });
      expect(asked.messages.map(({ id }) => id)).toContain('care-request.signed-out');
      expect(await mailOf(office, at.token)).toBeUndefined();
      expect(await at.answer(signIn)).toMatchObject({ flow: 'care-request', state: 'confirming' });
      expect(await at.answer({ choice: 'send' })).toMatchObject({ outcome: 'requested' });
    },
  );

  test('begun with a proof passes none of it on by a hand-over (P14, X20)', async () => {
    const office = openOffice();
    const at = await visit(office, { login: { member: await office.member(), epoch: 1 } });
    const { token } = await office.engine.handOver(at.token);
    const joined = await office.engine.join({ link: token }, origin);
    expect(joined.view).toMatchObject({ state: 'handed-over', choices: [], fields: [] });
  });
});
