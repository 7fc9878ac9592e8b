import type { Origin } from '../flow.ts';
import type { Beginning } from './exchange.ts';
import { enter } from './frames.ts';
import { holderDigest, holds, readable, type Session, type SessionToken, sessionKind } from './session.ts';
import { type EngineOptions, LostRace, type Turning, type TurnScope, unknownSession } from './turning.ts';

/** A session as whoever holds it finds it. */
export interface Opened {
  readonly session: Session;
  readonly stored: boolean;
  /** Time has passed over what is stored: it is stored anew, whatever becomes of what was asked. */
  readonly dirty: boolean;
  readonly scope: TurnScope;
}

/** How a session is begun or found again: only for who holds it, and after the time that has passed was heard. */
export function createOpening(
  options: EngineOptions,
  { insurerOf, settle, resting, catchUp, readFrames, save }: Turning,
) {
  const { registry, documents, clock } = options;

  /** A new session in memory, its first question reached. Calls made on the way are made. */
  async function begin(beginning: Beginning, token: SessionToken): Promise<Session> {
    const insurer = insurerOf(beginning.tenant);
    const flow = registry.get(beginning.flow);
    const now = clock.now();
    const entry = { flow: flow.id, given: beginning.given ?? {} };
    const session: Session = {
      tenant: insurer.id,
      locale: beginning.locale,
      turn: 1,
      frames: [],
      entry,
      startedAt: now,
      restUntil: now,
      ...(beginning.restUntil !== undefined && { restAtLeast: beginning.restUntil }),
      holders: [{ digest: holderDigest(token.secret), channel: beginning.origin.channel, since: now }],
      outbox: [],
      // What the flow was entered with is proof already: a hand-over does not pass it on (P14).
      ...((flow.needsToken || beginning.proven) && { provenBy: holderDigest(token.secret) }),
    };
    const stepped = enter({ registry, insurer, now }, entry.flow, entry.given);
    const scope: TurnScope = { insurer, id: token.id, origin: beginning.origin, holder: '', rev: 0 };
    return resting(await settle(session, stepped, scope, 'begin'), insurer, now);
  }

  async function open(token: SessionToken, origin: Origin, beginning?: Beginning): Promise<Opened> {
    const document = await documents.load<Session>(sessionKind, token.id);
    if (!document) {
      if (!beginning) throw unknownSession();
      const insurer = insurerOf(beginning.tenant);
      return {
        session: await begin(beginning, token),
        stored: false,
        dirty: false,
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

  return { begin, open };
}

export type Opening = ReturnType<typeof createOpening>;
