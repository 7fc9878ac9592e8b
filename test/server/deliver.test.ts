import { expect, it, vi } from 'vitest';
import { deliveryMs, type OutboxEntry, Overdue, ReceiverBusy } from '../../machines/engine/outbox.ts';
import { Undeliverable } from '../../machines/ports/mailer.ts';
import { createDeliver, fewAtOnce, watched } from '../../server/deliver.ts';
import { insurersById } from '../support/insurer.ts';

const to = { name: 'Zoé Modèle', address: 'm01@example.test' };
const mail = { template: 'code-changed', to, locale: 'fr', args: { at: 0 } };

it.each([
  ['mail', mail, 'one'],
  ['sms', { to: '06 39 98 01 01', text: 'Bonjour' }, 'one'],
  ['letter', { letter: 'lt_1', addressLines: ['Inès Demo', '75001 PARIS'] }, 'lt_1'],
] as const)(
  'a %s tried again leaves under the same id: its receiver tells the repeat (P11)',
  async (kind, payload, id) => {
    const ids: string[] = [];
    const take = async (out: { readonly id: string }) => void ids.push(out.id);
    const adapters = { mailer: { send: take }, sms: { send: take }, printer: { print: take } };
    const clock = { now: () => 0 };
    const deliver = createDeliver({ ...adapters, insurers: insurersById, clock } as never);
    for (const attempts of [0, 1]) await deliver({ id: 'one', kind, payload, dueAt: 0, attempts }, 'cpms');
    expect(ids).toEqual([id, id]);
  },
);

it('a letter whose address fits no window is printed by nobody, and given up for good', async () => {
  const printed: string[] = [];
  const printer = { print: async (letter: { readonly id: string }) => void printed.push(letter.id) };
  const deliver = createDeliver({ printer, insurers: insurersById } as never);
  const payload = { letter: 'lt_1', addressLines: ['X'.repeat(60), '75001 PARIS'] };
  const entry = { id: 'one', kind: 'letter', payload, dueAt: 0, attempts: 0 } as const;
  await expect(deliver(entry, 'cpms')).rejects.toThrow(Undeliverable);
  expect(printed).toEqual([]);
});

it('a receiver that hangs keeps its own waiting, only so many of them, and nothing else', async () => {
  const hanging: { readonly id: string; letGo(): void }[] = [];
  const sent: string[] = [];
  const deliver = fewAtOnce(
    ({ id, kind }) => {
      if (kind !== 'mail') return Promise.resolve(void sent.push(id));
      return new Promise((resolve) => hanging.push({ id, letGo: resolve }));
    },
    { mail: 2, sms: 2 },
    50,
  );
  const send = (kind: OutboxEntry['kind'], id: string) =>
    deliver({ id, kind, payload: {}, dueAt: 0, attempts: 0 }, 'cpms');
  const [one, two, third] = [send('mail', '1'), send('mail', '2'), send('mail', '3')];
  await Promise.all([send('sms', 's'), send('letter', 'l')]);
  expect(sent).toEqual(['s', 'l']);
  await expect(third).rejects.toBeInstanceOf(ReceiverBusy);
  const fourth = send('mail', '4');
  hanging[0]!.letGo();
  await one;
  await expect.poll(() => hanging.map(({ id }) => id)).toEqual(['1', '2', '4']);
  for (const { letGo } of hanging) letGo();
  await Promise.all([two, fourth]);
  const [fifth, sixth] = [send('mail', '5'), send('mail', '6')];
  await expect.poll(() => hanging.length).toBe(5);
  for (const { letGo } of hanging) letGo();
  await Promise.all([fifth, sixth]);
});

it('what is overdue is told as failed, once, although it arrives in the end; what found no place is not told', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const told: string[] = [];
    const slow = Promise.withResolvers<void>();
    const deliver = watched(
      ({ id }) => (id === 'slow' ? slow.promise : Promise.reject(new ReceiverBusy('too many'))),
      { now: () => 0 },
      ({ id }, result) => told.push(`${id} ${result}`),
    );
    const send = (id: string) => deliver({ id, kind: 'mail', payload: {}, dueAt: 0, attempts: 0 }, 'cpms');
    await expect(send('other')).rejects.toBeInstanceOf(ReceiverBusy);
    const overdue = expect(send('slow')).rejects.toBeInstanceOf(Overdue);
    await vi.advanceTimersByTimeAsync(deliveryMs);
    await overdue;
    slow.resolve();
    await slow.promise;
    expect(told).toEqual(['slow failed']);
  } finally {
    vi.useRealTimers();
  }
});
