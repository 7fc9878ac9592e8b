import type { Contact, Insurer } from '../../machines/domain/insurer.ts';
import type { Locale } from '../../machines/envelope.ts';
import type { Catalog } from '../../machines/messages/catalog.ts';
import { createFormatter } from '../../machines/messages/format.ts';

const catalog: Catalog = {
  free: { fr: 'appel gratuit', en: 'free call' },
  ordinary: { fr: 'prix d’un appel ordinaire', en: 'price of an ordinary call' },
  unknown: { fr: 'prix à confirmer', en: 'price to be confirmed' },
  unchecked: { fr: 'coordonnées à confirmer', en: 'details to be confirmed' },
};
const format = createFormatter(catalog);

/** Whom to turn to, one line a contact: never without the price of the call (E64) or the doubt about it (CT). */
export function contactLines(insurer: Insurer, locale: Locale, now: number): string[] {
  const ids = insurer.contactFor.person ?? [];
  return insurer.contacts
    .filter((contact) => ids.includes(contact.id))
    .map((contact) => contactLine(contact, locale, now - insurer.policies.contactsCheckedWithinMs));
}

function contactLine(contact: Contact, locale: Locale, checkedSince: number): string {
  const stale = contact.checkedOn === null || Date.parse(contact.checkedOn) < checkedSince;
  const phone = contact.phone && [contact.phone, `(${priceOf(contact, locale)})`].join(' ');
  const ways = [phone, contact.hours?.[locale], contact.email, contact.address?.join(', ')];
  if (stale) ways.push(format(locale, 'unchecked', {}));
  return `${contact.label[locale]}${locale === 'fr' ? ' :' : ':'} ${ways.filter(Boolean).join(', ')}`;
}

function priceOf({ price }: Contact, locale: Locale): string {
  return price?.kind === 'paid' ? price.text[locale] : format(locale, price?.kind ?? 'unknown', {});
}
