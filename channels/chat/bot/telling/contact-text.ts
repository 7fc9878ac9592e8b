import type { ContactView, Locale } from '../../../../machines/envelope.ts';

/** A contact on one line: number with its price, hours, whether it is closed now, and whether somebody has checked it (CT, E64). */
export function contactText(
  { label, phone, price, toBeConfirmed, ...contact }: ContactView,
  locale: Locale,
): string {
  const { hours, closed, email, fax, address, url } = contact;
  const open = [hours, closed && `(${closed})`].filter(Boolean).join(' ');
  const ways = [
    phone && (price ? `${phone} (${price})` : phone),
    open,
    email,
    fax && `fax ${fax}`,
    address?.join(', '),
    url,
  ];
  const known = ways.filter((way) => way !== undefined && way !== '').join(' · ');
  const colon = locale === 'fr' ? ' : ' : ': ';
  return `${label}${colon}${known}${toBeConfirmed ? `, ${toBeConfirmed}` : ''}`;
}
