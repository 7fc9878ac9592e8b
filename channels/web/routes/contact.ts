import type { ContactView } from '../../../machines/envelope.ts';
import { contactsFor } from '../../../machines/messages/contacts.ts';
import type { PageScope } from '../context.ts';
import { contactCards } from '../render/contacts.ts';
import { html } from '../render/html.ts';
import { card, layout } from '../render/layout.ts';

/** The insurer's contacts for a purpose, on a page that may have no insurer. */
export function contactsOf({ insurer, locale, now }: PageScope, purpose: string): ContactView[] {
  return insurer ? contactsFor(insurer, purpose, locale, now) : [];
}

/** Whom to call: reachable from the foot of every page. `back`: where a visit that is under way goes on. */
export function contactPage(scope: PageScope, back?: string): string {
  const { say } = scope;
  const title = say('contact.title');
  const ways = back
    ? html`<p class="answers"><a class="button primary" href="${back}" rel="prev">${say('contact.back')}</a></p>`
    : '';
  const body = `${contactCards(contactsOf(scope, 'person'), scope)}${ways}`;
  return layout(scope, { title, main: card(title, body), flow: 'person', state: 'contacts' });
}
