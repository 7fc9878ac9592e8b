import { type Conversation, newConversation } from '../../conversation/conversation.ts';
import { digestOf } from '../../conversation/digest-of.ts';
import type { CallState } from '../call-state.ts';
import { ivrChannelDescription } from '../channel.ts';
import type { Access } from '../parts.ts';
import type { Heard } from '../prompt.ts';
import { lineOf } from '../telling/own-line.ts';
import { hangUp } from '../telling/question.ts';

/**
 * The id of its conversation in the store: of the provider's id of the call only the digest. Two insurers never share a
 * call.
 */
export const idOf = (
  call: string,
  { provider, insurer }: { readonly provider: string; readonly insurer: Pick<Access['insurer'], 'id'> },
): string => `${provider}:${digestOf(insurer.id, call)}`;

/** A call of which nothing is stored yet. */
export const newCall = ({ provider, insurer }: Access, now: number): Conversation =>
  newConversation({
    channel: provider,
    tenant: insurer.id,
    locale: insurer.phone.languages[0]!,
    startedAt: now,
  });

/** Where a call stands before its first question. */
export function unasked({ to = '' }: Heard, { insurer }: Access): CallState {
  const called = lineOf(to);
  return { nonce: '', asked: hangUp.asked, before: 0, flow: insurer.door, ...(called && { called }) };
}

/** What Twilio gives for a number that is not shown: RESTRICTED, BLOCKED, UNKNOWN, ANONYMOUS, UNAVAILABLE, as keys. */
const notShown = /^\+?(?:7378742833|2562533|8656696|266696687|86282452253)$/;

/**
 * The line failures are counted against. Who withholds theirs is counted by the call alone, so that strangers do not
 * lock one another out (docs/decisions/039). Never proof of anything.
 */
export function originOf({ from = '', call }: Heard) {
  const shown = notShown.test(from) ? undefined : (lineOf(from) ?? /^\d{3,15}$/.exec(from)?.[0]);
  return { channel: ivrChannelDescription.id, source: `tel:${shown ?? `withheld:${call}`}` };
}
