/** Where the server's time goes under load: V8's own samples, by part of the product. */
import { once } from 'node:events';
import { freePort, run, scratch } from './processes.ts';
import type { Seen } from './put-load.ts';
import { members } from './sign-ins.ts';
import { serveGuichet } from './turns.ts';

interface ProfileNode {
  readonly id: number;
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  readonly children?: readonly number[];
}

interface Profile {
  readonly nodes: readonly ProfileNode[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/** The first that fits. A native function belongs to whoever called it; JSON is counted where it is called. */
const groups: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['transition (xstate)', /\/xstate\/|machines\/engine\/(pure|frames)\.ts|machines\/flows\//],
  ['JSON and sealing', /crypto|documents\.ts/],
  ['sqlite', /adapters\/sqlite/],
  ['views and messages', /engine\/view\.ts|machines\/messages|intl-messageformat|formatjs|machines\/domain/],
  ['engine and services', /machines\/(engine|services)/],
  ['schema', /typebox|ajv|fast-json-stringify|json-schema/],
  ['fastify', /fastify|find-my-way|avvio|light-my-request|secure-json-parse|helmet|under-pressure|reusify/],
  ['channel', /channels\//],
  ['server', /\/server\//],
  ['node http and net', /^node:/],
];

/** By name of the measurement: the process that puts the load, and what it is told beside address and seconds. */
const loads = {
  turns: ['load-client', { kind: 'turns', clients: 32 }],
  'sign-ins': ['load-client', { kind: 'sign-ins', clients: members.length, members }],
  chat: ['direct-line-load', { clients: 16 }],
  botframework: ['bot-load', { clients: 16, way: 'connector' }],
  ivr: ['ivr-load', { kind: 'calls', clients: 32 }],
} as const;

type Profiled = keyof typeof loads;

export async function profile(name: string, seconds: number): Promise<void> {
  if (!Object.hasOwn(loads, name)) throw new Error(`--profile takes --only ${Object.keys(loads).join(', ')}`);
  const [script, told] = loads[name as Profiled];
  const dir = scratch();
  const inspected = `127.0.0.1:${await freePort()}`;
  const server = await serveGuichet(dir.path, [`--inspect=${inspected}`]);
  const put = (span: number) =>
    run<Seen>(`test/bench/${script}.ts`, [
      JSON.stringify({ url: server.url, warmUpSeconds: 0, ...told, seconds: span }),
    ]);
  await put(3);
  const inspector = await inspect(`http://${inspected}`);
  await inspector.send('Profiler.enable');
  await inspector.send('Profiler.setSamplingInterval', { interval: 200 });
  await inspector.send('Profiler.start');
  const { requests } = await put(seconds);
  const { profile } = (await inspector.send('Profiler.stop')) as { profile: Profile };
  inspector.close();
  await server.stop();
  dir.remove();
  print(profile, requests);
}

/** Chrome's DevTools protocol, as far as a profile needs it. */
async function inspect(url: string) {
  const [target] = (await (await fetch(`${url}/json/list`)).json()) as { webSocketDebuggerUrl: string }[];
  const socket = new WebSocket(target!.webSocketDebuggerUrl);
  await once(socket, 'open');
  const waiting = new Map<number, (result: unknown) => void>();
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id: number; result: unknown };
    waiting.get(id)?.(result);
  });
  let sent = 0;
  return {
    send: (method: string, params: object = {}) =>
      new Promise<unknown>((resolve) => {
        sent += 1;
        waiting.set(sent, resolve);
        socket.send(JSON.stringify({ id: sent, method, params }));
      }),
    close: () => socket.close(),
  };
}

export function print(profile: Profile, requests: number): void {
  const { byFunction, byGroup, busy } = selfTimes(profile);
  console.log(
    `\n${Math.round(requests)} turns, ${(busy / 1000 / requests).toFixed(3)} ms of the process each\n`,
  );
  const show = (times: ReadonlyMap<string, number>, limit: number) => {
    for (const [name, time] of [...times].sort((a, b) => b[1] - a[1]).slice(0, limit))
      console.log(
        `${((time / busy) * 100).toFixed(1).padStart(5)} %  ${(time / requests).toFixed(1).padStart(6)} µs  ${name}`,
      );
  };
  show(byGroup, 20);
  console.log();
  show(byFunction, 40);
}

function selfTimes({ nodes, samples, timeDeltas }: Profile) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(
    nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const byFunction = new Map<string, number>();
  const byGroup = new Map<string, number>();
  let busy = 0;
  const add = (times: Map<string, number>, key: string, time: number) =>
    times.set(key, (times.get(key) ?? 0) + time);
  samples.forEach((id, i) => {
    const { callFrame } = byId.get(id)!;
    const time = timeDeltas[i]!;
    if (callFrame.functionName === '(idle)') return;
    busy += time;
    add(byFunction, nameOf(callFrame), time);
    add(byGroup, groupOf(id, byId, parents), time);
  });
  return { byFunction, byGroup, busy };
}

function nameOf({ functionName, url, lineNumber }: ProfileNode['callFrame']): string {
  return `${functionName || '(anonymous)'}  ${url.split('/').slice(-3).join('/')}${url ? `:${lineNumber + 1}` : ''}`;
}

function groupOf(
  id: number,
  byId: ReadonlyMap<number, ProfileNode>,
  parents: ReadonlyMap<number, number>,
): string {
  const own = byId.get(id)!.callFrame;
  if (own.functionName === '(garbage collector)') return 'garbage collection';
  for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
    const { url } = byId.get(at)!.callFrame;
    const group = url && groups.find(([, pattern]) => pattern.test(url));
    if (group) return group[0];
  }
  return own.functionName || 'other';
}
