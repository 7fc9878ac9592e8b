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
  if (urgency === 'hospital') inHospital(scene);
  return false;
}

/** Only an insurer has a desk for care: whoever helps with a guide's own matters is nobody to call from a hospital. */
function inHospital(scene: Scene): void {
  const { insurer } = scene;
  if (insurer?.kind !== 'insurer') {
    scene.say('hospital.elsewhere');
    return;
  }
  scene.say('hospital');
  for (const contact of contactsFor(insurer, 'care', scene.conversation.locale, scene.parts.clock.now()))
    scene.line(contactText(contact));
}
