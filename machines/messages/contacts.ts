import { confirmed } from '../domain/confirmed.ts';
import type { Contact, Insurer } from '../domain/insurer.ts';
import { dayNamed, parisDay } from '../domain/paris-calendar.ts';
import type { ContactView, Locale } from '../envelope.ts';
import { closedText, hoursText } from './opening-hours.ts';

const words = {
  free: { fr: 'appel gratuit', en: 'free call' },
  ordinary: { fr: 'appel non surtaxé', en: 'standard-rate call' },
  unknown: { fr: 'prix à vérifier auprès de votre opérateur', en: 'ask your operator for the price' },
  toBeConfirmed: { fr: 'à confirmer', en: 'to be confirmed' },
} as const;

/** The insurer's contacts for a purpose, else those of last resort (P09). */
export function contactsFor(insurer: Insurer, purpose: string, locale: Locale, now: number): ContactView[] {
  const { contactFor, contacts, policies } = insurer;
  const named = (contactFor[purpose] ?? contactFor.person ?? []).map((id) => {
    const contact = contacts.find((candidate) => candidate.id === id);
    if (!contact) throw new Error(`no contact « ${id} »`);
    return contact;
  });
  // Better one whose day is to come than nobody.
  const today = parisDay(now);
  const inForce = named.filter(({ validFrom }) => !validFrom || dayNamed(validFrom) <= today);
  return (inForce.length > 0 ? inForce : named).map((contact) =>
    contactView(contact, { locale, now, checkedWithinMs: policies.contactsCheckedWithinMs }),
  );
}

/** Whoever is named twice is named where they come first. */
export const eachOnce = (contacts: readonly ContactView[]): ContactView[] =>
  contacts.filter(({ id }, index) => contacts.findIndex((named) => named.id === id) === index);

/**
 * How a contact is reached, for a line of writing: its number never without the price (E64), and the hours of it; then
 * whatever else there is. `print` sets the numbers.
 */
export function waysTo(contact: ContactView, print = (number: string) => number) {
  const { phone, price, hours, email, fax, address, url } = contact;
  const present = (ways: readonly (string | undefined)[]) => ways.filter((way) => way !== undefined);
  return {
    calls: present([phone && `${print(phone)} (${price})`, hours]),
    others: present([email, fax && `fax ${print(fax)}`, address?.join(', '), url]),
  };
}

/** A purpose's first telephone number in one breath, with its price, hours and doubt: for a sentence, which may be kept for a day. */
export function phoneLine(insurer: Insurer, purpose: string, locale: Locale, now: number): string {
  const contact = contactsFor(insurer, purpose, locale, now).find(({ phone }) => phone !== undefined);
  if (!contact) return '–';
  const { toBeConfirmed } = contact;
  return [...waysTo(contact).calls, ...(toBeConfirmed ? [toBeConfirmed] : [])].join(', ');
}

/** The same for the ear: what is to be known of a number (E64), and the number, each by itself. */
export function phoneAloud(insurer: Insurer, purpose: string, locale: Locale, now: number) {
  const contact = contactsFor(insurer, purpose, locale, now).find(({ phone }) => phone !== undefined);
  if (!contact) return { terms: '–', number: '–' };
  const { phone, price, hours, toBeConfirmed } = contact;
  return { terms: [price, hours, toBeConfirmed].filter(Boolean).join(', '), number: phone! };
}

/** E64: a free number is shown as free, a paid one with its price. */
function contactView(
  contact: Contact,
  { locale, now, checkedWithinMs }: { locale: Locale; now: number; checkedWithinMs: number },
): ContactView {
  const { id, label, phone, opening, email, fax, address, url } = contact;
  const closed = opening && closedText(opening, now, locale);
  return {
    id,
    label: label[locale],
    ...(phone && { phone, price: priceText(contact, locale) }),
    ...(opening && { hours: hoursText(opening, locale) }),
    ...(closed && { closed }),
    ...(email && { email }),
    ...(fax && { fax }),
    ...(address && { address }),
    ...(url && { url }),
    ...(!confirmed(contact, checkedWithinMs, now) && { toBeConfirmed: words.toBeConfirmed[locale] }),
  };
}

function priceText({ price }: Contact, locale: Locale): string {
  if (!price) return words.unknown[locale];
  return price.kind === 'paid' ? price.text[locale] : words[price.kind][locale];
}
