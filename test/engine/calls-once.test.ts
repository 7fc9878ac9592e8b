import { describe, expect, test } from 'vitest';
import { type Desk, keeping, minute, openDesk, right } from '../support/charts.ts';

/** A process that dies while it makes the call: the answer never comes, and nothing of it is heard again. */
const dies = () => new Promise<never>(() => {});

async function atTheCharge(desk: Desk) {
  const { token } = await desk.start('once');
  await desk.answer(token, 1, { choice: 'yes' });
  return token;
}

/** Answers, and waits until the call has been committed as started. */
async function started(desk: Desk, token: string, choice = 'yes') {
  void desk.answer(token, 2, { choice }).catch(() => {});
  while (desk.made.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe('a call that may be made once only', () => {
  test('is committed as started before it is made, and its answer ends the turn', async () => {
    let during: unknown;
    const desk: Desk = openDesk({
      answers: {
        charge: async () => {
          during = (await desk.stored(token)).pending;
          return 1;
        },
      },
    });
    const token = await atTheCharge(desk);
    const { view } = await desk.answer(token, 2, { choice: 'yes' });
    expect(during).toMatchObject({ service: 'charge', until: desk.clock.now() + 30_000 });
    expect(view).toMatchObject({ turn: 3, state: 'charged' });
    expect(await desk.stored(token)).not.toHaveProperty('pending');
    expect(desk.made).toHaveLength(1);
  });

  test('is given up, never made again, when its process died: the worker tells the chart (P10)', async () => {
    const dead = openDesk({ answers: { charge: dies } });
    const token = await atTheCharge(dead);
    await started(dead, token);
    const alive = dead.beside({ answers: {} });
    expect((await alive.engine.resume(token)).view).toMatchObject({ turn: 2, state: 'asking' });
    alive.clock.pass(30_000);
    expect(await alive.work()).toEqual({ handled: 1, failed: 0 });
    expect((await alive.engine.resume(token)).view).toMatchObject({ turn: 3, state: 'given-up' });
    await expect(alive.answer(token, 2, { choice: 'yes' })).rejects.toMatchObject({
      name: 'StaleTurn',
      view: { state: 'given-up' },
    });
    expect(alive.made).toEqual([]);
  });

  test('is given up for whoever looks after its time, and the last accepted answer keeps its view', async () => {
    const dead = openDesk({ answers: { charge: dies } });
    const token = await atTheCharge(dead);
    const before = (await dead.engine.resume(token)).view;
    await started(dead, token);
    const alive = dead.beside({ answers: {} });
    alive.clock.pass(30_000);
    expect((await alive.engine.resume(token)).view).toMatchObject({ turn: 3, state: 'given-up' });
    expect((await alive.answer(token, 1, { choice: 'yes' })).view).toEqual(before);
    expect((await alive.answer(token, 3, { choice: 'back' })).view).toMatchObject({
      turn: 4,
      state: 'asking',
    });
    expect(alive.made).toEqual([]);
  });

  test('is not disturbed by a worker, a reader or a hand-over of another process meanwhile', async () => {
    let finish = () => {};
    const charge = () => new Promise((resolve) => (finish = () => resolve(1)));
    const desk = openDesk({ answers: { charge } });
    const token = await atTheCharge(desk);
    const answer = desk.answer(token, 2, { choice: 'no' });
    while (desk.made.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    const other = desk.beside();
    const deliver = keeping();
    desk.clock.pass(10_000);
    await other.work(deliver);
    await other.engine.resume(token);
    const handingOver = other.engine.handOver(token);
    await new Promise((resolve) => setTimeout(resolve, 150));
    finish();
    expect((await answer).view).toMatchObject({ turn: 3, state: 'charged' });
    expect((await handingOver).code).toMatch(/^\d{8}$/);
    expect(deliver.sent).toEqual([]);
    await other.work(deliver);
    expect(deliver.sent).toHaveLength(1);
    expect(other.made).toEqual([]);
  });

  test('is made once when two processes get the same answer at once (P11)', async () => {
    for (let round = 0; round < 5; round++) {
      const desk = openDesk();
      const other = desk.beside();
      const token = await atTheCharge(desk);
      const replies = await Promise.all([
        desk.answer(token, 2, { choice: 'yes' }),
        other.answer(token, 2, { choice: 'yes' }),
      ]);
      expect(replies.map(({ view }) => view.state)).toEqual(['charged', 'charged']);
      expect(desk.made.length + other.made.length).toBe(1);
    }
  });

  test('by a deadline is made once by the worker, and its answer is kept', async () => {
    const desk = openDesk();
    const token = await atTheCharge(desk);
    desk.clock.pass(minute);
    expect(await desk.work()).toEqual({ handled: 1, failed: 0 });
    expect((await desk.engine.resume(token)).view).toMatchObject({ turn: 3, state: 'charged' });
    expect(desk.made).toHaveLength(1);
  });

  test('by a deadline keeps its answer although what came with it was refused', async () => {
    const desk = openDesk();
    const token = await atTheCharge(desk);
    desk.clock.pass(minute);
    await expect(desk.answer(token, 3, { choice: 'refuse' })).rejects.toMatchObject({ code: 'not-offered' });
    expect(await desk.stored(token)).toMatchObject({ turn: 3, frames: [{ value: 'charged' }] });
    expect(desk.made).toHaveLength(1);
  });

  test('cannot stand before the first question, where no view could be kept meanwhile', async () => {
    const desk = openDesk({ never: ['count', 'charge', 'verify'], flows: await beginningWithCharge() });
    await expect(desk.start('eager')).rejects.toThrow('a flow cannot begin with it');
    expect(desk.made).toEqual([]);
  });
});

async function beginningWithCharge() {
  const { onceChart, testFlows } = await import('../support/charts.ts');
  const machine = onceChart.provide({});
  const eager = { ...machine.config, id: 'eager', initial: 'charging' };
  const { createMachine } = await import('xstate');
  return [
    ...testFlows,
    {
      id: 'eager',
      version: 1,
      role: 'public' as const,
      machine: createMachine(eager as never),
      messages: {},
    },
  ];
}

describe('two processes with one session (P11, P12)', () => {
  test('accept one of two different answers; the other learns what is asked now', async () => {
    for (let round = 0; round < 8; round++) {
      const desk = openDesk();
      const other = desk.beside();
      const { token } = await desk.start('parent');
      const results = await Promise.allSettled([
        desk.answer(token, 1, { choice: 'yes' }),
        other.answer(token, 1, { choice: 'no' }),
      ]);
      const states = results.map((result) =>
        result.status === 'fulfilled' ? result.value.view.state : result.reason.view?.state,
      );
      const { turn, frames } = await desk.stored(token);
      expect(turn).toBe(2);
      expect(states).toEqual([frames[0]!.value, frames[0]!.value]);
    }
  });

  test('take a row of answers from both without losing or doubling one', async () => {
    const desk = openDesk();
    const other = desk.beside();
    const { token } = await desk.start('question');
    for (let turn = 1; turn < 20; turn += 2) {
      await Promise.all([desk.answer(token, turn, right), other.answer(token, turn, right)]);
      await Promise.all([
        desk.answer(token, turn + 1, { choice: 'back' }),
        other.answer(token, turn + 1, { choice: 'back' }),
      ]);
    }
    expect(await desk.stored(token)).toMatchObject({ turn: 21, frames: [{ context: { times: 10 } }] });
    const ids = [...desk.made, ...other.made].map(({ callId }) => callId);
    expect(new Set(ids).size).toBe(10);
  });

  test('start the same session once', async () => {
    const desk = openDesk();
    const other = desk.beside();
    const token = desk.engine.mint();
    const beginning = {
      tenant: 'cpms',
      flow: 'question',
      locale: 'fr',
      origin: { channel: 'web', source: 's' },
    } as const;
    const replies = await Promise.all([
      desk.engine.start(beginning, token),
      other.engine.start(beginning, token),
    ]);
    expect(replies[0]!.view).toEqual(replies[1]!.view);
    expect((await desk.stored(token)).holders).toHaveLength(1);
  });
});
