import { randomUUID } from 'node:crypto';
import type { Documents } from '../machines/engine/documents.ts';
import type { Clock } from '../machines/ports/clock.ts';

/** The kind of document that holds the offset. */
export const movedClock = 'dev-clock';
const id = 'offset';

interface Moved {
  readonly offset: number;
  /** Which restart this time counts from. */
  readonly restart?: string;
}

/** The real time plus an offset that lives in the store, so that every process on it tells the same time. */
export interface MovableClock extends Clock {
  /** Reads the offset again: other processes may have moved it. */
  refresh(documents: Documents): Promise<void>;
  /** Adds to the stored offset, atomically, and says the new time. */
  advance(documents: Documents, ms: number): Promise<number>;
  /** Back to the real time, on every process as it looks again: a reset. */
  restart(documents: Documents): Promise<void>;
  /** What this process does when it learns of a restart, its own or another's: it may be told once too often. */
  onRestart(act: () => void): void;
}

export const systemClock: Clock = { now: () => Date.now() };

export function movableClock(): MovableClock {
  let known: Moved = { offset: 0 };
  let looks = 0;
  let latest = 0;
  const acts: (() => void)[] = [];
  const now = () => Date.now() + known.offset;
  const load = (documents: Documents) => documents.load<Moved>(movedClock, id);

  function learn(moved: Moved): void {
    const restarted = moved.restart !== known.restart;
    known = moved;
    if (restarted) for (const act of acts) act();
  }

  async function change(documents: Documents, make: (before: Moved) => Moved): Promise<void> {
    for (;;) {
      const stored = await load(documents);
      const body = make(stored?.body ?? { offset: 0 });
      const rev = (stored?.rev ?? 0) + 1;
      const next = { kind: movedClock, id, rev, keys: [], dueAt: null, expiresAt: null, body };
      if ((await documents.commit(next)) === 'lost') continue;
      looks += 1;
      latest = looks;
      learn(body);
      return;
    }
  }

  return {
    now,
    async refresh(documents) {
      looks += 1;
      const look = looks;
      const stored = await load(documents);
      // A look that began later, or a move, knows better.
      if (look < latest) return;
      latest = look;
      learn(stored?.body ?? { offset: 0 });
    },
    async advance(documents, ms) {
      await change(documents, (before) => ({ ...before, offset: before.offset + ms }));
      return now();
    },
    restart: (documents) => change(documents, () => ({ offset: 0, restart: randomUUID() })),
    onRestart: (act) => void acts.push(act),
  };
}
