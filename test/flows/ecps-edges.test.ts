/**
 * Every transition of the e-CPS charts, taken on the real engine, store, wallet and clock: an explorer tries
 * whatever the view offers, whatever may happen on the telephone and the passing of time, from every state it
 * can reach, and what the charts declare must be what was taken.
 */

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyStateMachine } from 'xstate';
import { openSqliteStore } from '../../adapters/sqlite/index.ts';
import { faults } from '../../adapters/wallet/phone.ts';
import { after, snapshotAt } from '../../machines/engine/pure.ts';
import { type Session, sessionKind } from '../../machines/engine/session.ts';
import { metaOf, stateName } from '../../machines/engine/view.ts';
import type { View } from '../../machines/envelope.ts';
import { flows } from '../../machines/flows/index.ts';
import { EcpsVisit, withCard, withoutCard } from '../support/ecps-visit.ts';
import { HOUR, type TestProduct, testClock, testProduct } from '../support/product.ts';

const charts = flows.filter(({ id }) => id === 'ecps' || id.startsWith('ecps-'));
const taken = new Set<string>();
const worlds: TestProduct[] = [];
/** Thousands of turns: on a disk that is memory, where there is one. */
const dir = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'guichet-edges-'));
const observe = (flow: string, before: { value: unknown } | undefined, event: { type: string }) => {
  if (before) taken.add(`${flow}: ${stateName(before.value)} ${event.type}`);
};

beforeAll(async () => {
  for (const wallet of ['simulated', 'none'] as const) {
    const clock = testClock();
    const store = openSqliteStore({ file: join(dir, `${wallet}.sqlite`), clock });
    worlds.push(await testProduct({ observe, wallet, clock, store, seeded: false }));
  }
});
afterAll(async () => {
  await Promise.all(worlds.map((world) => world.close()));
  rmSync(dir, { recursive: true, force: true });
});

/** One thing that may happen next. */
type Act = (visit: EcpsVisit) => Promise<unknown>;

const answers: Readonly<Record<string, readonly ((visit: EcpsVisit) => Promise<Record<string, string>>)[]>> =
  {
    nationalId: [
      async () => ({ nationalId: withoutCard }),
      async () => ({ nationalId: '812345678901' }),
      async () => ({ nationalId: '0123456789' }),
      async () => ({ nationalId: '81' }),
    ],
    addCode: [
      async (visit) => ({ addCode: await visit.addCode().catch(() => 'Z') }),
      async () => ({ addCode: 'nonsense' }),
    ],
    smsCode: [
      async (visit) => ({ smsCode: (await visit.activation()).activation.sms?.code ?? 'none' }),
      async () => ({ smsCode: 'nonsense' }),
    ],
    pin: [
      async () => ({ pin: '7391', confirmPin: '7391' }),
      async () => ({ pin: '1234', confirmPin: '1234' }),
      async () => ({ pin: '7391', confirmPin: '7392' }),
    ],
  };

const quietly =
  (act: Act): Act =>
  (visit) =>
    act(visit).catch((error: Error) => {
      if (!/cannot happen|not scanned|begun no activation/.test(error.message)) throw error;
    });

const onPhone: Readonly<Record<string, Act>> = {
  scan: quietly((visit) => visit.scan()),
  ...Object.fromEntries(faults.map((fault) => [fault, quietly((visit) => visit.happen(fault))])),
  'asks for an SMS': quietly(async (visit) => {
    await visit.world.product.wallet!.phone.askSms((await visit.activation()).id);
    await visit.heard();
  }),
  'types the SMS code': quietly(async (visit) => {
    const { id } = await visit.activation();
    const { sms } = (await visit.activation()).activation;
    await visit.world.product.wallet!.phone.typeSmsCode(id, sms?.code ?? '');
    await visit.heard();
  }),
  'sets the password': quietly(async (visit) => {
    await visit.world.product.wallet!.phone.setPassword((await visit.activation()).id, '7391');
    await visit.heard();
  }),
};

/** What the person, the clock and, where an activation has begun, the telephone can do. */
function actsOf({ view, flow, stage }: Moment): ReadonlyMap<string, Act> {
  const acts = new Map<string, Act>();
  for (const { id } of view.choices)
    if (!['person', 'start-over', 'stop'].includes(id)) acts.set(`chose ${id}`, (visit) => visit.choose(id));
  for (const { name } of view.fields)
    for (const [i, values] of (answers[name] ?? []).entries())
      acts.set(`typed ${name} ${i}`, async (visit) => visit.type(await values(visit)));
  if (flow === 'ecps-trouble') return acts;
  if (view.changesAt)
    acts.set('time', (visit) => visit.pass(Date.parse(visit.view.changesAt!) - visit.world.clock.now()));
  if (stage !== '' && stage !== 'active')
    for (const [name, act] of Object.entries(onPhone)) acts.set(name, act);
  return acts;
}

/** Where a visit stands: what the future depends on. */
interface Moment {
  readonly view: View;
  /** The chart on top, and the whole stack with what is refused. */
  readonly flow: string;
  readonly key: string;
  readonly stage: string;
}

async function momentOf(visit: EcpsVisit): Promise<Moment> {
  const session = await visit.world.product.documents.load<Session>(sessionKind, visit.session);
  const frames = session?.body.frames ?? [];
  const stage = await visit.activation().then(
    ({ activation }) => activation.stage,
    () => '',
  );
  const { notices } = (frames.at(-1)?.context ?? {}) as { notices?: unknown };
  const stack = frames.map(({ flow, value }) => [flow, stateName(value)]);
  const key = JSON.stringify([stack, visit.view.error?.id, notices, stage]);
  return { view: visit.view, flow: frames.at(-1)?.flow ?? '', key, stage };
}

async function explore(world: TestProduct): Promise<number> {
  const known = new Set<string>();
  const queue: { path: readonly Act[]; moment: Moment }[] = [];
  const keep = async (visit: EcpsVisit, path: readonly Act[]) => {
    const moment = await momentOf(visit);
    if (known.has(moment.key)) return;
    known.add(moment.key);
    queue.push({ path, moment });
  };
  await keep(await EcpsVisit.begin(world), []);
  for (let next = queue.shift(); next; next = queue.shift())
    for (const act of actsOf(next.moment).values()) {
      const visit = await EcpsVisit.begin(world);
      for (const step of next.path) await step(visit);
      if (visit.view.state !== next.moment.view.state)
        throw new Error(`${next.moment.view.state} is not reached twice`);
      await act(visit);
      await keep(visit, [...next.path, act]);
      // Spread over days, so that no limit of the simulated agency is met, and tidied up behind.
      await visit.choose('stop').catch(() => undefined);
      world.clock.advance(2 * HOUR);
    }
  return known.size;
}

/** Every transition a chart declares: the state that declares it, and what it hears. */
interface Declared {
  readonly flow: string;
  readonly path: string;
  readonly event: string;
}

function declared(): Declared[] {
  return charts.flatMap(({ id: flow, machine }) => {
    const found: Declared[] = [];
    const visit = (node: AnyStateMachine['root']) => {
      for (const event of node.transitions.keys())
        if (event !== '') found.push({ flow, path: node.path.join('.'), event });
      for (const child of Object.values(node.states)) visit(child as AnyStateMachine['root']);
    };
    visit((machine as AnyStateMachine).root);
    return found;
  });
}

/** Taken in the state itself or in any below it, which hear it there. */
const wasTaken = ({ flow, path, event }: Declared): boolean =>
  [...taken].some((name) => {
    const [, in_, state, heard] = /^(\S+): (\S+) (.+)$/.exec(name)!;
    const below = path === '' || state === path || state!.startsWith(`${path}.`);
    return (
      in_ === flow && below && (event.endsWith('*') ? heard!.startsWith(event.slice(0, -1)) : heard === event)
    );
  });

describe('every transition of the e-CPS charts', () => {
  it('E01-E65 is taken on the engine, with the wallet connected', async () => {
    expect(await explore(worlds[0]!)).toBeGreaterThan(40);
  }, 400_000);

  it('E01-E65 is taken on the engine, where the guide only guides', async () => {
    expect(await explore(worlds[1]!)).toBeGreaterThan(30);
  }, 200_000);

  it('E65 comes to an end of its SMS', async () => {
    const visit = await EcpsVisit.toMail(worlds[0]!, withCard);
    await visit.scan();
    await visit.choose('worked', 'resend', 'resend', 'resend', 'resend', 'resend');
    expect(visit.view.state).toBe('sms-refused');
    await visit.choose('restart');
  });

  it('P09 goes back to a state with words and a way on wherever the wallet fails', () => {
    const failing = declared().filter(({ event }) => event.startsWith('xstate.error.'));
    expect(failing.length).toBeGreaterThan(6);
    for (const { flow, path, event } of failing) {
      const machine = charts.find(({ id }) => id === flow)!.machine as AnyStateMachine;
      const value = path
        .split('.')
        .reduceRight<unknown>((inner, name) => (inner ? { [name]: inner } : name), undefined);
      const before = snapshotAt(machine, value, { ways: [], problems: [], connected: true });
      const [next] = after(machine, before, { type: event, error: 'failed' });
      if (flow === 'ecps') expect(stateName(next.value)).not.toBe(path);
      else {
        expect(metaOf(next), `${flow}: ${path}`).toBeDefined();
        expect(next.context.error).toEqual({ id: 'unavailable' });
      }
    }
  });

  it('leaves none untaken but those that need a failing port', () => {
    const untaken = declared().filter((one) => !wasTaken(one) && !one.event.startsWith('xstate.error.'));
    expect(untaken.map(({ flow, path, event }) => `${flow}: ${path} ${event}`)).toEqual([]);
  });
});
