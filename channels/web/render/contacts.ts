import type { ContactView } from '../../../machines/envelope.ts';
import type { PageScope } from '../context.ts';
import { html } from './html.ts';
import { icons } from './icons.ts';

/** Whom to call or write to: every figure with its price, hours, and whether somebody checked it (CT, E64). */
export function contactCards(contacts: readonly ContactView[], scope: PageScope, level: 2 | 3 = 2): string {
  return contacts.map((contact) => contactCard(contact, scope, level)).join('');
}

function contactCard(contact: ContactView, { say }: PageScope, level: 2 | 3): string {
  const { label, phone, price, hours, closed, email, fax, address, url, toBeConfirmed } = contact;
  const row = (icon: string, term: string, value: string) =>
    html`<div>!${icon}<dt class="hidden">${term}</dt><dd>!${value}</dd></div>`;
  return html`<section class="contact">
<h${level}>${label}</h${level}>
<dl>
!${phone ? row(icons.phone, say('contact.phone'), html`<a class="number" href="tel:${dialled(phone)}">${phone}</a>!${price ? html` <span class="price">${price}</span>` : ''}`) : ''}
!${hours ? row(icons.clock, say('contact.hours'), html`${hours}!${closed ? html`<br><strong>${closed}</strong>` : ''}`) : ''}
!${email ? row(icons.mail, say('contact.email'), html`<a href="mailto:${email}">${email}</a>`) : ''}
!${fax ? row(icons.phone, say('contact.fax'), html`fax ${fax}`) : ''}
!${address ? row(icons.place, say('contact.address'), html`<address>!${address.map((line) => html`${line}<br>`)}</address>`) : ''}
!${url ? row(icons.link, say('contact.site'), html`<a href="${url}" rel="noreferrer">${url}</a>`) : ''}
</dl>
!${toBeConfirmed ? html`<p class="unconfirmed">${say('contact.to-be-confirmed')}</p>` : ''}
</section>`;
}

const dialled = (phone: string) => phone.replaceAll(/[^\d+]/g, '');
