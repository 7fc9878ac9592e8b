import { contactsFor } from '../../../machines/domain/contacts.ts';
import type { ContactView } from '../../../machines/envelope.ts';
import type { PageScope } from '../context.ts';
import { contactCards } from '../render/contacts.ts';
import { card, layout } from '../render/layout.ts';

/** The insurer's contacts for a purpose, on a page that may have no insurer. */
export function contactsOf({ insurer, locale, now }: PageScope, purpose: string): ContactView[] {
  return insurer ? contactsFor(insurer, purpose, locale, now) : [];
}

/** Whom to call, without a session: reachable from the foot of every page. */
export function contactPage(scope: PageScope): string {
  const title = scope.say('contact.title');
  return layout(scope, { title, main: card(title, contactCards(contactsOf(scope, 'person'), scope)) });
}
