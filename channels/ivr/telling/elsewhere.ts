import type { Locale } from '../../../machines/envelope.ts';
import type { HandOverReason } from '../../conversation/hand-over.ts';
import type { CallState } from '../call-state.ts';
import type { Call, Composed, Moved, TelephoneParts } from '../parts.ts';
import type { Spoken } from '../prompt.ts';
import { stored } from '../session.ts';
import { type WordId, worded } from '../words.ts';
import { says } from './menu.ts';
import { addressAloud, digitByDigit, timeAloud } from './speech.ts';
import { menuKeys } from './view-menu.ts';

/** A code with less time left than this is replaced: nobody gets to a computer in half a minute. */
const leastMs = 60_000;

type Offer = NonNullable<CallState['offer']>;

/** Why a code that was told is told no more: somebody has joined by it or its link, or it is as good as over. */
export type Spent = 'used' | 'late';

/** What became of the code told before; undefined as long as it is good, or where none was told. */
export async function spentOf(parts: TelephoneParts, call: Call): Promise<Spent | undefined> {
  const { offer } = call.state;
  if (!offer || call.conversation.turn === 0) return undefined;
  const fate = await parts.links.handOverFate(offer.token);
  // A link that was sent is as good as it says.
  const least = offer.sent ? 0 : leastMs;
  if (fate === 'serves') return offer.until > parts.clock.now() + least ? undefined : 'late';
  return fate === 'used' ? 'used' : 'late';
}

/** Whether the question being asked is the one that tells a code. */
export const tellsCode = (state: CallState): boolean =>
  waitsForPage(state) && state.asked.keys[2]?.do !== 'elsewhere';

/** Whether the caller has been sent to a page, and says when it is done. */
export const waitsForPage = ({ offer, asked }: CallState): boolean =>
  offer !== undefined && asked.keys[1]?.do === 'look';

/** Code and link by which another channel joins this session (X20); the same as long as they are good. */
async function offerOf(
  parts: TelephoneParts,
  call: Call,
): Promise<{ readonly offer: Offer; readonly turn: number; readonly spent?: Spent }> {
  const spent = await spentOf(parts, call);
  const { offer } = call.state;
  const { turn } = call.conversation;
  const { view, provenHere } = await stored(parts, call);
  const since = parts.clock.now();
  const anew = provenHere ? { anew: true as const } : {};
  if (offer && turn > 0 && !spent) return { offer: { ...offer, since, ...anew }, turn: view.turn };
  const { code, token, until } = await parts.engine.handOver(call.conversation.token!);
  return { offer: { code, token, since, until, ...anew }, turn: view.turn, ...(spent && { spent }) };
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
function composeElsewhere(
  { conversation: { locale } }: Call,
  offer: Pick<Offer, 'code' | 'until' | 'anew' | 'sent'>,
  { reason, site, opening, spent, mailOnly }: ElsewhereWords,
): Composed {
  const code = { text: digitByDigit(offer.code), slowly: true as const };
  const until = timeAloud(offer.until, locale);
  return {
    say: [
      ...(opening ? [says(locale, opening === 'sent' && mailOnly ? 'sentByMail' : opening)] : []),
      ...(spent ? [says(locale, spentWords[spent])] : []),
      ...(opening || spent ? [] : [says(locale, reasons[reason] ?? 'elsewhere')]),
      ...(offer.anew && !opening ? [says(locale, 'provenAnew')] : []),
      says(locale, 'resumeCode'),
      code,
      says(locale, 'again'),
      code,
      says(locale, 'where', { until, site }),
      // One link is sent for a code: another key for it would send nothing.
      ...(offer.sent ? [] : [says(locale, mailOnly ? 'sendKeyByMail' : 'sendKey')]),
      says(locale, 'doneKey'),
      says(locale, 'person'),
      says(locale, 'repeat'),
      says(locale, 'options'),
    ],
    asked: {
      keys: {
        ...menuKeys(undefined),
        0: { do: 'choose', choice: 'person' },
        1: { do: 'look' },
        ...(!offer.sent && { 2: { do: 'send' as const } }),
      },
      labels: [
        { id: '1', label: worded(locale, 'doneLabel') },
        ...(offer.sent ? [] : [{ id: '2', label: worded(locale, 'sendLabel') }]),
        { id: '9', label: worded(locale, 'codeLabel') },
      ],
    },
    next: 'key',
  };
}

/** Somebody is there already: another code would only take them away from what they do. */
export const composePageOpen = (locale: Locale): Composed => ({
  say: (['pageOpen', 'doneKey', 'anotherCodeKey', 'person', 'repeat', 'options'] as const).map((word) =>
    says(locale, word),
  ),
  asked: {
    keys: { ...menuKeys(undefined), 1: { do: 'look' }, 2: { do: 'elsewhere' } },
    labels: [{ id: '1', label: worded(locale, 'doneLabel') }],
  },
  next: 'key',
});

export interface ElsewhereWords {
  readonly reason: HandOverReason | 'chosen';
  /** The address as it is said. */
  readonly site: string;
  /** Why it is told again. */
  readonly opening?: 'sent' | 'notYet';
  /** No SMS can be sent here. */
  readonly mailOnly?: true;
  /** A code was told before: what became of it comes before the new one. */
  readonly spent?: Spent;
}

/** X20: the same session, by its code or link, where the rest of it can be done. */
export async function goElsewhere(
  parts: TelephoneParts,
  call: Call,
  reason: HandOverReason | 'chosen',
  first: readonly Spoken[] = [],
  extra: Partial<ElsewhereWords> = {},
): Promise<Moved> {
  const { offer, turn, spent } = await offerOf(parts, call);
  const { locale } = call.conversation;
  const moved: Call = {
    ...call,
    conversation: { ...call.conversation, turn },
    state: { ...call.state, offer },
  };
  const site = siteAloud(parts.publicUrl, locale);
  return {
    call: moved,
    first,
    composed: composeElsewhere(moved, offer, {
      reason,
      site,
      ...(spent && { spent }),
      ...(!parts.handOverMessages.sendsSms && { mailOnly: true }),
      ...extra,
    }),
  };
}

/** A code that is about to be told again although it is dead: another one, and why. */
export async function anotherCode(
  parts: TelephoneParts,
  call: Call,
  first: readonly Spoken[] = [],
): Promise<Moved | undefined> {
  if (!tellsCode(call.state) || !(await spentOf(parts, call))) return undefined;
  return goElsewhere(parts, call, 'chosen', first);
}

/** « guichet.example, slash, reprendre » is no address for the ear: the host alone; the page is in its menu. */
const siteAloud = (publicUrl: string, locale: Locale): string =>
  addressAloud(new URL(publicUrl).hostname, locale);
