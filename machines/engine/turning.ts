import type { Insurer } from '../domain/insurer.ts';
import type { Locale, View } from '../envelope.ts';
import { Overloaded, Refused, TooMany } from '../errors.ts';
import type { FlowOutput, Origin, Scope, Services } from '../flow.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import { type Lease, StoreUnavailable } from '../ports/store.ts';
import type { Randomness, Vault } from '../ports/vault.ts';
import type { Documents } from './documents.ts';
import { withoutDraft } from './draft.ts';
import type { Frame, Timer } from './frame.ts';
import { type Effect, earliestTimer, enter, fireNext, type Stepped, send, withoutTimer } from './frames.ts';
import type { OutboxEntry } from './outbox.ts';
import { migrateFrames, type Registry } from './registry.ts';
import { type Session, toDocument } from './session.ts';
import { present } from './view.ts';

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
  /** By channel, the wording its views prefer: a message that has it (`<id>.spoken`) is worded so there. */
  readonly wordings?: ReadonlyMap<string, string>;
  /** Told of what happened, for metrics. Labels carry no personal data. */
  readonly watch?: (event: EngineEvent) => void;
}

export type EngineEvent =
  | { readonly type: 'turn'; readonly flow: string; readonly state: string; readonly error?: string }
  | { readonly type: 'ended'; readonly flow: string; readonly how: string }
  | { readonly type: 'timer-late'; readonly ms: number }
  /** A stored session that no chart here can read (P17). */
  | { readonly type: 'version-unknown'; readonly flow: string; readonly hash: string };

export interface TurnScope {
  readonly insurer: Insurer;
  readonly id: string;
  readonly origin: Origin;
  /** Digest of the holder who acts; empty for the worker. */
  readonly holder: string;
  /** Revision of the stored document this turn builds on. */
  rev: number;
  readonly lease?: Lease;
}

/** What moved the session. Part of every call's id: an answer and a timer may meet at one turn. */
export type Cause = 'begin' | 'answer' | 'timer' | 'given-up' | 'undelivered' | 'late-event';

const pendingMs = 30_000;

/**
 * What happens inside a turn, whoever brought it about: calls are made until the chart waits for a person,
 * effects go to the outbox, time that has passed is heard. Writes nothing but the note of a `never` call.
 */
export function createTurning(options: EngineOptions) {
  const { registry, documents, clock, randomness, logger } = options;

  const insurerOf = (tenant: string): Insurer => {
    const insurer = options.insurers.get(tenant);
    if (!insurer) throw new Refused('tenant-unknown', `there is no insurer « ${tenant} » here`);
    return insurer;
  };
  const show = (session: Session, locale?: Locale, wording?: string): View =>
    present(
      session,
      { registry, insurer: insurerOf(session.tenant), now: clock.now(), ...(wording && { wording }) },
      locale,
    );

  /** A stored stack as the charts of this process read it. One they cannot is refused loudly and counted (P17). */
  function readFrames(stored: readonly Frame[]): readonly Frame[] {
    const frames = migrateFrames(registry, stored);
    for (const frame of frames) {
      try {
        registry.forFrame(frame);
      } catch (error) {
        const { flow, version, hash } = frame;
        options.watch?.({ type: 'version-unknown', flow, hash });
        logger.error({ flow, version, hash }, 'no chart for a stored session');
        throw error;
      }
    }
    return frames;
  }

  /** Makes the calls of a step, one after the other, until the chart waits for a person or ends. */
  async function settle(session: Session, first: Stepped, scope: TurnScope, cause: Cause): Promise<Session> {
    let stepped = first;
    let outbox = session.outbox;
    let current = session;
    let anew = false;
    for (let made = 0; ; made++) {
      if (made > 50) throw new Error('a chart calls without end');
      outbox = [
        ...outbox,
        ...stepped.effects.map((effect) => entryOf(effect, callScope(session, scope, `${cause}${made}`))),
      ];
      const [call, ...more] = stepped.calls;
      if (more.length > 0) throw new Error('a chart makes two calls at once');
      if (!call) {
        if (!stepped.output?.next) break;
        anew = stepped.output.with === undefined;
        stepped = enter(
          { registry, insurer: scope.insurer, now: clock.now() },
          stepped.output.next,
          stepped.output.with ?? {},
        );
        continue;
      }
      const at = callScope(session, scope, `${cause}${made}`);
      const { repeat } = serviceOf(call.service);
      if (repeat === 'never')
        current = await commitPending({ ...current, frames: stepped.frames, outbox }, call, session, scope);
      const event = await makeCall(call.service, call.id, call.input, at);
      stepped = send(
        { registry, insurer: scope.insurer, now: clock.now() },
        stepped.frames,
        event,
        call.frame,
      );
    }
    const { pending: _made, ...rest } = current;
    const { frames, output } = stepped;
    // A flow entered with nothing in hand holds nothing of what was proven: a hand-over leads there, not before it (P14).
    const leads = anew && rest.provenAt ? { provenAt: frames } : {};
    return ended({ ...rest, ...leads, frames, outbox }, output);
  }

  function serviceOf(name: string) {
    const service = options.services[name];
    if (!service) throw new Error(`no service « ${name} »`);
    return service;
  }

  function callScope(session: Session, { insurer, id, origin }: TurnScope, made: string): Scope {
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
      logger.error({ service, err: error }, 'a call failed');
      return { type: `xstate.error.actor.${id}`, error: 'failed' };
    }
  }

  async function commitPending(
    started: Session,
    call: Stepped['calls'][number],
    shown: Session,
    scope: TurnScope,
  ) {
    if (shown.frames.length === 0)
      throw new Error(`${call.service} may be made once only: a flow cannot begin with it`);
    const { id, service, frame } = call;
    const pending = { id, service, frame, until: clock.now() + pendingMs, view: show(shown) };
    const session: Session = { ...started, pending };
    // Without the worker's lease, which a commit would give back before the turn is over.
    const result = await documents.commit(toDocument(scope.id, scope.rev + 1, session, scope.insurer));
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
      if (current.ended || current.pending) return current;
      // What was due after the session came to rest is never heard, however late anyone looks.
      const now = Math.min(clock.now(), current.restUntil);
      const stepped = fireNext({ registry, insurer: scope.insurer, now }, current.frames);
      if (!stepped) break;
      options.watch?.({ type: 'timer-late', ms: clock.now() - earliestTimer(current.frames)! });
      current = await settle(heard(changed(current), stepped.fired), stepped, scope, 'timer');
    }
    if (clock.now() < current.restUntil) return current;
    options.watch?.({ type: 'ended', flow: current.frames[0]!.flow, how: 'rested' });
    return { ...withoutDraft(changed(current)), ended: { at: clock.now(), how: 'rested' } };
  }

  async function giveUpPending(session: Session, scope: TurnScope): Promise<Session> {
    const { pending } = session;
    if (!pending || clock.now() < pending.until) return session;
    const { pending: _lapsed, ...rest } = changed(session);
    const event = { type: `xstate.error.actor.${pending.id}`, error: 'interrupted' };
    logger.warn({ service: pending.service }, 'a call was interrupted and is given up');
    const world = { registry, insurer: scope.insurer, now: clock.now() };
    return settle(rest, send(world, session.frames, event, pending.frame), scope, 'given-up');
  }

  /** The next turn of a session that changes without an answer: the last answer's view is recorded first. */
  function changed(session: Session): Session {
    const recorded = session.last && !session.recorded ? { recorded: show(session) } : {};
    return { ...session, ...recorded, turn: session.turn + 1 };
  }

  /** Whoever joins where the proof was given does not hear again what has been heard since. */
  const heard = (session: Session, fired: Timer): Session =>
    session.provenAt ? { ...session, provenAt: withoutTimer(session.provenAt, fired) } : session;

  /**
   * The session as it rests from `from` on: as long as any of the flows it stands in does, or a hand-over, and never less
   * than it was promised (X23). A flow that it has left counts no more.
   */
  function resting(session: Session, insurer: Insurer, from: number): Session {
    const { lifetimes } = insurer.policies;
    const restMs = Math.max(
      session.handOvers ? lifetimes.restHandedOverMs : 0,
      ...session.frames.map((frame) => registry.forFrame(frame).restMs?.(insurer) ?? lifetimes.restMs),
    );
    return { ...session, restUntil: Math.max(session.restAtLeast ?? 0, from + restMs) };
  }

  async function save(session: Session, { id, insurer, rev, lease }: TurnScope): Promise<void> {
    if ((await documents.commit(toDocument(id, rev + 1, session, insurer), lease)) === 'lost')
      throw new LostRace();
  }

  return { insurerOf, show, settle, resting, catchUp, changed, readFrames, save };
}

/** The worker and time itself come from nowhere. */
export const noOrigin: Origin = { channel: 'none', source: 'none' };

export type Turning = ReturnType<typeof createTurning>;

/** Another writer was first: load again and decide again. Never leaves the engine. */
export class LostRace extends Error {
  override name = 'LostRace';
}

/** Another process makes a call that may be made once: it writes next. Looks again a little later. */
export async function othersCall(): Promise<never> {
  await new Promise((resolve) => setTimeout(resolve, 100));
  throw new LostRace();
}

export function unknownSession() {
  return new Refused('session-unknown', 'this session is unknown or has ended: start a new one');
}

/** Errors that mean « nothing was decided, send the same again »: they go to the channel, not to the chart. */
function leavesTurnUntaken(error: unknown): boolean {
  return (
    error instanceof LostRace ||
    error instanceof StoreUnavailable ||
    error instanceof Overloaded ||
    error instanceof TooMany
  );
}
