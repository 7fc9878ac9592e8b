import { mask } from '../../../../machines/domain/secrets/kind-of-number.ts';
import { contactsFor } from '../../../../machines/messages/contacts.ts';
import type { Understood } from '../../../conversation/understanding/understanding.ts';
import { bothEnds } from '../../../conversation/understanding/words/words.ts';
import type { Scene } from '../scene.ts';
import { contactText } from '../telling/contact-text.ts';

/** More is not read for a wish, or for danger: of a longer message its beginning and its end. */
const readCharacters = 1_000;

/** A message as it may be heard: nothing of a number that was taken out, not even where it stood. */
export const audible = (kept: string): string => bothEnds(kept.replaceAll(mask, ' '), readCharacters);

/**
 * What is meant by the words of a message, or undefined where nothing is left that says anything. « 999 » may be a cry
 * for help, but where a number is expected.
 */
export async function understoodIn(
  { parts }: Scene,
  kept: string,
  expecting?: string,
): Promise<Understood | undefined> {
  const said = audible(kept);
  const saysAnything = expecting === undefined ? /[\p{L}\d]/u : /\p{L}/u;
  if (!saysAnything.test(said)) return undefined;
  return (await parts.understanding()).understand(said);
}

/** What cannot wait is said before anything else (D13). True when nothing else is to be said now. */
export function urgent(scene: Scene, { urgency }: Understood): boolean {
  if (urgency === 'danger' || urgency === 'despair') {
    scene.say('danger');
    scene.say(urgency === 'despair' ? 'despair' : 'danger.after');
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
    scene.line(contactText(contact, scene.conversation.locale));
}
