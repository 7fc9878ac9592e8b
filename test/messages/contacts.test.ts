import { expect, test } from 'vitest';
import { contactLines } from '../../adapters/mail/contact.ts';
import { contactText } from '../../channels/chat/bot/telling/contact-text.ts';
import { contactsFor } from '../../machines/messages/contacts.ts';
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
