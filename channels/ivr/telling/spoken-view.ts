import type { ContactView, ErrorView, Locale, View } from '../../../machines/envelope.ts';
import { declared } from '../../../machines/fields.ts';
import { uncheckedSpoken } from '../../../machines/messages/information-arguments.ts';
import type { Spoken } from '../prompt.ts';
import { aloud, contactsAloud } from './speech.ts';

/**
 * What a view says, without what it asks. An error comes first: it is why the question is asked again, and then what
 * opens the question (`….ask`) has been heard. A drawing is for the eye: what it shows stands in the messages (D11). A
 * number that a message has told is not told again; `isElsewhere`, where the site asks what is next, it also shows where to
 * write.
 */
export function spokenView(view: View, locale: Locale, isElsewhere = false): Spoken[] {
  const { error, messages, contacts = [] } = view;
  const told = ({ phone }: ContactView) =>
    phone !== undefined && messages.some(({ text }) => text.includes(phone));
  const named = contacts.filter((contact) => !told(contact) && (contact.phone !== undefined || !isElsewhere));
  // Said of all of them at the end, it is said of the text as well.
  const doubted = named.length > 0 && named.every(({ toBeConfirmed }) => toBeConfirmed);
  const said = (text: string) => (doubted ? text.replace(uncheckedSpoken[locale], '') : text);
  return [
    ...(error ? aloud(error.text, locale) : []),
    ...heard(view).flatMap(({ text }) => aloud(ended(said(text)), locale)),
    ...contactsAloud(named, locale),
  ];
}

/** Longer than anybody listens to. */
const longestHeard = 600;

/** What has to be read to be accepted (T01) is read where that can be done. */
const heard = ({ fields, messages, error }: View) => {
  const isLong = fields.some(({ name }) => declared(name)?.longText);
  return messages.filter(
    ({ id, text }) => !(isLong && text.length > longestHeard) && !(error && isHeardBefore(id, error)),
  );
};

/** What opens a question was heard when it was first asked; why there is a check the error itself says. */
const isHeardBefore = (id: string, error: ErrorView): boolean =>
  /\.(?:ask|at-hand)$/.test(id) || (error.id === 'check-required' && id === 'check.needed');

/** A heading is a sentence for the ear. */
const ended = (text: string) => text.trim().replace(/[\p{L}\d)»”]$/u, '$&.');
