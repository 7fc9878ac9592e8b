import type { Documents } from '../machines/engine/documents.ts';
import type { Clock } from '../machines/ports/clock.ts';

/** The kind of document that holds the offset. */
export const movedClock = 'dev-clock';
const id = 'offset';

/** The real time plus an offset that lives in the store, so that every process on it tells the same time. */
export interface MovableClock extends Clock {
  /** Reads the offset again: other processes may have moved it. */
  refresh(documents: Documents): Promise<void>;
  /** Adds to the stored offset, atomically, and says the new time. */
  advance(documents: Documents, ms: number): Promise<number>;
}

export const systemClock: Clock = { now: () => Date.now() };

export function movableClock(): MovableClock {
  let offset = 0;
  let looks = 0;
  let latest = 0;
  const now = () => Date.now() + offset;
  const load = (documents: Documents) => documents.load<{ offset: number }>(movedClock, id);
  return {
    now,
    async refresh(documents) {
      looks += 1;
      const look = looks;
      const stored = await load(documents);
      // A look that began later, or a move, knows better.
      if (look < latest) return;
      latest = look;
      offset = stored?.body.offset ?? 0;
    },
    async advance(documents, ms) {
      for (;;) {
        const stored = await load(documents);
        const body = { offset: (stored?.body.offset ?? 0) + ms };
        const next = {
          kind: movedClock,
          id,
          rev: (stored?.rev ?? 0) + 1,
          keys: [],
          dueAt: null,
          expiresAt: null,
          body,
        };
        if ((await documents.commit(next)) === 'lost') continue;
        looks += 1;
        latest = looks;
        offset = body.offset;
        return now();
      }
    },
  };
}
