import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';
import type { BotLoad } from './bot-load.ts';
import type { DirectLineLoad } from './direct-line-load.ts';
import type { Measurement } from './measurement.ts';
import { processorMs, residentMegabytes, run, type Served, scratch } from './processes.ts';
import type { Seen } from './put-load.ts';
import { figure, judged, megabytes, milliseconds, perSecond, times } from './report.ts';
import { alternating, ratios } from './statistics.ts';
import { serveGuichet } from './turns.ts';

const clients = 16;
const sockets = 1_000;
/** Sockets opened at once: more would wait in the listener's queue. */
const atOnce = 50;
const restMs = 8_000;

/**
 * A turn over our own Direct Line beside a turn of the same bot through botbuilder, replies posted to a connector
 * on loopback; and what a thousand people who only have the page open cost.
 */
export const chat: Measurement = {
  name: 'chat',
  async measure({ rounds, seconds, note }) {
    const dir = scratch();
    const server = await serveGuichet(dir.path);
    try {
      // First: after a load the process holds more than a thousand people take, and gives it back meanwhile.
      const idle = await idleSockets(server);
      note(`${sockets} idle sockets`);
      const load = { url: server.url, clients, seconds, warmUpSeconds: Math.min(2, seconds / 2) };
      const costed = (put: () => Promise<Seen>) => async () => {
        const before = processorMs(server.pid);
        const seen = await put();
        return { ...seen, costMs: (processorMs(server.pid) - before) / seen.requests };
      };
      const bare: DirectLineLoad = load;
      const through: BotLoad = { ...load, way: 'connector' };
      const turns = await alternating(
        rounds,
        costed(() => run<Seen>('test/bench/direct-line-load.ts', [JSON.stringify(bare)])),
        costed(() => run<Seen>('test/bench/bot-load.ts', [JSON.stringify(through)])),
      );
      note('turns over Direct Line and through botbuilder');
      const rate = (seen: readonly Seen[]) => seen.map(({ perSecond: value }) => value);
      const cost = (seen: readonly { costMs: number }[]) => seen.map(({ costMs }) => costMs);
      return [
        judged('Direct Line turn ÷ turn through botbuilder', ratios(rate(turns.a), rate(turns.b)), {
          goal: 5,
          more: true,
          format: times,
        }),
        figure('Direct Line turns', rate(turns.a), perSecond),
        figure('turns through botbuilder', rate(turns.b), perSecond),
        figure('processor time of a Direct Line turn', cost(turns.a), milliseconds),
        figure('processor time of a turn through botbuilder', cost(turns.b), milliseconds),
        judged(`memory of ${sockets} idle streams`, [idle], { goal: 100, more: false, format: megabytes }),
      ];
    } finally {
      await server.stop();
      dir.remove();
    }
  },
};

/** Resident memory that so many open conversations add, in MB, once they rest. */
async function idleSockets({ url, pid }: Served): Promise<number> {
  (await idleSocket(url)).terminate();
  const before = residentMegabytes(pid);
  const open: WebSocket[] = [];
  while (open.length < sockets)
    open.push(...(await Promise.all(Array.from({ length: atOnce }, () => idleSocket(url)))));
  await pause(restMs);
  const after = residentMegabytes(pid);
  for (const socket of open) socket.terminate();
  return after - before;
}

async function idleSocket(url: string): Promise<WebSocket> {
  const post = async (path: string, headers: Record<string, string>, body: object) => {
    const response = await fetch(`${url}/v3/directline${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return (await response.json()) as { token: string; streamUrl: string };
  };
  const { token } = await post('/tokens/generate', {}, { tenant: 'cpms' });
  const { streamUrl } = await post('/conversations', { authorization: `Bearer ${token}` }, {});
  const socket = new WebSocket(streamUrl, { perMessageDeflate: false });
  await once(socket, 'open');
  return socket;
}
