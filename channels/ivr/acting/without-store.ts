/** What is said where nothing can be read or written. */

import type { Access, TelephoneParts } from '../parts.ts';
import type { Heard, Prompt } from '../prompt.ts';
import { says } from '../telling/menu.ts';
import type { WordId } from '../words.ts';
import { lastResort } from './kind-end.ts';
import { newCall, unasked } from './new-call.ts';

const waitSeconds = 2;
/** How often a caller is asked for patience before they are given the direct number. */
const mostWaits = 2;

/** A moment of patience, and then the same question again by itself; after some of these, whom to call. */
export function patience(parts: Pick<TelephoneParts, 'clock'>, heard: Heard, access: Access): Prompt {
  const locale = access.insurer.phone.languages[0]!;
  const nonce = heard.nonce ?? '';
  const { waited = 0 } = heard;
  if (waited < mostWaits)
    return {
      locale,
      say: [says(locale, 'wait')],
      next: { do: 'wait', seconds: waitSeconds },
      nonce,
      waited: waited + 1,
    };
  return farewell(parts, 'unavailable', heard, access);
}

/** For an answer to a call that is over, or was never ours: nothing is begun by it, and nobody is left alone (P09). */
export const nothingAsked = (parts: Pick<TelephoneParts, 'clock'>, heard: Heard, access: Access): Prompt => ({
  ...farewell(parts, 'callOver', heard, access),
  nonce: '',
});

/** Why the call ends, and whom to call. */
function farewell(parts: Pick<TelephoneParts, 'clock'>, why: WordId, heard: Heard, access: Access): Prompt {
  const { insurer } = access;
  const conversation = newCall(access, parts.clock.now());
  const nobody = { insurer, conversation, state: unasked(heard, access) };
  const { locale } = conversation;
  const say = [says(locale, why), ...lastResort(parts, nobody)];
  return { locale, say, next: { do: 'hang-up' }, nonce: heard.nonce ?? '' };
}
