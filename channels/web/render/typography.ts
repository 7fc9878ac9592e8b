import type { ContactView, View } from '../../../machines/envelope.ts';
import { typographic } from '../../../machines/messages/typography.ts';

function typographicContact(contact: ContactView): ContactView {
  const { label, price, hours, closed, toBeConfirmed } = contact;
  const words = { label, price, hours, closed, toBeConfirmed };
  const set = Object.entries(words).flatMap(([name, text]) =>
    text === undefined ? [] : [[name, typographic(text)]],
  );
  return { ...contact, ...Object.fromEntries(set) };
}

/** Every text of a view set so; ids, values and addresses untouched. */
export function typographicView(view: View): View {
  const labelled = <T extends { label: string }>(one: T): T => ({ ...one, label: typographic(one.label) });
  return {
    ...view,
    messages: view.messages.map(({ id, text }) => ({ id, text: typographic(text) })),
    fields: view.fields.map((field) => ({
      ...labelled(field),
      ...(field.hint && { hint: typographic(field.hint) }),
    })),
    choices: view.choices.map(labelled),
    ...(view.error && { error: { ...view.error, text: typographic(view.error.text) } }),
    ...(view.links && { links: view.links.map(labelled) }),
    ...(view.contacts && { contacts: view.contacts.map(typographicContact) }),
  };
}
