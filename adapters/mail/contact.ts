import type { Insurer } from '../../machines/domain/insurer.ts';
import type { ContactView, Locale } from '../../machines/envelope.ts';
import { contactsFor, waysTo } from '../../machines/messages/contacts.ts';
import { withColon } from '../../machines/messages/typography.ts';

/** Whom to turn to, one line a contact: never without the price of the call (E64) or the doubt about it (CT). */
export function contactLines(insurer: Insurer, locale: Locale, now: number): string[] {
  return contactsFor(insurer, 'person', locale, now).map((contact) => contactLine(contact, locale));
}

function contactLine(contact: ContactView, locale: Locale): string {
  const { label, toBeConfirmed } = contact;
  const { calls, others } = waysTo(contact);
  return `${withColon(label, locale)} ${[...calls, ...others, toBeConfirmed].filter(Boolean).join(', ')}`;
}
