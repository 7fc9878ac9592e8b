import type { Locale } from '../envelope.ts';
import type { Origin } from '../flow.ts';
import { type Lease, StoreUnavailable } from '../ports/store.ts';
import { createAnswering } from './answering.ts';
import type { Doc } from './documents.ts';
import { createDueHandler } from './due.ts';
import type { AnswerRequest, Beginning, Reply } from './exchange.ts';
import { createHandingOver, type JoinBy, type Offer } from './handing-over.ts';
import { createLateEvents, type Heard, type LateEvent } from './late.ts';
import { createOpening } from './opening.ts';
import type { Deliver } from './outbox.ts';
import { createReplying } from './replying.ts';
import { serialQueue } from './serial.ts';
import { holderDigest, mintToken, parseToken, type Session, type SessionToken } from './session.ts';
import { createTurning, type EngineOptions, LostRace, noOrigin } from './turning.ts';

export type { AnswerRequest, Beginning, BegunElsewhere, Reply } from './exchange.ts';
export type { EngineEvent, EngineOptions } from './turning.ts';

export interface Engine {
  /** A new session as it would be shown, without storing anything. */
  preview(beginning: Beginning): Promise<Reply>;
  /** A new session, stored. `token` may be minted before, so that a repeated start finds the same session. */
  start(beginning: Beginning, token?: string): Promise<Reply & { readonly token: string }>;
  /** What the session shows now; timers that are due have been heard first. */
  resume(token: string, locale?: Locale): Promise<Reply>;
  /**
   * Handles one answer in one commit. The last accepted turn sent again gets its recorded view, whatever the
   * answer; any other turn throws `StaleTurn` with the present view; what is not offered throws `Refused`.
   * Of two racing answers one is accepted and the other finds its turn stale or recorded (P11, P12).
   */
  answer(request: AnswerRequest): Promise<Reply>;
  /**
   * Gives a code and a link by which another channel joins this session (X11, X20). This holder’s older ones are dead;
   * those that others gave live on: a session has at most one a holder.
   */
  handOver(token: string): Promise<Offer>;
  /**
   * What this holder gave and nobody has used opens no more (X11, X20); where there is none, nothing is written. Throws
   * `Refused('session-unknown')` where the session has ended or come to rest, and its links with it.
   */
  takeBack(token: string): Promise<void>;
  /**
   * Joins by code or link, once; proves nothing. With the same `secret` again (43 characters of base64url, the second
   * half of the token) it is the same holder of the same session. A session keeps its sixteen newest holders, whoever
   * began it and whoever gave proof. Throws `Refused('code-unknown')` (P04, P14).
   */
  join(by: JoinBy, origin: Origin, secret?: string): Promise<Reply & { readonly token: string }>;
  /**
   * Tells a session what happened elsewhere: the topmost chart that waits for it moves on, in one commit, turn
   * +1. Due timers are heard first. At least once from the sender's side, so charts must know an event that they
   * have heard: what no chart waits for (any more) is `ignored` and changes nothing, and so is a session that
   * has ended or does not exist. Races with answers as they race with each other (P11, P12).
   */
  deliver(sessionId: string, event: LateEvent): Promise<Heard>;
  /** The worker's part: due timers, rest, outbox, stripping. Called with a lease. */
  handleDue(document: Doc<unknown>, lease: Lease, deliver: Deliver): Promise<void>;
  readonly mint: () => string;
}

const raceLimit = 12;

export function createEngine(options: EngineOptions): Engine {
  const { randomness } = options;
  const serially = serialQueue();
  const mint = () => mintToken(randomness);

  const turning = createTurning(options);
  const { save } = turning;
  const { begin, open } = createOpening(options, turning);
  const { reply, askedOf } = createReplying(options, turning);
  const answerOnce = createAnswering(options, turning, { open, reply, askedOf });
  const handingOver = createHandingOver(options, turning, { open: (token) => open(token, noOrigin) });
  const handleDue = createDueHandler(options, turning, serially);
  const hear = createLateEvents(options, turning);

  /** Runs a task on the session again while it loses races to others. */
  async function racing<T>(id: string, task: () => Promise<T>): Promise<T> {
    return serially(id, async () => {
      for (let tries = 1; ; tries++) {
        try {
          return await task();
        } catch (error) {
          if (!(error instanceof LostRace)) throw error;
          if (tries >= raceLimit) throw new StoreUnavailable('too many others write this session');
        }
      }
    });
  }

  async function resumeOnce(token: SessionToken, locale?: Locale): Promise<Reply> {
    const { session, dirty, scope } = await open(token, noOrigin);
    if (dirty) await save(session, scope);
    return reply(session, scope.holder, locale);
  }

  return {
    mint,
    preview: async (beginning) => {
      const unused = parseToken(mint());
      return reply(await begin(beginning, unused), holderDigest(unused.secret));
    },
    start: async (beginning, token = mint()) => {
      const parsed = parseToken(token);
      return racing(parsed.id, async () => {
        const { session, stored, scope } = await open(parsed, beginning.origin, beginning);
        if (!stored) await save(session, scope);
        return { ...reply(session, scope.holder), token };
      });
    },
    resume: async (token, locale) => {
      const parsed = parseToken(token);
      return racing(parsed.id, () => resumeOnce(parsed, locale));
    },
    answer: async (request) => {
      const token = parseToken(request.token);
      return racing(token.id, () => answerOnce(request, token));
    },
    handOver: (token) => racing(parseToken(token).id, () => handingOver.offer(token)),
    takeBack: (token) => racing(parseToken(token).id, () => handingOver.takeBack(token)),
    join: async (by, origin, secret = randomness.token(32)) => {
      const id = await handingOver.find(by, secret);
      const token = await racing(id, () => handingOver.join(id, by, origin, secret));
      // What it goes back to may have been due meanwhile: that is heard before it is shown.
      return { ...(await racing(id, () => resumeOnce(parseToken(token)))), token };
    },
    deliver: (id, event) => racing(id, () => hear(id, event)),
    handleDue: (document, lease, deliver) => handleDue(document as Doc<Session>, lease, deliver),
  };
}
