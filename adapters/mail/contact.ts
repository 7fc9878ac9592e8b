import type { Insurer } from '../../machines/domain/insurer.ts';
import type { ContactView, Locale } from '../../machines/envelope.ts';
import { contactsFor } from '../../machines/messages/contacts.ts';

const unchecked = { fr: 'coordonnées à confirmer', en: 'details to be confirmed' } as const;

/** Whom to turn to, one line a contact: never without the price of the call (E64) or the doubt about it (CT). */
export function contactLines(insurer: Insurer, locale: Locale, now: number): string[] {
  return contactsFor(insurer, 'person', locale, now).map((contact) => contactLine(contact, locale));
}

function contactLine(contact: ContactView, locale: Locale): string {
  const { label, phone, price, hours, email, fax, address, url, toBeConfirmed } = contact;
  const ways = [
    phone && `${phone} (${price})`,
    hours,
    email,
    fax && `fax ${fax}`,
    address?.join(', '),
    url,
    toBeConfirmed && unchecked[locale],
  ];
  return `${label}${locale === 'fr' ? ' :' : ':'} ${ways.filter(Boolean).join(', ')}`;
}
