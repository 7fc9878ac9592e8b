import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validateRegistry } from '../../machines/engine/validate.ts';
import type { View } from '../../machines/envelope.ts';
import { codeReset } from '../../machines/flows/code-reset/index.ts';
import { letterStatus } from '../../machines/flows/letter-status/index.ts';
import { demoRow, HOUR, type TestProduct, testProduct } from '../support/product.ts';

let test: TestProduct;
beforeAll(async () => {
  test = await testProduct();
});
afterAll(() => test.close());

const origin = { channel: 'web', source: '203.0.113.4' };
const { nir, code } = demoRow(1);

async function started(flow: string, tenant = 'cpms') {
  const { engine } = test.product;
  const { token, view: first } = await engine.start({ tenant, flow, locale: 'fr', origin });
  let view: View = first;
  return {
    token,
    first,
    read: async () => (await engine.resume(token)).view,
    answer: async (answer: Parameters<typeof engine.answer>[0]['answer']) => {
      ({ view } = await engine.answer({ token, turn: view.turn, answer, origin }));
      return view;
    },
  };
}

const instants = ({ reminders }: View) => reminders?.map(({ at }) => at);

describe('what a view announces', () => {
  it('is when a letter is due and late, from the day of the request and the insurer’s delay (X01, X12)', async () => {
    const cpms = await started('code-reset');
    expect(cpms.first.reminders).toBeUndefined();
    const requested = await cpms.answer({ values: { nir } });
    expect(instants(requested)).toEqual(['2026-03-19T09:00:00.000Z', '2026-03-20T09:00:00.000Z']);
    expect(instants(await cpms.answer({ choice: 'not-received' }))).toEqual(instants(requested));
    const abela = await started('code-reset', 'abela');
    expect(instants(await abela.answer({ values: { nir: demoRow(7).nir } }))).toEqual([
      '2026-03-13T09:00:00.000Z',
      '2026-03-14T09:00:00.000Z',
    ]);
  });

  it('moves with a letter that is sent again, and is nothing while one is late (X12)', async () => {
    const at = test.clock.now();
    const reset = await started('code-reset');
    const requested = await reset.answer({ values: { nir } });
    const followUp = /\d{6}/.exec(requested.messages.map(({ text }) => text).join())![0];
    const status = await started('letter-status');
    expect(instants(await status.answer({ values: { nir, followUp } }))).toEqual(instants(requested));
    await test.pass(9 * 24 * HOUR);
    const late = await started('letter-status');
    expect((await late.answer({ values: { nir, followUp } })).reminders).toBeUndefined();
    expect(instants(await late.answer({ choice: 'resend' }))).toEqual([
      '2026-03-30T08:00:00.000Z',
      '2026-03-31T08:00:00.000Z',
    ]);
    test.clock.set(at);
  });

  it('is untouched by a look aside, and by a session that comes to rest (X23)', async () => {
    const reset = await started('code-reset');
    await reset.answer({ values: { nir } });
    expect((await reset.answer({ choice: 'information' })).reminders).toBeUndefined();
    const at = test.clock.now();
    await test.pass(25 * HOUR);
    const rested = await reset.read();
    expect(rested.state).toBe('rested');
    expect(rested.reminders).toBeUndefined();
    test.clock.set(at);
  });

  it('is taken back by who stops, and by who signs in, for the other holder too (X20)', async () => {
    const stopped = await started('code-reset');
    await stopped.answer({ values: { nir } });
    expect((await stopped.answer({ choice: 'stop' })).reminders).toEqual([]);

    const reset = await started('code-reset');
    await reset.answer({ values: { nir } });
    const { view: asked } = await test.product.engine.resume(reset.token);
    const { token: link } = await test.product.engine.handOver(reset.token);
    const there = await test.product.links.exchange(link, test.product.engine.mint(), origin, 'fr');
    const send = (turn: number, answer: Parameters<typeof test.product.engine.answer>[0]['answer']) =>
      test.product.engine.answer({ token: there.token, turn, answer, origin });
    const { view: signIn } = await send(asked.turn, { choice: 'sign-in' });
    const { view } = await send(signIn.turn, { values: { nir, code: code! } });
    expect(view).toMatchObject({ outcome: 'connected', reminders: [] });
    expect(await reset.read()).toMatchObject({ outcome: 'handed-over', reminders: [] });
  });
});

it('a session from before there were reminders announces them after its migration (P17)', () => {
  for (const migrate of [codeReset.migrations!.TUYNOEr9WvI1!, letterStatus.migrations!['txW2jad48A-q']!]) {
    const expectedBy = Date.parse('2026-03-19T22:59:59.999Z');
    const { value, context } = migrate({ value: 'requested', context: { expectedBy } });
    expect(value).toBe('requested');
    expect(context).toEqual({
      expectedBy,
      dueAt: Date.parse('2026-03-19T09:00:00Z'),
      lateAt: Date.parse('2026-03-20T09:00:00Z'),
    });
    expect(migrate({ value: 'awaiting-nir', context: {} }).context).toEqual({});
  }
});

it('a reminder whose words do not exist stops the boot', () => {
  const { registry, app, insurers } = test.product;
  const { 'reminder.letter-late': _gone, ...messages } = registry.messages;
  expect(() => validateRegistry({ ...registry, messages }, app.services, {}, insurers)).toThrow(
    /code-reset, state « requested »: message « reminder\.letter-late » does not exist/,
  );
});
