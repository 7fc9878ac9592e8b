import { contactsFor } from '../../../machines/messages/contacts.ts';
import type { Urgency } from '../../conversation/understanding/understanding.ts';
import type { Call, Moved, TelephoneParts } from '../parts.ts';
import type { Heard } from '../prompt.ts';
import { look } from '../session.ts';
import { says } from '../telling/menu.ts';
import { contactsHere } from '../telling/own-line.ts';
import { contactsAloud } from '../telling/speech.ts';
import { composeDesk } from '../telling/view-menu.ts';
import type { WordId } from '../words.ts';

/** The desk that answers day and night. */
const careDesk = 'care';

/** « C’est urgent », and nothing else. */
const saysUrgent =
  /^\W*(?:(?:oui|yes|si)\W+)?(?:(?:c['’]est|it['’]?s|it is)\s+(?:(?:très|une|an|very)\s+)?)?(?:urgente?s?|urgence|emergency)\W*$/iu;

/** Whoever asks that desk for something, and says no more than that it is urgent, is told it like those in hospital (D13). */
export async function isUrgentHere(
  parts: TelephoneParts,
  call: Call,
  { keys, speech = '' }: Heard,
): Promise<boolean> {
  const isOpen = call.conversation.turn > 0 && !call.state.asked.typed?.secret;
  if (keys || !isOpen || !saysUrgent.test(speech)) return false;
  const { flow, messages } = await look(parts, call);
  // Where it has them sign in first, its words stand before the other flow's.
  const flows = [flow, ...messages.map(({ id }) => id.replace(/\..*/s, ''))];
  return flows.some((one) => parts.registry.has(one) && parts.registry.get(one).desk === careDesk);
}

const saidFirst: Readonly<Record<Urgency, readonly WordId[]>> = {
  danger: ['danger'],
  despair: ['despair', 'danger'],
  hospital: [],
};

/**
 * 15 or 112, or who listens; in hospital the desk that answers day and night, with its number (D13). Whoever says yes to
 * danger must not be put through to a desk for forms.
 */
export function urgent(parts: TelephoneParts, call: Call, urgency: Urgency): Moved {
  const { locale } = call.conversation;
  const care = contactsFor(call.insurer, careDesk, locale, parts.clock.now());
  const desk = urgency === 'hospital' ? contactsHere(care, call.state.called, locale) : [];
  const first = [...saidFirst[urgency].map((word) => says(locale, word)), ...contactsAloud(desk, locale)];
  const { say, asked, next } = composeDesk(desk, locale);
  const telling = urgency === 'hospital' ? { ...asked, inHospital: true as const } : asked;
  // Part of the question: whoever hears that again hears this again.
  return { call, composed: { next, asked: telling, say: [...first, ...say] } };
}
