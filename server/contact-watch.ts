import type { Logger } from '../machines/ports/logger.ts';
import type { Readings } from './metrics.ts';

const dayMs = 86_400_000;

/**
 * CT: tells the log which contacts nobody has checked within their insurer’s interval, at once and then every
 * day, for as long as there are any. People are shown them as « to be confirmed » meanwhile.
 */
export function watchContacts(contactsToConfirm: Readings['contactsToConfirm'], logger: Logger): void {
  const tell = () => {
    const contacts = contactsToConfirm().filter((one) => one.contacts.length > 0);
    if (contacts.length > 0) logger.warn({ contacts }, 'contacts wait to be confirmed');
  };
  tell();
  setInterval(tell, dayMs).unref();
}
