import type { Lease } from '../ports/store.ts';
import type { Doc } from './documents.ts';
import { type Frame, send, snapshotOf } from './frames.ts';
import { type Deliver, deliverDue, type OutboxEntry } from './outbox.ts';
import { migrateFrames } from './registry.ts';
import { readable, type Session } from './session.ts';
import { type EngineOptions, noOrigin, type Turning, type TurnScope } from './turning.ts';

/** The worker's part of a session: due timers, rest, outbox, and stripping what has ended (X23). */
export function createDueHandler({ registry, clock, logger }: EngineOptions, turning: Turning) {
  const { insurerOf, settle, catchUp, changed, save } = turning;

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

  return handleDue;
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
