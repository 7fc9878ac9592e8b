import { expect, test } from 'vitest';
import { contactLines } from '../../adapters/mail/contact.ts';
import { contactText } from '../../channels/chat/bot/telling/contact-text.ts';
import { contactsFor } from '../../machines/messages/contacts.ts';
import { insurerArguments } from '../../machines/messages/insurer-arguments.ts';
import { demoInsurer } from '../support/insurer.ts';

const now = Date.parse('2026-11-22T09:00:00Z');
const acs = demoInsurer('acs');
const known = acs.contacts.find(({ phone }) => phone)!;
const withContacts = (...contacts: readonly Partial<typeof known>[]) => ({
  ...acs,
  contacts: contacts.map((contact) => ({ ...known, ...contact })),
  contactFor: { person: contacts.map(({ id }) => id!) },
});
const namesOf = (insurer: typeof acs) => contactsFor(insurer, 'person', 'fr', now).map(({ id }) => id);

test('a contact is given from its day on, and before it only where there is no other (P09, CT)', () => {
  const later = { id: 'later', validFrom: '2027-01-01' };
  expect(namesOf(withContacts({ id: 'now', validFrom: '2026-11-22' }, later))).toEqual(['now']);
  expect(namesOf(withContacts(later))).toEqual(['later']);
});

test('a contact comes into force, and into doubt, at midnight in Paris, also within a sentence (CT)', () => {
  const midnight = Date.parse('2026-07-01T00:00:00+02:00');
  const before = { id: 'before', phone: '01 99 00 20 08', checkedOn: '2026-06-01' };
  const from = { id: 'from', phone: '01 99 00 20 09', validFrom: '2026-07-01', checkedOn: '2026-06-01' };
  const insurer = { ...withContacts(from, before), contactFor: { care: ['from', 'before'] } };
  const careDesk = (at: number) => insurerArguments(insurer, 'fr', at).careDesk;
  expect([careDesk(midnight - 1), careDesk(midnight)]).toEqual([
    expect.stringContaining('01 99 00 20 08'),
    expect.stringContaining('01 99 00 20 09'),
  ]);
  // 180 days later the clocks show another time than on the day it was checked.
  const old = Date.parse('2026-11-28T00:00:00+01:00');
  expect([careDesk(old - 1), careDesk(old)]).toEqual([
    expect.not.stringContaining('à confirmer'),
    expect.stringContaining('à confirmer'),
  ]);
});

test('every way there is stands on its line, a fax and a page among them (D12, D13)', () => {
  const { phone: _phone, price: _price, opening: _opening, email: _email, ...bare } = known;
  const written = { ...bare, id: 'x', fax: '01 99 00 20 09', url: 'https://acs.example/contact' };
  const insurer = { ...acs, contacts: [written], contactFor: { person: ['x'] } };
  const [contact] = contactsFor(insurer, 'person', 'fr', now);
  for (const line of [contactText(contact!, 'fr'), ...contactLines(insurer, 'fr', now)]) {
    expect(line).toContain('fax 01 99 00 20 09');
    expect(line).toContain('https://acs.example/contact');
  }
});
