import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchContacts } from '../../server/contact-watch.ts';
import { contactsToConfirm } from '../../server/readings.ts';
import { demoGuide } from '../support/insurer.ts';
import { DAY, testClock } from '../support/product.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('CT E60-E61 the log names the contacts older than their interval at the start and every day after', () => {
  const clock = testClock();
  const told: unknown[] = [];
  const logger = { info: () => {}, error: () => {}, warn: (fields: object) => void told.push(fields) };
  const checkedOn = new Date(clock.now()).toISOString().slice(0, 10);
  const [first, ...others] = demoGuide.contacts.map((contact) => ({ ...contact, checkedOn }));
  const insurers = new Map([['ecps', { ...demoGuide, contacts: [first!, ...others] }]]);
  watchContacts(() => contactsToConfirm({ insurers, clock }), logger);
  expect(told).toEqual([]);
  clock.advance(181 * DAY);
  vi.advanceTimersByTime(DAY);
  const all = demoGuide.contacts.map(({ id }) => id);
  expect(told).toEqual([{ contacts: [{ tenant: 'ecps', contacts: all }] }]);
  insurers.set('ecps', { ...demoGuide, contacts: [{ ...first!, checkedOn: '2026-09-01' }, ...others] });
  vi.advanceTimersByTime(DAY);
  expect(told.at(-1)).toEqual({ contacts: [{ tenant: 'ecps', contacts: all.slice(1) }] });
});
