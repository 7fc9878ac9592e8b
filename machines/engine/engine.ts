import type { Insurer } from '../domain/insurer.ts';
import type { Answer, Locale, View } from '../envelope.ts';
import { Refused, StaleTurn } from '../errors.ts';
import type { FlowOutput, Origin, Scope, Services } from '../flow.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { type Lease, StoreUnavailable } from '../ports/store.ts';
import type { Randomness, Vault } from '../ports/vault.ts';
import { draftOf, toEvent } from './answer.ts';
import type { Doc, Documents } from './documents.ts';
import {
  digress,
  type Effect,
  enter,
  type Frame,
  fireNext,
  type Stepped,
  send,
  snapshotOf,
} from './frames.ts';
import { type Deliver, deliverDue, type OutboxEntry } from './outbox.ts';
import { migrateFrames, type Registry } from './registry.ts';
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
  toDocument,
} from './session.ts';
import { present, presentElsewhere } from './view.ts';

export interface EngineOptions {
  readonly registry: Registry;
  readonly services: Services;
  readonly documents: Documents;
  readonly insurers: ReadonlyMap<string, Insurer>;
  readonly clock: Clock;
  readonly vault: Vault;
  readonly randomness: Randomness;
  readonly logger: Logger;
  /** What a chart's named action puts into the outbox. */
  readonly effects: Readonly<
    Record<string, (params: Effect['params'], scope: Scope) => Omit<OutboxEntry, 'id' | 'dueAt' | 'attempts'>>
  >;
  /** Whether a member may still be signed in: active, and of the same epoch (P05, X16). */
  readonly stillConnected: (tenant: string, member: string, epoch: number) => Promise<boolean>;
  /** Told of what happened, for metrics. Labels carry no personal data. */
  readonly watch?: (event: EngineEvent) => void;
}

export type EngineEvent =
  | { readonly type: 'turn'; readonly flow: string; readonly state: string; readonly error?: string }
  | { readonly type: 'ended'; readonly flow: string; readonly how: string }
  | { readonly type: 'timer-late'; readonly ms: number };

export interface Beginning {
  readonly tenant: string;
  readonly flow: string;
  readonly locale: Locale;
  readonly origin: Origin;
  /** What the flow is handed: the link it was opened with, the way it is shown. */
  readonly given?: Readonly<Record<string, unknown>>;
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

export interface Reply {
  readonly view: View;
  /** What was typed into fields that are not secret, for the same form again. Only ever for the web's own form. */
  readonly draft: Readonly<Record<string, string | boolean>>;
  readonly tenant: string;
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
  handOver(token: string): Promise<{ readonly code: string; readonly token: string; readonly until: number }>;
  /** Joins by code or link, once; proves nothing. Throws `Refused('code-unknown')` (P04, P14). */
  join(
    by: { readonly code: string; readonly tenant?: string } | { readonly link: string },
    origin: Origin,
  ): Promise<Reply & { readonly token: string }>;
  /** The worker's part: due timers, rest, outbox, stripping. Called with a lease. */
  handleDue(document: Doc<unknown>, lease: Lease, deliver: Deliver): Promise<void>;
  readonly mint: () => string;
}

const raceLimit = 12;
const pendingMs = 30_000;

export function createEngine(options: EngineOptions): Engine {
  const { registry, documents, clock, vault, randomness, logger } = options;
  const serially = serialQueue();
  const mint = () => mintToken(randomness);

  const insurerOf = (tenant: string): Insurer => {
    const insurer = options.insurers.get(tenant);
    if (!insurer) throw new Refused('tenant-unknown', `there is no insurer « ${tenant} » here`);
    return insurer;
  };
  const show = (session: Session, locale?: Locale): View =>
    present(session, { registry, insurer: insurerOf(session.tenant), now: clock.now() }, locale);
  /** What this holder sees. Proof given by another holder is never shown, nor what followed from it (X20, P14). */
  const reply = (session: Session, holder: string, locale?: Locale): Reply =>
    session.provenBy !== undefined && session.provenBy !== holder
      ? {
          view: presentElsewhere(show(session, locale), registry, locale ?? session.locale),
          draft: {},
          tenant: session.tenant,
        }
      : { view: show(session, locale), draft: session.draft ?? {}, tenant: session.tenant };

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
    };
    const stepped = enter({ registry, insurer, now }, entry.flow, entry.given);
    return settle(session, stepped, { insurer, id: token.id, origin: beginning.origin, holder: '', rev: 0 });
  }

  interface TurnScope {
    readonly insurer: Insurer;
    readonly id: string;
    readonly origin: Origin;
    /** Digest of the holder who acts; empty for the worker. */
    readonly holder: string;
    /** Revision of the stored document this turn builds on. */
    rev: number;
    readonly lease?: Lease;
  }

  /** Makes the calls of a step, one after the other, until the chart waits for a person or ends. */
  async function settle(session: Session, first: Stepped, scope: TurnScope): Promise<Session> {
    let stepped = first;
    let outbox = session.outbox;
    let current = session;
    for (let made = 0; ; made++) {
      if (made > 50) throw new Error('a chart calls without end');
      outbox = [
        ...outbox,
        ...stepped.effects.map((effect) => entryOf(effect, callScope(session, scope, made))),
      ];
      const [call, ...more] = stepped.calls;
      if (more.length > 0) throw new Error('a chart makes two calls at once');
      if (!call) {
        if (!stepped.output?.next) break;
        stepped = enter(
          { registry, insurer: scope.insurer, now: clock.now() },
          stepped.output.next,
          stepped.output.with ?? {},
        );
        continue;
      }
      const at = callScope(session, scope, made);
      const { repeat } = serviceOf(call.service);
      if (repeat === 'never')
        current = await commitPending({ ...current, frames: stepped.frames, outbox }, call, session, scope);
      const event = await makeCall(call.service, call.id, call.input, at);
      stepped = send({ registry, insurer: scope.insurer, now: clock.now() }, stepped.frames, event);
    }
    const { pending: _made, ...rest } = current;
    return ended({ ...rest, frames: stepped.frames, outbox }, stepped.output);
  }

  function serviceOf(name: string) {
    const service = options.services[name];
    if (!service) throw new Error(`no service « ${name} »`);
    return service;
  }

  function callScope(session: Session, { insurer, id, origin }: TurnScope, made: number): Scope {
    return {
      insurer,
      locale: session.locale,
      now: clock.now(),
      origin,
      sessionId: id,
      callId: `${id}.${session.turn}.${made}`,
    };
  }

  /** An error that says « come back later » leaves the turn untaken; any other is the chart's to handle. */
  async function makeCall(service: string, id: string, input: unknown, scope: Scope) {
    try {
      const output = await serviceOf(service).run(input as never, scope);
      return { type: `xstate.done.actor.${id}`, output };
    } catch (error) {
      if (leavesTurnUntaken(error)) throw error;
      logger.error({ service, error: describe(error) }, 'a call failed');
      return { type: `xstate.error.actor.${id}`, error: 'failed' };
    }
  }

  async function commitPending(
    started: Session,
    call: Stepped['calls'][number],
    shown: Session,
    scope: TurnScope,
  ) {
    const pending = { id: call.id, service: call.service, until: clock.now() + pendingMs, view: show(shown) };
    const session: Session = { ...started, pending };
    const result = await documents.commit(
      toDocument(scope.id, scope.rev + 1, session, scope.insurer),
      scope.lease,
    );
    if (result === 'lost') throw new LostRace();
    scope.rev += 1;
    return session;
  }

  function entryOf(effect: Effect, scope: Scope): OutboxEntry {
    const make = options.effects[effect.type];
    if (!make) throw new Error(`no effect « ${effect.type} »`);
    return { ...make(effect.params, scope), id: randomness.token(12), dueAt: scope.now, attempts: 0 };
  }

  function ended(session: Session, output: FlowOutput | undefined): Session {
    if (!output) return session;
    const now = clock.now();
    options.watch?.({ type: 'ended', flow: session.frames[0]!.flow, how: 'done' });
    return {
      ...session,
      ended: { at: now, how: 'done' },
      ...(output.login && { connected: { ...output.login, at: now } }),
    };
  }

  /** Applies what time has brought since the last commit: timers, then rest. Says whether anything changed. */
  async function catchUp(session: Session, scope: TurnScope): Promise<Session> {
    let current = await giveUpPending(session, scope);
    for (;;) {
      const now = clock.now();
      if (current.ended || current.pending) return current;
      const stepped = fireNext({ registry, insurer: scope.insurer, now }, current.frames);
      if (!stepped) break;
      current = await settle(changed(current), stepped, scope);
    }
    if (clock.now() < current.restUntil) return current;
    options.watch?.({ type: 'ended', flow: current.frames[0]!.flow, how: 'rested' });
    return { ...withoutDraft(changed(current)), ended: { at: clock.now(), how: 'rested' } };
  }

  async function giveUpPending(session: Session, scope: TurnScope): Promise<Session> {
    const { pending } = session;
    if (!pending || clock.now() < pending.until) return session;
    const { pending: _lapsed, ...rest } = session;
    const event = { type: `xstate.error.actor.${pending.id}`, error: 'interrupted' };
    logger.warn({ service: pending.service }, 'a call was interrupted and is given up');
    const stepped = send({ registry, insurer: scope.insurer, now: clock.now() }, session.frames, event);
    return settle(changed(rest), stepped, scope);
  }

  /** The next turn of a session that changes without an answer: the last answer's view is recorded first. */
  function changed(session: Session): Session {
    const recorded = session.last && !session.recorded ? { recorded: show(session) } : {};
    return { ...session, ...recorded, turn: session.turn + 1 };
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
    const session = await catchUp({ ...stored, frames: migrateFrames(registry, stored.frames) }, scope);
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

  const save = async (session: Session, { id, insurer, rev, lease }: TurnScope) => {
    if ((await documents.commit(toDocument(id, rev + 1, session, insurer), lease)) === 'lost')
      throw new LostRace();
  };

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
    if (session.pending) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      throw new LostRace();
    }
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
    const asked = reply(session, scope.holder).view;
    const event = toEvent(request.answer, asked);
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
    const { recorded: _recorded, draft: _draft, ...rest } = session;
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
        await settle(asked, enter(world, session.entry.flow, session.entry.given), scope),
        answered,
      );
    if ('choice' in event && registry.has(event.choice) && registry.get(event.choice).role === 'digression')
      return carry(await settle(asked, digress(world, session.frames, event.choice), scope), answered);
    if (!snapshotOf(registry, session.frames.at(-1)!).can(event))
      throw new Refused('not-offered', 'this state does not accept this answer');
    const after = carry(await settle(asked, send(world, session.frames, event), scope), answered);
    const refused = (after.frames.at(-1)?.context as { error?: unknown } | undefined)?.error !== undefined;
    return event.type === 'ANSWERED' && refused ? { ...after, draft: draftOf(event.values) } : after;
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

  async function handleDueOnce(document: Doc<Session>, lease: Lease, deliver: Deliver) {
    const insurer = insurerOf(document.body.tenant);
    const scope: TurnScope = {
      insurer,
      id: document.id,
      origin: noOrigin,
      holder: '',
      rev: document.rev,
      lease,
    };
    const stored: Session = { ...document.body, frames: migrateFrames(registry, document.body.frames) };
    const caught = await catchUp(stored, scope);
    const delivered = await deliverDue(caught.outbox, {
      tenant: caught.tenant,
      now: clock.now(),
      deliver,
      random: Math.random,
      logger,
    });
    let session: Session = { ...caught, outbox: delivered.outbox };
    for (const entry of delivered.died) session = await react(session, entry, scope);
    await save(readable(session, insurer, clock.now()) ? session : stripped(session), scope);
  }

  /** A chart hears that one of its messages died, if its present state minds (R09). */
  async function react(session: Session, entry: OutboxEntry, scope: TurnScope): Promise<Session> {
    const event = { type: `UNDELIVERED.${entry.kind}`, entry: entry.id };
    const top = session.frames.at(-1);
    if (session.ended || !top || !snapshotOf(registry, top).can(event)) return session;
    return settle(
      changed(session),
      send({ registry, insurer: scope.insurer, now: clock.now() }, session.frames, event),
      scope,
    );
  }

  return {
    mint,
    preview: async (beginning) => reply(await begin(beginning, parseToken(mint())), ''),
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
    handOver: async (token) => {
      const parsed = parseToken(token);
      return racing(parsed.id, async () => {
        const { session, scope } = await open(parsed, noOrigin);
        if (session.ended) throw unknownSession();
        const { link, lifetimes } = scope.insurer.policies;
        const offer = {
          code: randomness.digits(8),
          token: randomness.token(24),
          until: clock.now() + link.handOverMs,
        };
        const handOver = {
          codeDigest: vault.digest('resume-code', offer.code),
          tokenDigest: vault.digest('hand-over', offer.token),
          until: offer.until,
        };
        const restUntil = Math.max(session.restUntil, clock.now() + lifetimes.restHandedOverMs);
        await save({ ...session, handOver, restUntil, restMs: lifetimes.restHandedOverMs }, scope);
        return offer;
      });
    },
    join: async (by, origin) => {
      const keys =
        'code' in by
          ? vault.digests('resume-code', by.code).map((digest) => `resume:${digest}`)
          : vault.digests('hand-over', by.link).map((digest) => `hand-over:${digest}`);
      const found = (
        await Promise.all(keys.map((key) => documents.find<Session>(sessionKind, key)))
      ).flat()[0];
      if (!found) throw new Refused('code-unknown', 'this code is not known, or it has been used');
      return racing(found.id, () => joinOnce(found.id, by, origin));
    },
    handleDue: async (document, lease, deliver) => {
      await serially(document.id, async () => {
        try {
          await handleDueOnce(document as Doc<Session>, lease, deliver);
        } catch (error) {
          if (!(error instanceof LostRace)) throw error;
          await documents.store.release(document.kind, document.id, lease);
        }
      });
    },
  };

  async function joinOnce(id: string, by: Parameters<Engine['join']>[0], origin: Origin) {
    const document = await documents.load<Session>(sessionKind, id);
    const session = document?.body;
    const now = clock.now();
    const matches =
      session?.handOver &&
      ('code' in by
        ? vault.matches('resume-code', by.code, session.handOver.codeDigest) &&
          (by.tenant ?? session.tenant) === session.tenant
        : vault.matches('hand-over', by.link, session.handOver.tokenDigest));
    if (!document || !session || !matches || session.handOver!.until <= now || session.ended)
      throw new Refused('code-unknown', 'this code is not known, or it has been used');
    const token = id + randomness.token(32);
    const { handOver: _used, ...rest } = session;
    const holder = { digest: holderDigest(parseToken(token).secret), channel: origin.channel, since: now };
    const joined: Session = { ...rest, holders: [...session.holders, holder] };
    await save(joined, {
      insurer: insurerOf(session.tenant),
      id,
      origin,
      holder: holder.digest,
      rev: document.rev,
    });
    return { ...reply(joined, holder.digest), token };
  }
}

/** Whoever gives a secret that is accepted is from then on the only one who sees what it opened (X20, P14). */
function provenBy(holder: string, asked: View, event: ReturnType<typeof toEvent>, after: Session): Session {
  if (event.type !== 'ANSWERED') return after;
  const gaveSecret = asked.fields.some(({ name, secret }) => secret && event.values[name]);
  return gaveSecret && !after.draft ? { ...after, provenBy: holder } : after;
}

const noOrigin: Origin = { channel: 'none', source: 'none' };

/** Another writer was first: load again and decide again. Never leaves the engine. */
class LostRace extends Error {
  override name = 'LostRace';
}

function unknownSession() {
  return new Refused('session-unknown', 'this session is unknown or has ended: start a new one');
}

/** Errors that mean « nothing was decided, send the same again »: they go to the channel, not to the chart. */
function leavesTurnUntaken(error: unknown): boolean {
  return (
    error instanceof LostRace ||
    (error instanceof Error && ['StoreUnavailable', 'HasherOverloaded', 'TooMany'].includes(error.name))
  );
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
}

function withoutDraft({ draft: _draft, ...rest }: Session): Session {
  return rest;
}

/** What remains of an ended session after its ten minutes: what it was and how it ended (X23). */
function stripped(session: Session): Session {
  const { recorded: _r, last: _l, connected: _c, handOver: _h, draft: _d, pending: _p, ...rest } = session;
  return {
    ...rest,
    frames: [] as readonly Frame[],
    holders: [],
    entry: { flow: session.entry.flow, given: {} },
  };
}
