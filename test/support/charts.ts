/** Small charts that each show one thing the engine does, and an engine on a real SQLite file to run them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { assign, setup } from 'xstate';
import { systemRandomness } from '../../adapters/crypto/randomness.ts';
import { parseSecretKeys } from '../../adapters/crypto/secret-keys.ts';
import { createVault } from '../../adapters/crypto/vault.ts';
import { openSqliteStore } from '../../adapters/sqlite/index.ts';
import { type Documents, sealedDocuments } from '../../machines/engine/documents.ts';
import {
  type AnswerRequest,
  createEngine,
  type Engine,
  type EngineEvent,
  type EngineOptions,
} from '../../machines/engine/engine.ts';
import type { Deliver, OutboxEntry } from '../../machines/engine/outbox.ts';
import { createRegistry } from '../../machines/engine/registry.ts';
import { parseToken, type Session, sessionKind } from '../../machines/engine/session.ts';
import type { Answer, Locale } from '../../machines/envelope.ts';
import type { Flow, FlowOutput, Origin, Service, ShownContext } from '../../machines/flow.ts';
import { person } from '../../machines/flows/person/index.ts';
import { call, type PersonEvent, valuesOf } from '../../machines/flows/shared/chart.ts';
import type { Catalog } from '../../machines/messages/catalog.ts';
import { commonMessages } from '../../machines/messages/common.ts';
import type { Logger } from '../../machines/ports/logger.ts';
import type { Store } from '../../machines/ports/store.ts';
import { createWorker, type Worker } from '../../machines/services/worker.ts';
import { insurersById } from './insurer.ts';

const says = (...ids: string[]): Catalog => Object.fromEntries(ids.map((id) => [id, { fr: id, en: id }]));
const types = {} as {
  context: ShownContext & { readonly next?: string; readonly said?: unknown; readonly times?: number };
  input: unknown;
  events: PersonEvent | { readonly type: `UNDELIVERED.${string}` };
  output: object;
};

/** Asks a company and a code, has them verified, and can lead on to `second`. */
export const questionChart = setup({
  types,
  actors: { verify: call<unknown, { right: boolean; login?: FlowOutput['login'] }>() },
}).createMachine({
  id: 'question',
  context: {},
  initial: 'asking',
  states: {
    asking: {
      meta: {
        view: {
          messages: ['question.ask'],
          fields: ['company', 'code', 'acceptTerms'],
          choices: ['sign-in'],
        },
      },
      on: { ANSWERED: 'verifying', 'CHOSE.sign-in': { target: 'left', actions: assign({ next: 'second' }) } },
    },
    verifying: {
      invoke: {
        id: 'verification',
        src: 'verify',
        input: ({ event }: { event: { type: string } }) => ({ values: valuesOf(event) }),
        onDone: [
          {
            guard: ({ event }) => event.output.login !== undefined,
            target: 'connected',
            actions: assign({ said: ({ event }) => event.output.login }),
          },
          {
            guard: ({ event }) => event.output.right,
            target: 'right',
            actions: assign({ error: undefined, times: ({ context }) => (context.times ?? 0) + 1 }),
          },
          { target: 'asking', actions: assign({ error: { id: 'wrong-credentials', field: 'code' } }) },
        ],
        onError: { target: 'asking', actions: assign({ error: { id: 'unavailable' } }) },
      },
    },
    right: {
      meta: { view: { messages: ['question.right'], choices: ['back', 'resend'] } },
      on: { 'CHOSE.back': 'asking', 'CHOSE.resend': 'over' },
    },
    over: { type: 'final', meta: { view: { messages: ['question.over'], outcome: 'informed' } } },
    connected: { type: 'final', meta: { view: { messages: ['question.over'], outcome: 'connected' } } },
    left: { type: 'final' },
  },
  output: ({ context: { next, said } }) => ({
    ...(next && { next, with: { from: 'question' } }),
    ...(said !== undefined && { login: said as FlowOutput['login'] }),
  }),
});

/** Where `question` leads. Shows what it was handed. */
export const secondChart = setup({
  types: {} as { context: { from: string }; input: { from?: string }; events: PersonEvent },
}).createMachine({
  id: 'second',
  context: ({ input }) => ({ from: input.from ?? 'nowhere' }),
  initial: 'arrived',
  states: { arrived: { meta: { view: { messages: ['second.from'] } } } },
});

/** Asks `child` and waits a minute for what it says. */
export const parentChart = setup({
  types,
  actors: { child: call<{ times: number }, { ok: boolean }>() },
}).createMachine({
  id: 'parent',
  context: {},
  initial: 'asking-child',
  states: {
    'asking-child': {
      invoke: {
        id: 'asking',
        src: 'child',
        input: { times: 1 },
        onDone: [
          { guard: ({ event }) => event.output.ok, target: 'agreed' },
          { target: 'declined', actions: assign({ error: { id: 'unavailable' } }) },
        ],
      },
      after: { 60000: 'gave-up' },
    },
    agreed: { meta: { view: { messages: ['parent.agreed'] } } },
    declined: { meta: { view: { messages: ['parent.declined'] } } },
    'gave-up': { meta: { view: { messages: ['parent.gave-up'] } } },
  },
});

export const childChart = setup({ types }).createMachine({
  id: 'child',
  context: {},
  initial: 'asking',
  states: {
    asking: {
      meta: { view: { messages: ['child.ask'], choices: ['yes', 'no'] } },
      on: {
        'CHOSE.yes': { target: 'answered', actions: assign({ said: true }) },
        'CHOSE.no': { target: 'answered', actions: assign({ said: false }) },
      },
    },
    answered: { type: 'final' },
  },
  output: ({ context: { said } }) => ({ ok: said === true }),
});

/** After a minute counts by a call, after another asks `child`, which has a minute, then rests. */
export const timedChart = setup({
  types,
  actors: { count: call<unknown, number>(), child: call<unknown, { ok: boolean }>() },
  actions: { postNote: (_, _params: { text: string }) => {} },
}).createMachine({
  id: 'timed',
  context: {},
  initial: 'waiting',
  states: {
    waiting: {
      meta: { view: { messages: ['timed.waiting'], choices: ['back'] } },
      on: { 'CHOSE.back': { actions: assign({ times: 0 }) } },
      after: { 60000: { target: 'counting', actions: { type: 'postNote', params: { text: 'one minute' } } } },
    },
    counting: {
      invoke: {
        id: 'counting',
        src: 'count',
        onDone: { target: 'counted', actions: assign({ times: ({ event }) => event.output }) },
        onError: 'failed',
      },
    },
    counted: {
      meta: { view: { messages: ['timed.counted'], choices: ['resend'] } },
      on: { 'CHOSE.resend': 'counting' },
      after: { 60000: 'asking-child' },
    },
    'asking-child': {
      invoke: { id: 'asking', src: 'child', onDone: 'over' },
      after: { 60000: 'over' },
    },
    failed: { meta: { view: { messages: ['timed.failed'] } } },
    over: { meta: { view: { messages: ['timed.over'] } } },
  },
});

/** Posts a letter and minds whether it arrives. */
export const postingChart = setup({
  types,
  actions: { postNote: (_, _params: { text: string }) => {}, mailNote: (_, _params: { text: string }) => {} },
}).createMachine({
  id: 'posting',
  context: {},
  initial: 'asking',
  states: {
    asking: {
      meta: { view: { messages: ['posting.ask'], choices: ['yes', 'no'] } },
      on: {
        'CHOSE.yes': { target: 'posted', actions: { type: 'postNote', params: { text: 'by post' } } },
        'CHOSE.no': { target: 'over', actions: { type: 'mailNote', params: { text: 'by mail' } } },
      },
    },
    posted: {
      meta: { view: { messages: ['posting.posted'] } },
      on: { 'UNDELIVERED.letter': 'undelivered' },
    },
    undelivered: { meta: { view: { messages: ['posting.undelivered'] } } },
    over: { type: 'final', meta: { view: { messages: ['posting.over'], outcome: 'informed' } } },
  },
});

/** Makes a call that may be made once, by an answer or after a minute. */
export const onceChart = setup({
  types,
  actors: { charge: call<unknown, number>() },
  actions: { postNote: (_, _params: { text: string }) => {} },
}).createMachine({
  id: 'once',
  context: {},
  initial: 'reading',
  states: {
    reading: {
      meta: { view: { messages: ['once.read'], choices: ['yes'] } },
      on: { 'CHOSE.yes': 'asking' },
    },
    asking: {
      meta: { view: { messages: ['once.ask'], choices: ['yes', 'no'] } },
      on: {
        'CHOSE.yes': 'charging',
        'CHOSE.no': { target: 'charging', actions: { type: 'postNote', params: { text: 'first' } } },
      },
      after: { 60000: 'charging' },
    },
    charging: { invoke: { id: 'charge', src: 'charge', onDone: 'charged', onError: 'given-up' } },
    charged: { meta: { view: { messages: ['once.charged'] } } },
    'given-up': {
      meta: { view: { messages: ['once.given-up'], choices: ['back'] } },
      on: { 'CHOSE.back': 'asking' },
    },
  },
});

const flow = (id: string, machine: Flow['machine'], more: Partial<Flow> = {}): Flow => ({
  id,
  version: 1,
  role: 'public',
  machine,
  messages: {},
  ...more,
});

export const testFlows: readonly Flow[] = [
  flow('question', questionChart, { messages: says('question.ask', 'question.right', 'question.over') }),
  flow('second', secondChart, { messages: { 'second.from': { fr: 'de {from}', en: 'from {from}' } } }),
  flow('parent', parentChart, { messages: says('parent.agreed', 'parent.declined', 'parent.gave-up') }),
  flow('child', childChart, { role: 'part', messages: says('child.ask') }),
  flow('timed', timedChart, {
    messages: says('timed.waiting', 'timed.counted', 'timed.failed', 'timed.over'),
  }),
  flow('posting', postingChart, {
    messages: says('posting.ask', 'posting.posted', 'posting.undelivered', 'posting.over'),
  }),
  flow('once', onceChart, { messages: says('once.read', 'once.ask', 'once.charged', 'once.given-up') }),
  person,
];

export const effects: EngineOptions['effects'] = {
  postNote: (params) => ({ kind: 'letter', payload: params }),
  tellDesk: (params) => ({ kind: 'mail', payload: params }),
  mailNote: (params) => ({ kind: 'mail', payload: params }),
};

/** Every call made, in order: who, with what, under which id, in which language. */
export interface Made {
  readonly service: string;
  readonly input: unknown;
  readonly callId: string;
  readonly locale: Locale;
}

export interface DeskOptions {
  readonly flows?: readonly Flow[];
  readonly earlier?: readonly Flow[];
  /** What the services answer. A function may throw, or never answer, as a process that dies does. */
  readonly answers?: Readonly<Record<string, (input: never) => unknown>>;
  readonly never?: readonly string[];
  readonly stillConnected?: EngineOptions['stillConnected'];
  /** Stands between engine and store. */
  readonly around?: (store: Store) => Store;
}

export interface Desk {
  readonly engine: Engine;
  readonly documents: Documents;
  readonly clock: { at: number; now(): number; pass(ms: number): void };
  readonly made: Made[];
  readonly events: EngineEvent[];
  readonly logged: string[];
  /** One round of a worker that delivers this way. */
  work(deliver?: Deliver): Promise<{ readonly handled: number; readonly failed: number }>;
  /** A worker that delivers this way, for more than one round. */
  workerWith(deliver: Deliver, attended?: Parameters<typeof createWorker>[1]['attended']): Worker;
  /** Another process on the same file, as after a crash or beside this one. Shares only the clock and the keys. */
  beside(options?: DeskOptions): Desk;
  start(flow: string, origin?: Origin): ReturnType<Engine['start']>;
  answer(
    token: string,
    turn: number,
    answer: Answer,
    more?: Partial<AnswerRequest>,
  ): ReturnType<Engine['answer']>;
  /** The session's document, opened. */
  stored(token: string): Promise<Session>;
}

export const minute = 60_000;
export const origin: Origin = { channel: 'web', source: '192.0.2.1' };
export const right = { values: { company: 'Durand', code: '749385', acceptTerms: true } } as const;
export const nobody: Deliver = async () => undefined;

/** A deliverer that keeps what it is given. */
export function keeping() {
  const sent: OutboxEntry[] = [];
  return Object.assign(async (entry: OutboxEntry) => void sent.push(entry), { sent });
}

const directory = mkdtempSync(join(tmpdir(), 'guichet-engine-'));
const stores: Store[] = [];
let files = 0;
afterAll(async () => {
  await Promise.all(stores.map((store) => store.close()));
  rmSync(directory, { recursive: true, force: true });
});

const keys = `v1:${Buffer.alloc(32, 7).toString('base64')}`;

export function openDesk(options: DeskOptions = {}): Desk {
  const clock = {
    at: Date.parse('2026-11-02T09:00:00Z'),
    now: () => clock.at,
    pass(ms: number) {
      clock.at += ms;
    },
  };
  return onFile(join(directory, `${++files}.sqlite`), clock, options);
}

function onFile(file: string, clock: Desk['clock'], options: DeskOptions): Desk {
  const made: Made[] = [];
  const events: EngineEvent[] = [];
  const logged: string[] = [];
  const opened = openSqliteStore({ file, clock });
  stores.push(opened);
  const vault = createVault(parseSecretKeys(keys));
  const documents = sealedDocuments(options.around?.(opened) ?? opened, vault);
  const log = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const logger: Logger = { info: log, warn: log, error: log };
  const registry = createRegistry({
    flows: options.flows ?? testFlows,
    messages: [commonMessages],
    ...(options.earlier && { earlier: options.earlier }),
  });
  const answers = {
    verify: () => ({ right: true }),
    count: () => made.filter(({ service }) => service === 'count').length,
    charge: () => 1,
    ...options.answers,
  };
  const services = Object.fromEntries(
    Object.entries(answers).map(([service, answer]): [string, Service] => [
      service,
      {
        repeat: (options.never ?? ['charge']).includes(service) ? 'never' : 'safe',
        run: async (input, { callId, locale }) => {
          made.push({ service, input, callId, locale });
          return (answer as (input: never) => unknown)(input);
        },
      },
    ]),
  );
  const ports = {
    registry,
    documents,
    insurers: insurersById,
    clock,
    vault,
    randomness: systemRandomness,
    logger,
  };
  const engine = createEngine({
    ...ports,
    services,
    effects,
    stillConnected: options.stillConnected ?? (async () => true),
    watch: (event) => events.push(event),
  });
  const workerWith: Desk['workerWith'] = (deliver, attended = {}) =>
    createWorker(ports as never, {
      engine,
      codeRequests: undefined as never,
      clients: undefined as never,
      deliver,
      attended,
    });
  return {
    engine,
    documents,
    clock,
    made,
    events,
    logged,
    workerWith,
    work: (deliver = nobody) => workerWith(deliver).round(),
    beside: (other = {}) => onFile(file, clock, { ...options, ...other }),
    start: (flowId, from = origin) =>
      engine.start({ tenant: 'cpms', flow: flowId, locale: 'fr', origin: from }),
    answer: (token, turn, answer, more) => engine.answer({ token, turn, answer, origin, ...more }),
    stored: async (token) => (await documents.load<Session>(sessionKind, parseToken(token).id))!.body,
  };
}
