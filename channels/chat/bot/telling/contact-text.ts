import type { ContactView, Locale } from '../../../../machines/envelope.ts';
import { waysTo } from '../../../../machines/messages/contacts.ts';
import { withColon } from '../../../../machines/messages/typography.ts';

/** A contact on one line: number with its price, hours, whether it is closed now, and whether somebody has checked it (CT, E64). */
export function contactText(contact: ContactView, locale: Locale): string {
  const { label, hours, closed, toBeConfirmed } = contact;
  const open = closed ? [hours, `(${closed})`].filter(Boolean).join(' ') : hours;
  const { calls, others } = waysTo({ ...contact, ...(open && { hours: open }) });
  const ways = [...calls, ...others].join(' · ');
  return `${withColon(label, locale)} ${[ways, toBeConfirmed].filter(Boolean).join(', ')}`;
}
