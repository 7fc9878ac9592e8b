import { describe, expect, test } from 'vitest';
import { createRegistry, migrateFrames } from '../../machines/engine/registry.ts';
import type { View } from '../../machines/envelope.ts';
import { flows } from '../../machines/flows/index.ts';
import { commonMessages } from '../../machines/messages/common.ts';
import { nir, type Office, openOffice } from '../services/office.ts';

const origin = { channel: 'test', source: '192.0.2.7' };

/** A session of a flow, answered choice by choice. */
async function visit(office: Office, flow: string) {
  let { token, view } = await office.engine.start({ tenant: 'cpms', flow, locale: 'fr', origin });
  return {
    get token() {
      return token;
    },
    get view() {
      return view;
    },
    async answer(answer: { choice: string } | { values: Record<string, string> }): Promise<View> {
      ({ view } = await office.engine.answer({ token, turn: view.turn, answer, origin }));
      return view;
    },
  };
}

const question = ({ turn: _t, expiresAt: _e, ...rest }: View) => rest;
const depth = async (office: Office, token: string) =>
  (await office.documents.load<{ frames: readonly { flow: string }[] }>(
    'session',
    token.slice(0, 22),
  ))!.body.frames.map(({ flow }) => flow);

describe('information asked for in the middle of something', () => {
  test('is told, and leads back to the same question with what was typed (D01, D11, P09)', async () => {
    const at = await visit(openOffice(), 'code-reset');
    const before = await at.answer({ values: { nir: '12' } });
    expect(before.error?.id).toBe('nir-invalid');
    expect(before.choices.map(({ id }) => id)).not.toContain('information');
    const asked = await at.answer({ choice: 'information' });
    expect(asked).toMatchObject({ flow: 'information', state: 'choosing-topic' });
    expect(await at.answer({ choice: 'card-legend' })).toMatchObject({ topic: 'card-legend' });
    expect(question(await at.answer({ choice: 'back' }))).toEqual(question(before));
  });

  test.each([
    ['information.reimbursement', 'reimbursement', 'reimbursement'],
    ['information.zone-a', 'card-zone', 'card-legend'],
    ['information.the-weather', 'choosing-topic', undefined],
  ])('by the id of its topic, %s, is told at once (D05, D06, D08)', async (choice, state, topic) => {
    const at = await visit(openOffice(), 'sign-in');
    const told = await at.answer({ choice });
    expect([told.state, told.topic]).toEqual([state, topic]);
    expect((await at.answer({ choice: 'back' })).flow).toBe('sign-in');
  });

  test('stands once, however often it is asked for: no conversation grows without end', async () => {
    const office = openOffice();
    const at = await visit(office, 'code-reset');
    for (let i = 0; i < 5; i++)
      for (const choice of ['information', 'person', 'information.contacts']) await at.answer({ choice });
    expect((await depth(office, at.token)).length).toBeLessThanOrEqual(3);
    await at.answer({ choice: 'back' });
    while (at.view.flow !== 'code-reset') await at.answer({ choice: 'back' });
    expect(at.view.state).toBe('awaiting-nir');
  });

  test('is not taken from a session that has ended', async () => {
    const office = openOffice();
    const at = await visit(office, 'code-reset');
    await at.answer({ choice: 'stop' });
    await expect(at.answer({ choice: 'information' })).rejects.toMatchObject({ code: 'not-offered' });
  });

  test('begun by itself leads on to what can be asked for, and has no question to go back to (D01, D07)', async () => {
    const at = await visit(openOffice(), 'information');
    const told = await at.answer({ choice: 'statements' });
    const ids = told.choices.map(({ id }) => id);
    expect(ids).toContain('email-registration');
    expect(ids).not.toContain('back');
    expect((await at.answer({ choice: 'email-registration' })).flow).toBe('email-registration');
  });

  test('says what nobody has checked lately, like a contact (CT)', async () => {
    const at = await visit(openOffice(), 'information');
    const { messages } = await at.answer({ choice: 'reimbursement' });
    expect(messages[0]!.text).toMatch(/À confirmer : cette information/);
  });
});

test('a session that stood at the contacts before messages could be written goes on from there (P17)', () => {
  const registry = createRegistry({ flows, messages: [commonMessages] });
  const stored = {
    flow: 'person',
    version: 1,
    hash: 'mkPT6brcYb9y',
    value: 'showing-contacts',
    context: {},
    timers: [],
  };
  const [frame] = migrateFrames(registry, [stored]);
  expect(frame).toMatchObject({ version: 2, value: 'showing-contacts', context: { offers: ['back'] } });
  expect(registry.forFrame(frame!).id).toBe('person');
});

describe('a message to the desk', () => {
  const leave = async (office: Office, message: string) => {
    const at = await visit(office, 'letter-status');
    await at.answer({ choice: 'person' });
    await at.answer({ choice: 'write' });
    const sent = await at.answer({ values: { message } });
    return { at, sent };
  };
  const mailIn = async (office: Office, token: string) =>
    (await office.documents.load<{ outbox: readonly { kind: string; payload: Record<string, unknown> }[] }>(
      'session',
      token.slice(0, 22),
    ))!.body.outbox;

  test('leaves with a reference and where the person stood, and leads back to the same question (P09)', async () => {
    const office = openOffice();
    const { at, sent } = await leave(office, 'Rappelez-moi au 06 39 98 00 01.');
    const reference = /référence est ([A-Z]{4}-[A-Z]{4})/.exec(sent.messages[0]!.text)![1];
    const [mail] = await mailIn(office, at.token);
    expect(mail).toMatchObject({
      kind: 'mail',
      payload: {
        template: 'desk-request',
        to: { address: 'espace-adherent@example.test' },
        args: {
          desk: 'person',
          requestId: reference,
          facts: [
            ['from', 'letter-status'],
            ['message', 'Rappelez-moi au 06 39 98 00 01.'],
          ],
        },
      },
    });
    expect((await at.answer({ choice: 'back' })).state).toBe('awaiting-follow-up');
  });

  test('loses every number and code on its way, and none is logged (P13, X18)', async () => {
    const office = openOffice();
    const { at } = await leave(
      office,
      `Mon numéro ${nir}, le code 749385, 1234 5678, carte 4970 1012 3456 7890, rappel 0639980001, bureau à 75009 Paris.`,
    );
    const [mail] = await mailIn(office, at.token);
    const said = JSON.stringify(mail);
    for (const secret of [nir, '749385', '1234 5678', '4970']) expect(said).not.toContain(secret);
    for (const kept of ['0639980001', '75009 Paris']) expect(said).toContain(kept);
    expect(office.logged.join()).not.toContain('749385');
  });

  test('over the cap of its source is refused openly, with what was written kept (X22)', async () => {
    const office = openOffice();
    for (let i = 0; i < 10; i++) await leave(office, 'Bonjour');
    const { sent } = await leave(office, 'Bonjour encore');
    expect(sent.error?.id).toBe('messages-capped');
    expect(sent.contacts?.length).toBeGreaterThan(0);
  });
});

describe('a person asked for', () => {
  const lastResort = ['code-by-post', 'head-office'];

  test.each([
    ['care-request', [], ['care-desk', ...lastResort]],
    ['care-request', ['hospital'], ['care-desk', ...lastResort]],
    ['care-request', ['information'], ['care-desk', ...lastResort]],
    ['ecps', [], ['ecps-app', ...lastResort]],
    ['code-reset', [], lastResort],
  ])(
    'in the middle of %s %j is the desk for it, then those of last resort (D13, E61, P15)',
    async (flow, before, named) => {
      const at = await visit(openOffice(), flow);
      for (const choice of before) await at.answer({ choice });
      const { contacts } = await at.answer({ choice: 'person' });
      expect(contacts!.map(({ id }) => id)).toEqual(named);
      // Whoever begins to write keeps them before their eyes.
      const writing = await at.answer({ choice: 'write' });
      expect(writing.contacts!.map(({ id }) => id)).toEqual(named);
    },
  );
});
