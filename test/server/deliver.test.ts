import { expect, it } from 'vitest';
import { createDeliver } from '../../server/deliver.ts';
import { insurersById } from '../support/insurer.ts';

const to = { name: 'Zoé Modèle', address: 'm01@example.test' };
const mail = { template: 'code-changed', to, locale: 'fr', args: { at: 0 } };

it.each([
  ['mail', mail, 'one'],
  ['sms', { to: '06 39 98 01 01', text: 'Bonjour' }, 'one'],
  ['letter', { letter: 'lt_1' }, 'lt_1'],
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
