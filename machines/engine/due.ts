import type { Insurer } from '../domain/insurer.ts';
import { Refused } from '../errors.ts';
import type { CommitResult, Lease } from '../ports/store.ts';
import type { Doc } from './documents.ts';
import type { Frame } from './frame.ts';
import { send, snapshotOf } from './frames.ts';
import { type Deliver, deliverOutbox, type OutboxEntry } from './outbox.ts';
import type { serialQueue } from './serial.ts';
import { readable, type Session, toDocument } from './session.ts';
import {
  type EngineOptions,
  LostRace,
  noOrigin,
  othersCall,
  type Turning,
  type TurnScope,
} from './turning.ts';

/**
 * The worker's part of a session: due timers, rest, outbox, and stripping what has ended (X23). What time has decided
 * is committed, and that is all of this round: nothing of it leaves before. Where time has nothing to say, the entries
 * that are due leave, outside the session's queue, so that nobody waits for a receiver; then what became of them is
 * written into the session as it is by then.
 */
export function createDueHandler(
  { registry, documents, clock, logger }: EngineOptions,
  turning: Turning,
  serially: ReturnType<typeof serialQueue>,
) {
  const { insurerOf, settle, catchUp, changed, readFrames, save } = turning;

  async function handleDue(document: Doc<Session>, lease: Lease, deliver: Deliver): Promise<void> {
    const { id, body } = document;
    const insurer = insurerOf(body.tenant);
    if (await serially(id, () => hearTime(document, scopeOf(document, insurer, lease), lease))) return;
    const scope = { tenant: body.tenant, now: clock.now(), deliver, random: Math.random, logger };
    await deliverOutbox(document, { ...scope, documents, lease }, (current, died) =>
      serially(id, () => note(current, died, insurer, lease)),
    );
  }

  const scopeOf = ({ id, rev }: Doc<Session>, insurer: Insurer, lease: Lease): TurnScope => ({
    insurer,
    id,
    origin: noOrigin,
    holder: '',
    rev,
    lease,
  });

  /** Whether there is nothing left for this round: time has said something, or somebody else writes. */
  async function hearTime(document: Doc<Session>, scope: TurnScope, lease: Lease): Promise<boolean> {
    const frames = framesOf(document.body, scope.insurer);
    if (!frames) {
      await leave(document, lease, scope.insurer);
      return true;
    }
    try {
      const caught = await catchUp({ ...document.body, frames }, scope);
      if (!caught.pending && caught.turn === document.body.turn) return false;
      if (!caught.pending) {
        await save(caught, scope);
        return true;
      }
    } catch (error) {
      if (!(error instanceof LostRace)) throw error;
    }
    await documents.store.release(document.kind, document.id, lease);
    return true;
  }

  /** What became of the entries is in the session given: what died is heard, and all of it committed. */
  async function note(
    document: Doc<Session>,
    died: readonly OutboxEntry[],
    insurer: Insurer,
    lease: Lease,
  ): Promise<CommitResult> {
    try {
      const frames = framesOf(document.body, insurer);
      if (!frames) return await leave(document, lease, insurer);
      if (document.body.pending) return await othersCall();
      const scope = scopeOf(document, insurer, lease);
      let session: Session = { ...document.body, frames };
      for (const entry of died) session = await react(session, entry, scope);
      await save(readable(session, insurer, clock.now()) ? session : stripped(session), scope);
      return 'committed';
    } catch (error) {
      if (error instanceof LostRace) return 'lost';
      throw error;
    }
  }

  /** A session no chart here can read is left as it is until it would have come to rest; then it is abandoned. */
  function leave(document: Doc<Session>, lease: Lease, insurer: Insurer): Promise<CommitResult> {
    const { body, id, rev } = document;
    const now = clock.now();
    if (now < body.restUntil && !body.ended)
      return documents.commit({ ...document, rev: rev + 1, dueAt: body.restUntil }, lease);
    const ended = body.ended ?? { at: now, how: 'rested' as const };
    return documents.commit(toDocument(id, rev + 1, stripped({ ...body, ended }), insurer), lease);
  }

  /** None of what nobody may read any more; undefined where no chart here can read them. */
  function framesOf(session: Session, insurer: Insurer): readonly Frame[] | undefined {
    if (!readable(session, insurer, clock.now())) return [];
    try {
      return readFrames(session.frames);
    } catch (error) {
      if (error instanceof Refused) return undefined;
      throw error;
    }
  }

  /** A chart hears that one of its messages died, if its present state minds (R09): the topmost that does. */
  async function react(session: Session, entry: OutboxEntry, scope: TurnScope): Promise<Session> {
    const event = { type: `UNDELIVERED.${entry.kind}`, entry: entry.id };
    const index = session.frames.findLastIndex((frame) => snapshotOf(registry, frame).can(event));
    if (session.ended || index < 0) return session;
    const world = { registry, insurer: scope.insurer, now: clock.now() };
    return settle(changed(session), send(world, session.frames, event, index), scope, 'undelivered');
  }

  return handleDue;
}

/** What remains of an ended session after its ten minutes: what it was and how it ended (X23). */
function stripped(session: Session): Session {
  const {
    recorded: _r,
    last: _l,
    connected: _c,
    handOvers: _h,
    draft: _d,
    draftBy: _b,
    provenAt: _at,
    pending: _p,
    ...rest
  } = session;
  return {
    ...rest,
    frames: [] as readonly Frame[],
    holders: [],
    entry: { flow: session.entry.flow, given: {} },
  };
}
