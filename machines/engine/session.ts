import { hash, timingSafeEqual } from 'node:crypto';
import type { Insurer } from '../domain/insurer.ts';
import type { Locale, Outcome, View } from '../envelope.ts';
import { Refused } from '../errors.ts';
import type { Randomness } from '../ports/vault.ts';
import type { Doc } from './documents.ts';
import type { Frame } from './frame.ts';
import { earliestTimer } from './frames.ts';
import { earliestEntry, type OutboxEntry, outboxKeys } from './outbox.ts';

export const sessionKind = 'session';

/** What a session is: one document, written whole by one commit a turn. Holds no secret value (P13). */
export interface Session {
  readonly tenant: string;
  /** The language of the last answer. What is sent speaks it too, but to a member: that speaks the member's own. */
  readonly locale: Locale;
  readonly turn: number;
  readonly frames: readonly Frame[];
  /** What the session was begun with: where `start-over` goes back to. */
  readonly entry: { readonly flow: string; readonly given: Readonly<Record<string, unknown>> };
  readonly startedAt: number;
  /** Until when it rests without an answer (X23); see `Turning.resting`. */
  readonly restUntil: number;
  /** It rests until this instant whatever it stands in: a link's own end (X09), the end of a wait (X04). */
  readonly restAtLeast?: number;
  readonly holders: readonly Holder[];
  /**
   * The last accepted turn, which holder's answer it was, and by what that answer is known again; sent again, it gets
   * `recorded`, or the present view while nothing else has changed it.
   */
  readonly last?: { readonly turn: number; readonly by?: string; readonly digest?: string };
  readonly recorded?: View;
  /** What was typed and is not secret, for the same form after a refusal, or come back to (WCAG 3.3.7, X18; `draft.ts`). */
  readonly draft?: Readonly<Record<string, string | boolean>>;
  /** Who typed it: another holder is not shown a NIR that is not theirs (X18, X20). */
  readonly draftBy?: string;
  readonly pending?: PendingCall;
  /** The newest of each holder: another of the same holder takes its place, and touches nobody else’s. */
  readonly handOvers?: readonly HandOver[];
  readonly outbox: readonly OutboxEntry[];
  readonly ended?: {
    readonly at: number;
    readonly how: 'done' | 'stopped' | 'rested';
    readonly outcome?: Outcome;
  };
  /** The holder whose secret was accepted: others learn « handed-over » and nothing of what it opened (X20). */
  readonly provenBy?: string;
  /**
   * The question as it stood before that secret, or a beginning since then that holds nothing of it: where a hand-over by
   * the same holder leads (P14).
   */
  readonly provenAt?: readonly Frame[];
  /** Who signed in here, as long as the member's epoch is the same (P05, X16). */
  readonly connected?: { readonly member: string; readonly epoch: number; readonly at: number };
}

/** Someone who may act on the session: a browser, an app, a conversation. */
interface Holder {
  /** SHA-256 of a 256-bit secret. */
  readonly digest: string;
  readonly channel: string;
  readonly since: number;
}

/** A call committed as started before it was made (`repeat: 'never'`). */
interface PendingCall {
  readonly id: string;
  readonly service: string;
  /** Index of the frame that waits for it. */
  readonly frame: number;
  readonly until: number;
  /** What the session shows meanwhile. */
  readonly view: View;
}

export interface HandOver {
  readonly codeDigest: string;
  readonly tokenDigest: string;
  readonly until: number;
  /** Digest of the holder who gave it. */
  readonly by: string;
  /**
   * Digest of the holder who has joined by it (P04); the same holder joins again and is the same. It stays on record
   * for its giver to see.
   */
  readonly used?: string;
}

/** More browsers and conversations than anybody leads one session in: the document stays small. */
export const mostHolders = 16;

/** Nobody joins any more by what nobody has joined by, of these: as if its time were over. The same where none waits. */
export function withoutOffers(
  session: Session,
  now: number,
  which: (one: HandOver) => boolean = () => true,
): Session {
  const waits = (one: HandOver) => !one.used && one.until > now && which(one);
  if (!session.handOvers?.some(waits)) return session;
  return {
    ...session,
    handOvers: session.handOvers.map((one) => (waits(one) ? { ...one, until: now } : one)),
  };
}

/** Whether somebody can still join by it. */
export const serves = ({ until, used }: HandOver, { ended }: Session, now: number): boolean =>
  !used && !ended && until > now;

/** `id.secret`: the id finds the document, the secret opens it. 22 + 43 characters of base64url. */
export interface SessionToken {
  readonly id: string;
  readonly secret: string;
}

const tokenPattern = /^([\w-]{22})([\w-]{43})$/;

export function mintToken(randomness: Randomness): string {
  return randomness.token(16) + randomness.token(32);
}

export function parseToken(token: string): SessionToken {
  const match = tokenPattern.exec(token);
  if (!match) throw new Refused('session-unknown', 'this session is unknown or has ended');
  return { id: match[1]!, secret: match[2]! };
}

export function holderDigest(secret: string): string {
  return hash('sha256', secret, 'base64url');
}

export function holds(session: Session, secret: string): boolean {
  const digest = Buffer.from(holderDigest(secret));
  return session.holders.some((holder) => timingSafeEqual(Buffer.from(holder.digest), digest));
}

/** Whether anyone may still read the session: an ended one for ten minutes (contract), a resting one always. */
export function readable(session: Session, insurer: Insurer, now: number): boolean {
  return !session.ended || now < session.ended.at + insurer.policies.lifetimes.endedReadableMs;
}

/** The session as the document to commit next: its due time, expiry and keys follow from its content. */
export function toDocument(id: string, rev: number, session: Session, insurer: Insurer): Doc<Session> {
  const { endedReadableMs, endedKeptMs } = insurer.policies.lifetimes;
  const { ended } = session;
  const stripped = ended !== undefined && session.frames.length === 0;
  const timed = ended
    ? [stripped ? undefined : ended.at + endedReadableMs, earliestEntry(session.outbox)]
    : [earliestTimer(session.frames), session.restUntil, earliestEntry(session.outbox)];
  // While a call is under way nobody else may write, or its answer would find another revision.
  const due = (session.pending ? [session.pending.until] : timed).filter((at) => at !== undefined);
  return {
    kind: sessionKind,
    id,
    rev,
    keys: [
      ...(session.handOvers ?? []).flatMap(({ tokenDigest, codeDigest }) => [
        `hand-over:${tokenDigest}`,
        `resume:${codeDigest}`,
      ]),
      ...outboxKeys(session.outbox),
    ],
    dueAt: due.length ? Math.min(...due) : null,
    expiresAt: ended ? ended.at + endedKeptMs : session.restUntil + endedReadableMs + endedKeptMs,
    body: session,
  };
}
