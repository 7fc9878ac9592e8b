import type { ContactView } from '../../../machines/envelope.ts';
import { Refused } from '../../../machines/errors.ts';
import { contactsFor, eachOnce } from '../../../machines/messages/contacts.ts';
import type { Call, Moved, TelephoneParts } from '../parts.ts';
import { look } from '../session.ts';
import { says } from '../telling/menu.ts';
import { contactsBeside } from '../telling/own-line.ts';
import { goodbye } from '../telling/question.ts';
import { contactsAloud, timeAloud } from '../telling/speech.ts';
import type { WordId } from '../words.ts';

/** Who can help, with number, price and hours, and goodbye: nobody is left with silence. */
export async function kindEnd(parts: TelephoneParts, call: Call, why: WordId): Promise<Moved> {
  const { locale } = call.conversation;
  const atHand = await namedHere(parts, call);
  const until = timeAloud(call.state.offer?.until ?? 0, locale);
  const again = why === 'enough' ? [says(locale, 'callAgain')] : [];
  return goodbye(call, [says(locale, why, { until }), ...again, ...lastResort(parts, call, atHand)]);
}

/** The desk of what the caller is doing, and whom the question itself names; of what only informs, nobody. */
async function namedHere(parts: TelephoneParts, call: Call): Promise<readonly ContactView[]> {
  const { conversation, insurer } = call;
  if (conversation.turn === 0) return [];
  try {
    const { flow, contacts = [], outcome } = await look(parts, call);
    const { desk } = parts.registry.get(flow);
    return [
      ...(desk === undefined ? [] : contactsFor(insurer, desk, conversation.locale, parts.clock.now())),
      ...(outcome === 'informed' ? [] : contacts),
    ];
  } catch (error) {
    if (error instanceof Refused) return [];
    throw error;
  }
}

/** What leads to them; nothing does to who is on the only line there is. */
function wayTo(contacts: readonly ContactView[]): WordId | undefined {
  if (contacts.some(({ phone }) => phone)) return 'reachBy';
  return contacts.some(({ email, address, url }) => email || address || url) ? 'writeTo' : undefined;
}

/** Those at hand first, then those of last resort (D13, P15). */
export function lastResort(
  { clock }: Pick<TelephoneParts, 'clock'>,
  { insurer, conversation: { locale }, state }: Pick<Call, 'insurer' | 'conversation' | 'state'>,
  atHand: readonly ContactView[] = [],
) {
  const all = eachOnce([...atHand, ...contactsFor(insurer, 'person', locale, clock.now())]);
  const left = contactsBeside(all, state.called, locale);
  const way = wayTo(left);
  return [...(way ? [says(locale, way)] : []), ...contactsAloud(left, locale)];
}
