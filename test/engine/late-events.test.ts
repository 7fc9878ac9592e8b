import { describe, expect, test } from 'vitest';
import { setup } from 'xstate';
import { parseToken } from '../../machines/engine/session.ts';
import type { Flow } from '../../machines/flow.ts';
import { person } from '../../machines/flows/person/index.ts';
import { call } from '../../machines/flows/shared/chart.ts';
import { minute, openDesk } from '../support/charts.ts';

type Heard = { readonly type: 'BELL.RUNG'; readonly door?: string };

/** Waits for a bell, in a sub-flow too, and takes note of it by a call. */
const hallChart = setup({
  types: {} as { context: object; events: Heard | { type: `CHOSE.${string}`; choice: string } },
  actors: { room: call<unknown, object>(), verify: call<unknown, { right: boolean }>() },
  guards: { ours: ({ event }) => (event as Heard).door === 'front' },
}).createMachine({
  id: 'hall',
  context: {},
  initial: 'waiting',
  on: { 'BELL.RUNG': { guard: 'ours', target: '.opening' } },
  states: {
    waiting: {
      meta: { view: { messages: ['hall.waiting'], choices: ['yes'], awaitsEvent: true } },
      on: { 'CHOSE.yes': 'in-room' },
      after: { 60000: 'tired' },
    },
    'in-room': { invoke: { id: 'room', src: 'room', onDone: 'waiting' } },
    opening: { invoke: { id: 'opening', src: 'verify', onDone: 'open' } },
    open: { meta: { view: { messages: ['hall.open'] } }, on: { 'BELL.RUNG': undefined } },
    tired: { meta: { view: { messages: ['hall.tired'] } }, on: { 'BELL.RUNG': undefined } },
  },
});
const roomChart = setup({ types: {} as { context: object } }).createMachine({
  id: 'room',
  context: {},
  initial: 'sitting',
  states: { sitting: { meta: { view: { messages: ['room.sitting'] } } } },
});

const says = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, { fr: id, en: id }]));
const flows: readonly Flow[] = [
  {
    id: 'hall',
    version: 1,
    role: 'public',
    machine: hallChart,
    messages: says('hall.waiting', 'hall.open', 'hall.tired'),
  },
  { id: 'room', version: 1, role: 'part', machine: roomChart, messages: says('room.sitting') },
  person,
];
const rung = { type: 'BELL.RUNG', door: 'front' } as const;

async function hall() {
  const desk = openDesk({ flows });
  const { token, view } = await desk.start('hall');
  return { desk, token, id: parseToken(token).id, view };
}

describe('an event from elsewhere (decision 021)', () => {
  test('moves the session that waits for it, in one commit, and its calls are made', async () => {
    const { desk, token, id, view } = await hall();
    expect(view).toMatchObject({ state: 'waiting', turn: 1, awaitsEvent: true });
    expect(await desk.engine.deliver(id, rung)).toBe('heard');
    expect(desk.made).toHaveLength(1);
    expect((await desk.engine.resume(token)).view).toMatchObject({ state: 'open', turn: 2 });
  });

  test('lets the session rest as long from then on as after an answer (X23)', async () => {
    const { desk, token, id } = await hall();
    const { restUntil } = await desk.stored(token);
    desk.clock.pass(minute / 2);
    await desk.engine.deliver(id, rung);
    expect((await desk.stored(token)).restUntil).toBe(restUntil + minute / 2);
  });

  test('is ignored, and changes nothing, where no chart waits for it or it is not theirs (P11)', async () => {
    const { desk, token, id } = await hall();
    expect(await desk.engine.deliver(id, { type: 'BELL.RUNG', door: 'back' })).toBe('ignored');
    expect(await desk.engine.deliver(id, { type: 'BELL.BROKEN' })).toBe('ignored');
    expect(await desk.engine.deliver('no-such-session', rung)).toBe('ignored');
    expect(await desk.stored(token)).toMatchObject({ turn: 1 });
    await desk.engine.deliver(id, rung);
    expect(await desk.engine.deliver(id, rung)).toBe('ignored');
    expect(await desk.stored(token)).toMatchObject({ turn: 2 });
    await desk.answer(token, 2, { choice: 'stop' });
    expect(await desk.engine.deliver(id, rung)).toBe('ignored');
  });

  test('is heard below a sub-flow, which is then left, and below a digression, which stays', async () => {
    const { desk, token, id } = await hall();
    await desk.answer(token, 1, { choice: 'yes' });
    await desk.answer(token, 2, { choice: 'person' });
    expect(await desk.engine.deliver(id, rung)).toBe('heard');
    const { frames } = await desk.stored(token);
    expect(frames[0]).toMatchObject({ flow: 'hall', value: 'open' });
    expect(frames.some(({ flow }) => flow === 'room')).toBe(false);
  });

  test('comes after the deadlines that have passed before it', async () => {
    const { desk, token, id } = await hall();
    desk.clock.pass(minute);
    expect(await desk.engine.deliver(id, rung)).toBe('ignored');
    expect(await desk.stored(token)).toMatchObject({ turn: 2, frames: [{ value: 'tired' }] });
  });

  test('races with answers and with itself: one of each is taken, none is lost (P12)', async () => {
    for (let round = 0; round < 5; round++) {
      const { desk, token, id } = await hall();
      const other = desk.beside();
      const results = await Promise.all([
        desk.engine.deliver(id, rung),
        other.engine.deliver(id, rung),
        desk.answer(token, 1, { choice: 'person' }).then(
          () => 'answered',
          (error: Error) => error.name,
        ),
      ]);
      expect(results.filter((result) => result === 'heard')).toHaveLength(1);
      const { turn, frames } = await desk.stored(token);
      expect(frames[0]).toMatchObject({ value: 'open' });
      expect(turn).toBe(results[2] === 'answered' ? 3 : 2);
    }
  });

  test('answers to the question before it are stale and are told so', async () => {
    const { desk, token, id } = await hall();
    await desk.engine.deliver(id, rung);
    await expect(desk.answer(token, 1, { choice: 'yes' })).rejects.toMatchObject({
      name: 'StaleTurn',
      view: { state: 'open', turn: 2 },
    });
  });

  test('is never an answer of a person in disguise', async () => {
    const { desk, id } = await hall();
    for (const type of ['ANSWERED.X', 'CHOSE.YES', 'UNDELIVERED.MAIL'] as const)
      await expect(desk.engine.deliver(id, { type })).rejects.toThrow(/is not an event from elsewhere/);
  });
});
