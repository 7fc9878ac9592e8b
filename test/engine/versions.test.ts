import { describe, expect, test } from 'vitest';
import { setup } from 'xstate';
import { createRegistry, structureHash } from '../../machines/engine/registry.ts';
import type { Flow, MigratedFrame } from '../../machines/flow.ts';
import { earlierFlows, flows } from '../../machines/flows/index.ts';
import { call } from '../../machines/flows/shared/chart.ts';
import { minute, openDesk } from '../support/charts.ts';
import structures from './structures.json' with { type: 'json' };

/** One flow in two versions: the second has another middle. */
const version = (middle: string, number: number, more: Partial<Flow> = {}): Flow => ({
  id: 'form',
  version: number,
  role: 'public',
  machine: setup({}).createMachine({
    id: 'form',
    context: { kept: 'yes' },
    initial: 'first',
    states: {
      first: {
        meta: { view: { messages: [`form.first.${number}`], choices: ['yes'] } },
        on: { 'CHOSE.yes': middle },
      },
      [middle]: {
        meta: { view: { messages: [`form.${middle}`], choices: ['yes'] } },
        on: { 'CHOSE.yes': 'over' },
        after: { 60000: 'over' },
      },
      over: { type: 'final', meta: { view: { messages: ['form.over'], outcome: 'informed' } } },
    },
  }),
  messages: Object.fromEntries(
    [`form.first.${number}`, `form.${middle}`, 'form.over'].map((id) => [id, { fr: id, en: id }]),
  ),
  ...more,
});
const asked = call<unknown, unknown>();
const before = version('middle', 1);
const now = version('centre', 2);
const hash = structureHash(before);

async function begun() {
  const desk = openDesk({ flows: [before] });
  const { token } = await desk.start('form');
  await desk.answer(token, 1, { choice: 'yes' });
  return { desk, token };
}

describe('a session of an earlier version of its flow (P17)', () => {
  test('goes on in its own chart and words while that version is registered', async () => {
    const { desk, token } = await begun();
    const next = desk.beside({ flows: [now], earlier: [before] });
    const { view } = await next.engine.resume(token);
    expect(view).toMatchObject({
      turn: 2,
      state: 'middle',
      messages: [{ id: 'form.middle', text: 'form.middle' }],
    });
    expect((await next.answer(token, 2, { choice: 'yes' })).view).toMatchObject({ turn: 3, state: 'over' });
    expect((await next.start('form')).view.messages[0]!.id).toBe('form.first.2');
  });

  test('is brought to the present one by a migration named for it', async () => {
    const { desk, token } = await begun();
    const seen: MigratedFrame[] = [];
    const migrations = {
      [hash]: (frame: MigratedFrame) => {
        seen.push(frame);
        return { value: 'centre', context: { ...frame.context, moved: true } };
      },
    };
    const next = desk.beside({ flows: [{ ...now, migrations }] });
    expect((await next.engine.resume(token)).view).toMatchObject({ turn: 2, state: 'centre' });
    expect(seen[0]).toEqual({ value: 'middle', context: { kept: 'yes' } });
    await next.answer(token, 2, { choice: 'yes' });
    expect((await next.stored(token)).frames).toMatchObject([
      { value: 'over', version: 2, hash: structureHash(now), context: { kept: 'yes', moved: true } },
    ]);
  });

  test('whose call has another id now hears of its sub-flow’s end all the same', async () => {
    const caller = (call: string, number: number, more: Partial<Flow> = {}): Flow => ({
      id: 'caller',
      version: number,
      role: 'public',
      machine: setup({ actors: { form: asked } }).createMachine({
        id: 'caller',
        context: {},
        initial: call,
        states: {
          [call]: { invoke: { id: call, src: 'form', onDone: 'told' } },
          told: { type: 'final', meta: { view: { messages: ['caller.told'], outcome: 'informed' } } },
        },
      }),
      messages: { 'caller.told': { fr: 'dit', en: 'told' } },
      ...more,
    });
    const [first, second] = [caller('asking', 1), caller('inquiring', 2)];
    const desk = openDesk({ flows: [first, before] });
    const { token } = await desk.start('caller');
    const migrations = {
      [structureHash(first)]: ({ context }: MigratedFrame) => ({
        value: 'inquiring',
        context,
        calls: { asking: 'inquiring' },
      }),
    };
    const next = desk.beside({ flows: [{ ...second, migrations }, before] });
    await next.answer(token, 1, { choice: 'yes' });
    const { view } = await next.answer(token, 2, { choice: 'yes' });
    expect(view).toMatchObject({ state: 'told', outcome: 'informed' });
  });

  test('is refused loudly and counted when neither exists, and stays as it is', async () => {
    const { desk, token } = await begun();
    const next = desk.beside({ flows: [now] });
    const stored = await desk.stored(token);
    const refusal = { name: 'Refused', code: 'version-unknown' };
    await expect(next.engine.resume(token)).rejects.toMatchObject(refusal);
    await expect(next.answer(token, 2, { choice: 'yes' })).rejects.toMatchObject(refusal);
    expect(next.events).toEqual(Array(2).fill({ type: 'version-unknown', flow: 'form', hash }));
    expect(next.logged.join()).toContain('no chart for a stored session');
    expect(await desk.stored(token)).toEqual(stored);
    expect((await desk.engine.resume(token)).view.state).toBe('middle');
  });

  test('no chart can read is left alone by the worker until its rest is over, then abandoned', async () => {
    const { desk, token } = await begun();
    const next = desk.beside({ flows: [now] });
    next.clock.pass(minute);
    expect(await next.work()).toEqual({ handled: 1, failed: 0 });
    expect(await next.work()).toEqual({ handled: 0, failed: 0 });
    expect(await desk.stored(token)).toMatchObject({ turn: 2, frames: [{ value: 'middle' }] });
    next.clock.pass(30 * minute);
    expect(await next.work()).toEqual({ handled: 1, failed: 0 });
    expect(await desk.stored(token)).toMatchObject({ ended: { how: 'rested' }, frames: [] });
    expect(await next.work()).toEqual({ handled: 0, failed: 0 });
  });

  test('is told apart by its structure: every change of state, event or deadline is another hash', () => {
    expect(structureHash(version('middle', 1))).toBe(hash);
    expect(structureHash(now)).not.toBe(hash);
  });
});

describe('every structure a store may hold sessions of (P17, structures.json)', () => {
  const flowOf = new Map(flows.map((flow) => [flow.id, flow]));
  const flowVersions: Readonly<Record<string, Readonly<Record<string, string>>>> = structures;
  const declared = Object.entries(flowVersions).flatMap(([id, versions]) =>
    Object.entries(versions).map(([version, hash]) => ({ id, version: Number(version), hash })),
  );

  test('holds the charts of today, each under the version of its flow', () => {
    const today = flows.map((flow) => ({ id: flow.id, version: flow.version, hash: structureHash(flow) }));
    const undeclared = today.filter(({ id, version, hash }) => flowVersions[id]?.[version] !== hash);
    expect(undeclared).toEqual([]);
  });

  test('goes on: it is the chart of today, one kept from before, or has a migration', () => {
    const kept = earlierFlows.map((flow) => `${flow.id}|${structureHash(flow)}`);
    const lost = declared.filter(({ id, hash }) => {
      const flow = flowOf.get(id);
      const goesOn = flow && (structureHash(flow) === hash || flow.migrations?.[hash] !== undefined);
      return !goesOn && !kept.includes(`${id}|${hash}`);
    });
    expect(lost).toEqual([]);
  });
});

describe('the registry', () => {
  test('refuses two flows of one id and two messages of one id', () => {
    expect(() => createRegistry({ flows: [before, now], messages: [] })).toThrow(
      'two flows have the same id',
    );
    expect(() => createRegistry({ flows: [before], messages: [before.messages] })).toThrow('defined twice');
  });

  test('says what an earlier version said then, but today’s words where the id is kept', () => {
    const older = { ...before, messages: { ...before.messages, 'form.over': { fr: 'jadis', en: 'once' } } };
    const registry = createRegistry({ flows: [now], earlier: [older], messages: [] });
    expect(registry.format('fr', 'form.middle', {})).toBe('form.middle');
    expect(registry.format('fr', 'form.over', {})).toBe('form.over');
  });
});
