import type { ContactView, Locale } from '../envelope.ts';
import type { Contact } from './insurer.ts';

export interface ContactBook {
  readonly contacts: readonly Contact[];
  /** CT: an entry nobody checked for this long is shown « to be confirmed ». */
  readonly checkedWithinMs: number;
}

const words = {
  free: { fr: 'appel gratuit', en: 'free call' },
  ordinary: { fr: 'prix d’un appel local', en: 'price of a local call' },
  unknown: { fr: 'prix à confirmer', en: 'price to be confirmed' },
  toBeConfirmed: { fr: 'à confirmer', en: 'to be confirmed' },
} as const;

/** Whether someone has checked the entry lately enough to state it as a fact. */
export function confirmed(contact: Contact, checkedWithinMs: number, now: number): boolean {
  return contact.checkedOn !== null && now - Date.parse(contact.checkedOn) <= checkedWithinMs;
}

/** E64: a free number is shown as free, a paid one with its price. */
export function contactView(book: ContactBook, id: string, locale: Locale, now: number): ContactView {
  const contact = book.contacts.find((candidate) => candidate.id === id);
  if (!contact) throw new Error(`no contact « ${id} »`);
  const { label, phone, hours, email, address, url } = contact;
  return {
    id,
    label: label[locale],
    ...(phone && { phone, price: priceText(contact, locale) }),
    ...(hours && { hours: hours[locale] }),
    ...(email && { email }),
    ...(address && { address }),
    ...(url && { url }),
    ...(!confirmed(contact, book.checkedWithinMs, now) && { toBeConfirmed: words.toBeConfirmed[locale] }),
  };
}

function priceText({ price }: Contact, locale: Locale): string {
  if (!price) return words.unknown[locale];
  return price.kind === 'paid' ? price.text[locale] : words[price.kind][locale];
}
