import type { Insurer } from '../domain/insurer.ts';
import { Refused } from '../errors.ts';
import type { Lease } from '../ports/store.ts';
import type { Doc } from './documents.ts';
import { type Frame, send, snapshotOf } from './frames.ts';
import { type Deliver, deliverDue, type OutboxEntry } from './outbox.ts';
import { readable, type Session, toDocument } from './session.ts';
import { type EngineOptions, noOrigin, type Turning, type TurnScope } from './turning.ts';

/** The worker's part of a session: due timers, rest, outbox, and stripping what has ended (X23). */
export function createDueHandler({ registry, documents, clock, logger }: EngineOptions, turning: Turning) {
  const { insurerOf, settle, catchUp, changed, readFrames, save } = turning;

  async function handleDue(document: Doc<Session>, lease: Lease, deliver: Deliver) {
    const insurer = insurerOf(document.body.tenant);
    const scope: TurnScope = {
      insurer,
      id: document.id,
      origin: noOrigin,
      holder: '',
      rev: document.rev,
      lease,
    };
    const frames = readable(document.body, insurer, clock.now()) ? framesOf(document.body) : [];
    if (!frames) return leave(document, lease, insurer);
    const caught = await catchUp({ ...document.body, frames }, scope);
    if (caught.pending) return documents.store.release(document.kind, document.id, lease);
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

  /** A session no chart here can read is left as it is until it would have come to rest; then it is abandoned. */
  async function leave(document: Doc<Session>, lease: Lease, insurer: Insurer): Promise<void> {
    const { body, id, rev } = document;
    const now = clock.now();
    if (now < body.restUntil && !body.ended) {
      await documents.commit({ ...document, rev: rev + 1, dueAt: body.restUntil }, lease);
      return;
    }
    const ended = body.ended ?? { at: now, how: 'rested' as const };
    await documents.commit(toDocument(id, rev + 1, stripped({ ...body, ended }), insurer), lease);
  }

  function framesOf(session: Session): readonly Frame[] | undefined {
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
