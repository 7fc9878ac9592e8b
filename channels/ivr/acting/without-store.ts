/** What is said where nothing can be read or written. */

import type { Access, TelephoneParts } from '../parts.ts';
import type { Heard, Prompt } from '../prompt.ts';
import { says } from '../telling/menu.ts';
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
  const nobody = {
    insurer: access.insurer,
    conversation: newCall(access, parts.clock.now()),
    state: unasked(heard, access),
  };
  return {
    locale,
    say: [says(locale, 'unavailable'), ...lastResort(parts, nobody)],
    next: { do: 'hang-up' },
    nonce,
  };
}

/** For an answer to a call that is over, or was never ours: nothing is begun by it. */
export function nothingAsked({ insurer }: Access): Prompt {
  const locale = insurer.phone.languages[0]!;
  return { locale, say: [says(locale, 'gone')], next: { do: 'hang-up' }, nonce: '' };
}
