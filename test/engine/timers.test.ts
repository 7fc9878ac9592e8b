import { describe, expect, test, vi } from 'vitest';
import { deliveryMs } from '../../machines/engine/outbox.ts';
import { parseToken, type Session, sessionKind } from '../../machines/engine/session.ts';
import { StoreUnavailable } from '../../machines/ports/store.ts';
import { beforeCommit } from '../support/before-commit.ts';
import { type Desk, keeping, minute, nobody, openDesk, right } from '../support/charts.ts';

describe('a deadline of a chart (P10)', () => {
  test('is stored with the session and shown as the moment the view changes', async () => {
    const desk = openDesk();
    const { token, view } = await desk.start('timed');
    const due = desk.clock.now() + minute;
    expect(view.changesAt).toBe(new Date(due).toISOString());
    expect(await desk.documents.load(sessionKind, parseToken(token).id)).toMatchObject({ dueAt: due });
  });

  test('is heard by another process on the same store, when someone looks', async () => {
    const desk = openDesk();
    const { token } = await desk.start('timed');
    const other = desk.beside();
    desk.clock.pass(minute - 1);
    expect((await other.engine.resume(token)).view).toMatchObject({ state: 'waiting', turn: 1 });
    desk.clock.pass(1);
    expect((await other.engine.resume(token)).view).toMatchObject({ state: 'counted', turn: 2 });
    expect((await desk.engine.resume(token)).view).toMatchObject({ state: 'counted', turn: 2 });
    expect([desk.made.length, other.made.length]).toEqual([0, 1]);
  });

  test('is heard by the worker when nobody looks, and its lateness is told', async () => {
    const desk = openDesk();
    const { token } = await desk.start('timed');
    expect(await desk.work()).toEqual({ handled: 0, failed: 0 });
    desk.clock.pass(minute + 250);
    expect(await desk.work()).toEqual({ handled: 1, failed: 0 });
    expect(await desk.stored(token)).toMatchObject({ turn: 2 });
    expect(desk.events).toContainEqual({ type: 'timer-late', ms: 250 });
  });

  test('is heard once by two workers and a reader at the same time', async () => {
    for (let round = 0; round < 5; round++) {
      const desk = openDesk();
      const other = desk.beside();
      const { token } = await desk.start('timed');
      desk.clock.pass(minute);
      const deliver = keeping();
      await Promise.all([
        desk.work(deliver),
        other.work(deliver),
        desk.engine.resume(token),
        other.engine.resume(token),
      ]);
      expect(await desk.stored(token)).toMatchObject({ turn: 2, frames: [{ value: 'counted' }] });
      while ((await desk.work(deliver)).handled > 0);
      expect(deliver.sent).toHaveLength(1);
      expect((await desk.stored(token)).outbox).toEqual([]);
    }
  });

  test('is heard by one of two workers only, the lease being the other’s', async () => {
    const desk = openDesk();
    const other = desk.beside();
    for (let i = 0; i < 8; i++) await desk.start('timed');
    desk.clock.pass(minute);
    const rounds = await Promise.all([desk.work(), other.work()]);
    expect(rounds.map(({ handled }) => handled).reduce((a, b) => a + b)).toBe(8);
    expect(desk.made.length + other.made.length).toBe(8);
  });

  test('has passed before the answer that comes after it: that answer is to an old question', async () => {
    const desk = openDesk();
    const { token } = await desk.start('timed');
    desk.clock.pass(minute);
    await expect(desk.answer(token, 1, { choice: 'back' })).rejects.toMatchObject({
      name: 'StaleTurn',
      view: { turn: 2, state: 'counted' },
    });
    expect(await desk.stored(token)).toMatchObject({ turn: 2 });
  });

  test('is withdrawn when its state is left', async () => {
    const desk = openDesk();
    const { token } = await desk.start('parent');
    await desk.answer(token, 1, { choice: 'yes' });
    expect((await desk.stored(token)).frames[0]!.timers).toEqual([]);
    desk.clock.pass(2 * minute);
    expect((await desk.engine.resume(token)).view).toMatchObject({ state: 'agreed', turn: 2 });
  });

  test('of a sub-flow’s caller is heard although the sub-flow is on top', async () => {
    const desk = openDesk();
    const { token } = await desk.start('parent');
    desk.clock.pass(minute);
    await desk.work();
    expect(await desk.stored(token)).toMatchObject({ turn: 2, frames: [{ value: 'gave-up' }] });
  });
});

describe('due work that fails', () => {
  /** A full batch of documents that nobody can handle, older than anything else. */
  async function poison(desk: Desk, make: (id: string) => Promise<unknown>) {
    for (let i = 0; i < 64; i++) await make(`poison-${i}`);
    desk.clock.pass(minute);
  }
  const damaged = (desk: Desk) => (id: string) =>
    desk.documents.store.commit({
      kind: sessionKind,
      id,
      rev: 1,
      keys: ['kept'],
      dueAt: desk.clock.now(),
      expiresAt: null,
      body: Buffer.alloc(80, 1),
    });
  const ofNobody = (desk: Desk) => async (id: string) => {
    const { token } = await desk.start('timed');
    const document = (await desk.documents.load<Session>(sessionKind, parseToken(token).id))!;
    const body = { ...document.body, tenant: 'gone' };
    await desk.documents.commit({ ...document, id, rev: 1, dueAt: desk.clock.now(), body });
    await desk.documents.remove(sessionKind, document.id, document.rev);
  };

  test.each([
    ['what does not open', damaged],
    ['what belongs to an insurer that is not here any more', ofNobody],
  ])('%s holds up nothing else, and says only its kind', async (_, make) => {
    const desk = openDesk();
    await poison(desk, make(desk));
    const { token } = await desk.start('posting');
    await desk.answer(token, 1, { choice: 'yes' });
    const deliver = keeping();
    const worker = desk.workerWith(deliver);
    expect(await worker.round()).toEqual({ handled: 64, failed: 64 });
    expect(await worker.round()).toEqual({ handled: 1, failed: 0 });
    expect(deliver.sent).toHaveLength(1);
    expect(await worker.round()).toEqual({ handled: 0, failed: 0 });
    const told = desk.logged.filter((line) => line.startsWith('due work failed'));
    expect(told).toHaveLength(64);
    for (const line of told) expect(line).toMatch(/^due work failed \{"kind":"session","err":/);
    expect(told.join()).not.toContain('poison');
  });

  test('goes into its own outcome, not that of the others in its batch', async () => {
    const desk = openDesk();
    await damaged(desk)('poison');
    const { token } = await desk.start('timed');
    desk.clock.pass(minute);
    expect(await desk.work()).toEqual({ handled: 2, failed: 1 });
    expect(await desk.stored(token)).toMatchObject({ turn: 2 });
  });

  test('comes back after a minute, then ever later, an hour at the most, and is otherwise as it was', async () => {
    const desk = openDesk();
    await damaged(desk)('poison');
    const before = (await desk.documents.store.load(sessionKind, 'poison'))!;
    for (const [times, pause] of [1, 5, 25, 60, 60].entries()) {
      expect(await desk.work()).toEqual({ handled: 1, failed: 1 });
      const after = (await desk.documents.store.load(sessionKind, 'poison'))!;
      const waits = after.dueAt! - desk.clock.now();
      expect(waits).toBeGreaterThanOrEqual(pause * minute);
      expect(waits).toBeLessThanOrEqual(pause * minute * 1.25 + 1);
      expect(after).toEqual({
        ...before,
        rev: 2 + times,
        keys: ['kept', `failed:${times + 1}`],
        dueAt: after.dueAt,
      });
      desk.clock.at = after.dueAt! - 1;
      expect(await desk.work()).toEqual({ handled: 0, failed: 0 });
      desk.clock.pass(1);
    }
  });

  test('keeps the due time that somebody has given it meanwhile', async () => {
    const desk = openDesk();
    const { promise, resolve } = Promise.withResolvers<void>();
    const attending = desk.workerWith(nobody, {
      [sessionKind]: async () => {
        await promise;
        throw new Error('not now');
      },
    });
    const { token } = await desk.start('timed');
    const { id } = parseToken(token);
    desk.clock.pass(minute);
    const round = attending.round();
    expect((await desk.engine.resume(token)).view.turn).toBe(2);
    const written = (await desk.documents.store.load(sessionKind, id))!;
    resolve();
    expect(await round).toEqual({ handled: 1, failed: 1 });
    expect(await desk.documents.store.load(sessionKind, id)).toEqual(written);
    expect(await desk.work()).toEqual({ handled: 1, failed: 0 });
  });

  test('for the store’s sake is not put off: the store says when it is back', async () => {
    let away = true;
    const desk = openDesk({
      around: beforeCommit(() => {
        if (away) throw new StoreUnavailable('away');
      }),
    });
    away = false;
    const { token } = await desk.start('timed');
    desk.clock.pass(minute);
    away = true;
    expect(await desk.work()).toEqual({ handled: 1, failed: 1 });
    away = false;
    expect(await desk.work()).toEqual({ handled: 1, failed: 0 });
    expect(await desk.stored(token)).toMatchObject({ turn: 2 });
  });

  test('by taking longer than a delivery may is begun anew when its lease would have ended', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const desk = openDesk();
      await desk.start('timed');
      desk.clock.pass(minute);
      const began = Promise.withResolvers<void>();
      const attend = vi.fn(async () => {
        began.resolve();
        await new Promise<never>(() => undefined);
      });
      const worker = desk.workerWith(nobody, { [sessionKind]: attend });
      const round = worker.round();
      await began.promise;
      await vi.advanceTimersByTimeAsync(deliveryMs);
      await round;
      await worker.settled();
      expect(await worker.round()).toEqual({ handled: 1, failed: 1 });
      desk.clock.pass(minute - 1);
      expect(await desk.work()).toEqual({ handled: 0, failed: 0 });
      expect(attend).toHaveBeenCalledTimes(1);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a session that rests (X23)', () => {
  const rest = 30 * minute;

  test('is abandoned by the worker, with a last word for ten minutes, then unknown', async () => {
    const desk = openDesk();
    const { token, view } = await desk.start('question');
    expect(view.expiresAt).toBe(new Date(desk.clock.now() + rest).toISOString());
    desk.clock.pass(rest);
    await desk.work();
    const last = (await desk.engine.resume(token)).view;
    expect(last).toMatchObject({
      turn: 2,
      state: 'rested',
      outcome: 'abandoned',
      fields: [],
      choices: [],
      messages: [{ id: 'session.rested' }],
    });
    await expect(desk.answer(token, 1, right)).rejects.toMatchObject({ name: 'StaleTurn', view: last });
    desk.clock.pass(10 * minute - 1);
    expect((await desk.engine.resume(token)).view).toEqual(last);
    desk.clock.pass(1);
    await expect(desk.engine.resume(token)).rejects.toMatchObject({ code: 'session-unknown' });
    expect(desk.events).toContainEqual({ type: 'ended', flow: 'question', how: 'rested' });
  });

  test('is abandoned all the same when a reader comes first', async () => {
    const desk = openDesk();
    const { token } = await desk.start('question');
    desk.clock.pass(rest + minute);
    expect((await desk.engine.resume(token)).view).toMatchObject({ state: 'rested', turn: 2 });
  });

  test('is kept alive by every answer', async () => {
    const desk = openDesk();
    const { token } = await desk.start('question');
    desk.clock.pass(rest - 1);
    await desk.answer(token, 1, right);
    desk.clock.pass(rest - 1);
    expect((await desk.engine.resume(token)).view.state).toBe('right');
  });

  test('hears no deadline that lies behind its end, however late anyone looks', async () => {
    const flows = (await import('../support/charts.ts')).testFlows.map((flow) =>
      flow.id === 'timed' ? { ...flow, restMs: () => minute / 2 } : flow,
    );
    const desk = openDesk({ flows });
    const { token } = await desk.start('timed');
    desk.clock.pass(2 * minute);
    expect((await desk.engine.resume(token)).view.state).toBe('rested');
    expect(desk.made).toEqual([]);
  });

  test('is stripped after its ten minutes of everything but how it ended, and gone after thirty days', async () => {
    const desk = openDesk({ answers: { verify: () => ({ right: false }) } });
    const { token } = await desk.start('question');
    await desk.answer(token, 1, right);
    await desk.engine.handOver(token);
    await desk.answer(token, 2, { choice: 'stop' });
    desk.clock.pass(10 * minute);
    expect(await desk.work(nobody)).toEqual({ handled: 1, failed: 0 });
    const stored = await desk.stored(token);
    expect(stored).toMatchObject({ frames: [], holders: [], outbox: [], entry: { given: {} } });
    for (const gone of ['recorded', 'last', 'draft', 'handOvers', 'connected'])
      expect(stored).not.toHaveProperty(gone);
    expect(stored.ended).toMatchObject({ how: 'stopped' });
    const document = await desk.documents.load(sessionKind, parseToken(token).id);
    expect(document).toMatchObject({ dueAt: null, keys: [] });
    expect(await desk.work()).toEqual({ handled: 0, failed: 0 });
    desk.clock.pass(30 * 24 * 60 * minute);
    expect(await desk.documents.load(sessionKind, parseToken(token).id)).toBeUndefined();
  });
});
