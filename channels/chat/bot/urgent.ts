import { contactsFor } from '../../../machines/domain/contacts.ts';
import type { Understood } from '../../conversation/understanding/understanding.ts';
import { contactText } from './contact-text.ts';
import type { Scene } from './scene.ts';

/** What cannot wait is said before anything else (D13). True when nothing else is to be said now. */
export function urgent(scene: Scene, { urgency }: Understood): boolean {
  if (urgency === 'danger') {
    scene.say('danger');
    scene.say('danger.after');
    return true;
  }
  if (urgency === 'hospital' && scene.insurer) {
    const { locale } = scene.conversation;
    scene.say('hospital');
    for (const contact of contactsFor(scene.insurer, 'care', locale, scene.parts.clock.now()))
      scene.line(contactText(contact));
  }
  return false;
}
