import type { Answer, Locale, View } from '../envelope.ts';
import { Refused, StaleTurn } from '../errors.ts';
import type { Origin, ShownContext } from '../flow.ts';
import { type Lease, StoreUnavailable } from '../ports/store.ts';
import { draftOf, toEvent } from './answer.ts';
import type { Doc } from './documents.ts';
import { createDueHandler } from './due.ts';
import { digress, enter, send, snapshotOf } from './frames.ts';
import { createHandingOver, type JoinBy, type Offer } from './handing-over.ts';
import { createLateEvents, type Heard, type LateEvent } from './late.ts';
import type { Deliver } from './outbox.ts';
import { digressionOf } from './registry.ts';
import { serialQueue } from './serial.ts';
import {
  holderDigest,
  holds,
  mintToken,
  parseToken,
  readable,
  type Session,
  type SessionToken,
  sessionKind,
} from './session.ts';
import {
  createTurning,
  type EngineOptions,
  LostRace,
  noOrigin,
  othersCall,
  type TurnScope,
  unknownSession,
} from './turning.ts';
import { type Offered, offered, presentElsewhere, whereabouts } from './view.ts';

export type { EngineEvent, EngineOptions } from './turning.ts';

export interface Beginning {
  readonly tenant: string;
  readonly flow: string;
  readonly locale: Locale;
  readonly origin: Origin;
  /** What the flow is handed: the link it was opened with, the way it is shown. */
  readonly given?: Readonly<Record<string, unknown>>;
  /** `given` is proof of who they are: a hand-over does not pass it on (P14). */
  readonly proven?: true;
  /** Rest at least until this instant (X09: until the link's own expiry). */
  readonly restUntil?: number;
}

export interface AnswerRequest {
  readonly token: string;
  readonly turn: number;
  readonly answer: Answer;
  readonly origin: Origin;
  readonly locale?: Locale;
  /** A form shown before anything was stored: its first answer begins the session and answers it in one commit. */
  readonly begin?: Beginning;
}

export interface BegunElsewhere {
  readonly channel: string;
  readonly since: number;
}

export interface Reply {
  readonly view: View;
  /** What was typed into fields that are not secret, for the same form again. Only ever for the web's own form. */
  readonly draft: Readonly<Record<string, string | boolean>>;
  readonly tenant: string;
  /** For a holder who joined: the channel the session was begun on, and when (X20). */
  readonly begunElsewhere?: BegunElsewhere;
  /** Set for the holder whose answer signed in, and for the same answer sent again. */
  readonly connected?: NonNullable<Session['connected']>;
}

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
  /** Gives a code and a link by which another channel joins this session (X11, X20). The older ones are dead. */
  handOver(token: string): Promise<Offer>;
  /** Joins by code or link, once; proves nothing. Throws `Refused('code-unknown')` (P04, P14). */
  join(by: JoinBy, origin: Origin): Promise<Reply & { readonly token: string }>;
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

function begunElsewhere(
  { holders: [first], startedAt }: Session,
  holder: string,
): { readonly begunElsewhere?: BegunElsewhere } {
  if (!first || first.digest === holder) return {};
  return { begunElsewhere: { channel: first.channel, since: startedAt } };
}

export function createEngine(options: EngineOptions): Engine {
  const { registry, documents, clock, vault, randomness } = options;
  const serially = serialQueue();
  const mint = () => mintToken(randomness);

  const turning = createTurning(options);
  const { insurerOf, show, settle, catchUp, readFrames, save } = turning;
  const handleDue = createDueHandler(options, turning);
  const hear = createLateEvents(options, turning);

  /** Whether this holder hears the view instead of reading it. */
  const heardBy = ({ holders }: Session, digest: string): boolean =>
    options.speakingChannels?.has(holders.find((holder) => holder.digest === digest)?.channel ?? '') ?? false;

  /** What this holder sees. Proof given by another holder is never shown, nor what followed from it (X20, P14). */
  const reply = (session: Session, holder: string, locale?: Locale): Reply =>
    session.provenBy !== undefined && session.provenBy !== holder
      ? {
          view: presentElsewhere(show(session, locale), registry, locale ?? session.locale),
          draft: {},
          tenant: session.tenant,
          ...begunElsewhere(session, holder),
        }
      : {
          view: show(session, locale, heardBy(session, holder)),
          draft: session.draftBy === holder ? (session.draft ?? {}) : {},
          tenant: session.tenant,
          ...begunElsewhere(session, holder),
        };

  const handingOver = createHandingOver(options, turning, { open: (token) => open(token, noOrigin), reply });

  /** What this holder may answer: as `reply`, but without wording a view that nobody will see. */
  const askedOf = (session: Session, holder: string): Offered =>
    session.provenBy !== undefined && session.provenBy !== holder
      ? reply(session, holder).view
      : offered(session, registry);

  /** A new session in memory, its first question reached. Calls made on the way are made. */
  async function begin(beginning: Beginning, token: SessionToken): Promise<Session> {
    const insurer = insurerOf(beginning.tenant);
    const flow = registry.get(beginning.flow);
    const now = clock.now();
    const restMs = flow.restMs?.(insurer) ?? insurer.policies.lifetimes.restMs;
    const entry = { flow: flow.id, given: beginning.given ?? {} };
    const session: Session = {
      tenant: insurer.id,
      locale: beginning.locale,
      turn: 1,
      frames: [],
      entry,
      startedAt: now,
      restMs,
      restUntil: Math.max(now + restMs, beginning.restUntil ?? 0),
      holders: [{ digest: holderDigest(token.secret), channel: beginning.origin.channel, since: now }],
      outbox: [],
      // What the flow was entered with is proof already: a hand-over does not pass it on (P14).
      ...((flow.needsToken || beginning.proven) && { provenBy: holderDigest(token.secret) }),
    };
    const stepped = enter({ registry, insurer, now }, entry.flow, entry.given);
    const scope: TurnScope = { insurer, id: token.id, origin: beginning.origin, holder: '', rev: 0 };
    return settle(session, stepped, scope, 'begin');
  }

  interface Opened {
    readonly session: Session;
    readonly stored: boolean;
    readonly dirty: boolean;
    readonly scope: TurnScope;
  }

  async function open(token: SessionToken, origin: Origin, beginning?: Beginning): Promise<Opened> {
    const document = await documents.load<Session>(sessionKind, token.id);
    if (!document) {
      if (!beginning) throw unknownSession();
      const insurer = insurerOf(beginning.tenant);
      return {
        session: await begin(beginning, token),
        stored: false,
        dirty: true,
        scope: { insurer, id: token.id, origin, holder: holderDigest(token.secret), rev: 0 },
      };
    }
    const stored = document.body;
    const insurer = insurerOf(stored.tenant);
    if (!holds(stored, token.secret) || !readable(stored, insurer, clock.now())) throw unknownSession();
    await checkConnected(stored);
    const scope: TurnScope = {
      insurer,
      id: token.id,
      origin,
      holder: holderDigest(token.secret),
      rev: document.rev,
    };
    const session = await catchUp({ ...stored, frames: readFrames(stored.frames) }, scope);
    // A call that may be made once has been made on the way: its answer is kept whatever becomes of this turn.
    if (scope.rev !== document.rev) {
      await save(session, scope);
      throw new LostRace();
    }
    return {
      session,
      stored: true,
      dirty: session.turn !== stored.turn || session.ended !== stored.ended,
      scope,
    };
  }

  async function checkConnected({ tenant, connected }: Session) {
    if (connected && !(await options.stillConnected(tenant, connected.member, connected.epoch)))
      throw unknownSession();
  }

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

  async function answerOnce(request: AnswerRequest, token: SessionToken): Promise<Reply> {
    const opened = await open(token, request.origin, request.turn === 1 ? request.begin : undefined);
    const { session, scope } = opened;
    if (session.pending) await othersCall();
    const digest = () => vault.digest('answer', `${scope.id}|${JSON.stringify(request.answer)}`);
    if (session.last?.turn === request.turn) {
      if (opened.dirty) await save(session, scope);
      const now = reply(session, scope.holder, request.locale);
      const mine = session.provenBy === undefined || session.provenBy === scope.holder;
      const again = session.recorded && mine ? { ...now, view: session.recorded } : now;
      const same =
        mine &&
        session.connected &&
        session.last.digest &&
        vault.matches('answer', `${scope.id}|${JSON.stringify(request.answer)}`, session.last.digest);
      return { ...again, ...(same && { connected: session.connected! }) };
    }
    if (session.turn !== request.turn) {
      if (opened.dirty && opened.stored) await save(session, scope);
      throw new StaleTurn(reply(session, scope.holder, request.locale).view);
    }
    const asked = askedOf(session, scope.holder);
    const event = toEvent(request.answer, asked, (choice) => digressionOf(registry, choice) !== undefined);
    const after = provenBy(scope.holder, asked, event, await accept(session, event, scope));
    const next: Session =
      after.connected && !session.connected
        ? { ...after, last: { turn: request.turn, digest: digest() } }
        : after;
    await save(next, scope);
    const result = reply(next, scope.holder, request.locale);
    options.watch?.({
      type: 'turn',
      flow: result.view.flow,
      state: result.view.state,
      ...(result.view.error && { error: result.view.error.id }),
    });
    return { ...result, ...(next.connected && { connected: next.connected }) };
  }

  async function accept(
    session: Session,
    event: ReturnType<typeof toEvent>,
    scope: TurnScope,
  ): Promise<Session> {
    const now = clock.now();
    const { recorded: _recorded, draft: _draft, draftBy: _by, ...rest } = session;
    const answered: Session = {
      ...rest,
      turn: session.turn + 1,
      last: { turn: session.turn },
      restUntil: Math.max(session.restUntil, now + session.restMs),
    };
    const world = { registry, insurer: scope.insurer, now };
    const asked: Session = { ...session };
    if (event.type === 'CHOSE.stop') return { ...answered, ended: { at: now, how: 'stopped' } };
    if (event.type === 'CHOSE.start-over')
      return carry(
        await settle(asked, enter(world, session.entry.flow, session.entry.given), scope, 'answer'),
        answered,
      );
    const heard = snapshotOf(registry, session.frames.at(-1)!).can(event);
    // A chart that hears the choice itself knows better what it leads to.
    const digression = 'choice' in event && !heard ? digressionOf(registry, event.choice) : undefined;
    if (digression) {
      const given = { digression: true, ...digression.given, from: whereabouts(registry, session) } as const;
      const left = digress(world, session.frames, { flow: digression.flow, given });
      return withDraft(carry(await settle(asked, left, scope, 'answer'), answered), session);
    }
    if (!heard) throw new Refused('not-offered', 'this state does not accept this answer');
    const after = carry(await settle(asked, send(world, session.frames, event), scope, 'answer'), answered);
    const { error } = (after.frames.at(-1)?.context ?? {}) as ShownContext;
    if (event.type !== 'ANSWERED') return withDraft(after, session);
    if (!error) return after;
    // Whoever is told to come back at an hour finds the question still there (X04, X23).
    const restUntil = Math.max(after.restUntil, (error.retryAt ?? 0) + session.restMs);
    return { ...after, restUntil, draft: draftOf(event.values), draftBy: scope.holder };
  }

  /** What the calls made of the session, with the turn's own bookkeeping. */
  function carry({ frames, outbox, ended: end, connected }: Session, answered: Session): Session {
    return { ...answered, frames, outbox, ...(end && { ended: end }), ...(connected && { connected }) };
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
    join: async (by, origin) => {
      const id = await handingOver.find(by);
      return racing(id, () => handingOver.join(id, by, origin));
    },
    deliver: (id, event) => racing(id, () => hear(id, event)),
    handleDue: async (document, lease, deliver) => {
      await serially(document.id, async () => {
        try {
          await handleDue(document as Doc<Session>, lease, deliver);
        } catch (error) {
          if (!(error instanceof LostRace)) throw error;
          await documents.store.release(document.kind, document.id, lease);
        }
      });
    },
  };
}

/**
 * A choice within a flow, another human check or a look at the contacts, leaves what was typed for when the
 * question comes back (WCAG 3.3.7, X18); another flow does not.
 */
function withDraft(after: Session, { frames, draft, draftBy }: Session): Session {
  if (!draft || after.ended || after.frames[0]?.flow !== frames[0]?.flow) return after;
  return { ...after, draft, ...(draftBy !== undefined && { draftBy }) };
}

/** Whoever gives a secret that is accepted is from then on the only one who sees what it opened (X20, P14). */
function provenBy(
  holder: string,
  asked: Offered,
  event: ReturnType<typeof toEvent>,
  after: Session,
): Session {
  if (event.type !== 'ANSWERED') return after;
  const gaveSecret = asked.fields.some(({ name, secret }) => secret && event.values[name]);
  return gaveSecret && !after.draft ? { ...after, provenBy: holder } : after;
}
