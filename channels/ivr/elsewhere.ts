import type { HandOverReason } from '../conversation/steps.ts';
import type { CallState } from './call-state.ts';
import { menuKeys } from './compose.ts';
import { type Composed, says } from './composing.ts';
import type { Call, TelephoneParts } from './parts.ts';
import { stored } from './session.ts';
import { digitByDigit } from './speech.ts';
import type { WordId } from './words.ts';

/** A code with less time left than this is replaced: nobody gets to a computer in half a minute. */
const leastMs = 60_000;

export type Offer = NonNullable<CallState['offer']>;

/** Code and link by which another channel joins this session (X20); the same as long as they are good. */
export async function offerOf(
  parts: TelephoneParts,
  call: Call,
): Promise<{ readonly offer: Offer; readonly turn: number }> {
  const { offer } = call.state;
  const { turn } = call.conversation;
  if (offer && turn > 0 && offer.until > parts.clock.now() + leastMs) return { offer, turn };
  const view = await stored(parts, call);
  return { offer: await parts.engine.handOver(call.conversation.token!), turn: view.turn };
}

const reasons: Readonly<Partial<Record<HandOverReason | 'chosen', WordId>>> = {
  chosen: 'elsewhereChosen',
  'two-secrets': 'elsewhereSafe',
  secret: 'elsewhereSafe',
};

/**
 * What a telephone cannot do is done elsewhere, in the same session (X20): the code is said twice, slowly; a
 * link goes to whoever the insurer knows, in words that are the same for everyone (P07).
 */
export function composeElsewhere(
  { conversation: { locale } }: Call,
  offer: Offer,
  { reason, site, now, sent }: ElsewhereWords,
): Composed {
  const code = { text: digitByDigit(offer.code), slowly: true as const };
  const minutes = String(Math.max(1, Math.round((offer.until - now) / 60_000)));
  return {
    say: [
      ...(sent ? [says(locale, 'sent')] : [says(locale, reasons[reason] ?? 'elsewhere')]),
      says(locale, 'resumeCode'),
      code,
      says(locale, 'again'),
      code,
      says(locale, 'where', { minutes, site }),
      ...(sent ? [] : [says(locale, 'sendKey')]),
      says(locale, 'doneKey'),
      says(locale, 'person'),
      says(locale, 'options'),
    ],
    asked: {
      keys: {
        ...menuKeys(undefined),
        0: { do: 'choose', choice: 'person' },
        1: { do: 'look' },
        ...(!sent && { 2: { do: 'send' as const } }),
      },
      labels: [],
    },
    next: 'key',
  };
}

/** After a proof the rest is done by giving it once more, on the site: nothing is handed over. */
export function composeOnSite({ conversation: { locale } }: Call, site: string): Composed {
  return {
    say: [
      says(locale, 'onSite', { site }),
      says(locale, 'person'),
      says(locale, 'repeat'),
      says(locale, 'options'),
    ],
    asked: { keys: { ...menuKeys(undefined), 0: { do: 'choose', choice: 'person' } }, labels: [] },
    next: 'key',
  };
}

export interface ElsewhereWords {
  readonly reason: HandOverReason | 'chosen';
  /** The address as it is said. */
  readonly site: string;
  readonly now: number;
  readonly sent?: boolean;
}

/** « guichet.example, slash, reprendre » is no address for the ear: the host alone; the page is in its menu. */
export function siteAloud(publicUrl: string, locale: 'fr' | 'en'): string {
  const { hostname } = new URL(publicUrl);
  return hostname
    .replaceAll('.', locale === 'fr' ? ' point ' : ' dot ')
    .replaceAll('-', locale === 'fr' ? ' tiret ' : ' dash ');
}
