import { withoutDraft } from './draft.ts';
import { send, snapshotOf } from './frames.ts';
import { readable, type Session, sessionKind } from './session.ts';
import { type EngineOptions, LostRace, noOrigin, type Turning, type TurnScope } from './turning.ts';

/**
 * Something that happened elsewhere and that a session may be waiting for: a telephone scanned a code, a bank
 * confirmed a payment. A past fact in capitals with its origin in front; never an answer of a person.
 */
export interface LateEvent {
  readonly type: `${Uppercase<string>}.${Uppercase<string>}`;
  readonly [detail: string]: unknown;
}

const reserved = /^(ANSWERED|CHOSE|UNDELIVERED|xstate)\b/;

export type Heard = 'heard' | 'ignored';

/** One try to tell a session; throws `LostRace` when another writer was first. See `Engine.deliver`. */
export function createLateEvents({ registry, documents, clock, watch }: EngineOptions, turning: Turning) {
  const { insurerOf, settle, resting, catchUp, changed, readFrames, save } = turning;

  return async function hear(id: string, event: LateEvent): Promise<Heard> {
    if (reserved.test(event.type)) throw new Error(`${event.type} is not an event from elsewhere`);
    const document = await documents.load<Session>(sessionKind, id);
    if (!document) return 'ignored';
    const insurer = insurerOf(document.body.tenant);
    if (document.body.ended || !readable(document.body, insurer, clock.now())) return 'ignored';
    const scope: TurnScope = { insurer, id, origin: noOrigin, holder: '', rev: document.rev };
    const frames = readFrames(document.body.frames);
    const session = await catchUp({ ...document.body, frames }, scope);
    if (session.pending) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      throw new LostRace();
    }
    const index = session.ended
      ? -1
      : session.frames.findLastIndex((frame) => snapshotOf(registry, frame).can(event));
    if (index < 0) {
      if (session.turn !== document.body.turn) await save(session, scope);
      return 'ignored';
    }
    const now = clock.now();
    const stepped = send({ registry, insurer, now }, session.frames, event, index);
    const after = await settle(withoutDraft(changed(session)), stepped, scope, 'late-event');
    await save(resting(after, insurer, now), scope);
    watch?.({ type: 'turn', flow: after.frames[0]!.flow, state: event.type });
    return 'heard';
  };
}
