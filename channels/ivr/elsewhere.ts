import type { HandOverReason } from '../conversation/steps.ts';
import type { CallState } from './call-state.ts';
import { menuKeys } from './compose.ts';
import { type Composed, says } from './composing.ts';
import type { Call, TelephoneParts } from './parts.ts';
import { standing, stored } from './session.ts';
import { digitByDigit } from './speech.ts';
import type { WordId } from './words.ts';

/** A code with less time left than this is replaced: nobody gets to a computer in half a minute. */
const leastMs = 60_000;

export type Offer = NonNullable<CallState['offer']>;

/** Why a code that was told is told no more: somebody has joined by it or its link, or it is as good as over. */
export type Spent = 'used' | 'late';

/** What became of the code told before; undefined as long as it is good, or where none was told. */
export async function spentOf(parts: TelephoneParts, call: Call): Promise<Spent | undefined> {
  const { offer } = call.state;
  if (!offer || call.conversation.turn === 0) return undefined;
  const lives = (await parts.links.peek(offer.token)) !== undefined;
  if (lives && offer.until > parts.clock.now() + leastMs) return undefined;
  const { othersSince } = await standing(parts, call);
  return !lives && othersSince !== undefined && othersSince >= offer.since ? 'used' : 'late';
}

/** Whether the question being asked is the one that tells a code. */
export const tellsCode = ({ offer, asked }: CallState): boolean =>
  offer !== undefined && asked.keys[1]?.do === 'look';

/** Code and link by which another channel joins this session (X20); the same as long as they are good. */
export async function offerOf(
  parts: TelephoneParts,
  call: Call,
): Promise<{ readonly offer: Offer; readonly turn: number; readonly spent?: Spent }> {
  const spent = await spentOf(parts, call);
  const { offer } = call.state;
  const { turn } = call.conversation;
  if (offer && turn > 0 && !spent) return { offer, turn };
  const view = await stored(parts, call);
  const since = parts.clock.now();
  const { code, token, until } = await parts.engine.handOver(call.conversation.token!);
  return { offer: { code, token, since, until }, turn: view.turn, ...(spent && { spent }) };
}

const reasons: Readonly<Partial<Record<HandOverReason | 'chosen', WordId>>> = {
  chosen: 'elsewhereChosen',
  'two-secrets': 'elsewhereSafe',
  secret: 'elsewhereSafe',
};

const spentWords: Readonly<Record<Spent, WordId>> = { used: 'resumeUsed', late: 'resumeLate' };

/**
 * What a telephone cannot do is done elsewhere, in the same session (X20): the code is said twice, slowly; a
 * link goes to whoever the insurer knows, in words that are the same for everyone (P07).
 */
export function composeElsewhere(
  { conversation: { locale } }: Call,
  offer: Pick<Offer, 'code' | 'until'>,
  { reason, site, now, sent, spent }: ElsewhereWords,
): Composed {
  const code = { text: digitByDigit(offer.code), slowly: true as const };
  const minutes = String(Math.max(1, Math.round((offer.until - now) / 60_000)));
  return {
    say: [
      says(locale, sent ? 'sent' : spent ? spentWords[spent] : (reasons[reason] ?? 'elsewhere')),
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
    asked: { keys: menuKeys(undefined), labels: [] },
    next: 'key',
  };
}

export interface ElsewhereWords {
  readonly reason: HandOverReason | 'chosen';
  /** The address as it is said. */
  readonly site: string;
  readonly now: number;
  readonly sent?: boolean;
  /** A code was told before: what became of it comes before the new one. */
  readonly spent?: Spent;
}

/** « guichet.example, slash, reprendre » is no address for the ear: the host alone; the page is in its menu. */
export function siteAloud(publicUrl: string, locale: 'fr' | 'en'): string {
  const { hostname } = new URL(publicUrl);
  return hostname
    .replaceAll('.', locale === 'fr' ? ' point ' : ' dot ')
    .replaceAll('-', locale === 'fr' ? ' tiret ' : ' dash ');
}
