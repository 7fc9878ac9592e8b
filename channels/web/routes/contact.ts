import { contactView } from '../../../machines/domain/contacts.ts';
import type { ContactView } from '../../../machines/envelope.ts';
import type { PageScope } from '../context.ts';
import { contactCards } from '../render/contacts.ts';
import { card, layout } from '../render/layout.ts';

/** The insurer's contacts for a purpose, as views show them; those of last resort when it has none (P09). */
export function contactsFor({ insurer, locale, now }: PageScope, purpose: string): ContactView[] {
  if (!insurer) return [];
  const book = { contacts: insurer.contacts, checkedWithinMs: insurer.policies.contactsCheckedWithinMs };
  const ids = insurer.contactFor[purpose] ?? insurer.contactFor.person ?? [];
  return ids.map((id) => contactView(book, id, locale, now));
}

/** Whom to call, without a session: reachable from the foot of every page. */
export function contactPage(scope: PageScope): string {
  const title = scope.say('contact.title');
  return layout(scope, { title, main: card(title, contactCards(contactsFor(scope, 'person'), scope)) });
}
