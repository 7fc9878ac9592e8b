import { e164 } from '../../../machines/domain/telephone-number.ts';
import type { ContactView, Locale } from '../../../machines/envelope.ts';
import { worded } from '../words.ts';

/** The number that calls or is called, as a provider writes it: E.164 with or without its plus, or a SIP address. */
export function lineOf(to: string): string | undefined {
  const user = to.replace(/^sips?:/i, '').replace(/@.*$/s, '');
  const digits = user.replaceAll(/\D/g, '');
  return e164(user) ?? (digits.length >= 10 ? e164(`+${digits}`) : undefined);
}

/** The same for whoever leaves this line: it is no way to somebody. */
export function contactsBeside(
  contacts: readonly ContactView[],
  called: string | undefined,
  locale: Locale,
): readonly ContactView[] {
  const others = contacts.map((contact): ContactView => {
    if (!isThisLine(contact, called)) return contact;
    const { phone: _phone, price: _price, hours: _hours, closed: _closed, ...rest } = contact;
    return rest;
  });
  const reached = others.filter(({ phone, email, url }) => phone || email || url);
  const left = reached.length > 0 ? reached : others.filter(({ address }) => address);
  return left.length > 0 ? left : contactsHere(contacts, called, locale);
}

const isThisLine = ({ phone }: ContactView, called: string | undefined): boolean =>
  called !== undefined && phone !== undefined && e164(phone) === called;

/**
 * Contacts for whoever is on this line: its own number is neither given nor dialled, for it leads back here. That it is
 * theirs is said, with its hours.
 */
export function contactsHere(
  contacts: readonly ContactView[],
  called: string | undefined,
  locale: Locale,
): readonly ContactView[] {
  return contacts.map((contact) => {
    if (!isThisLine(contact, called)) return contact;
    const { phone: _phone, price: _price, ...rest } = contact;
    return { ...rest, label: worded(locale, 'thisLine', { label: contact.label }) };
  });
}
