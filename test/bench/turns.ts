import type { Load } from './load-client.ts';
import type { Measurement } from './measurement.ts';
import { processorMs, run, type Served, scratch, serve } from './processes.ts';
import type { Seen } from './put-load.ts';
import { figure, judged, milliseconds, percent, perSecond } from './report.ts';
import { alternating, ratios } from './statistics.ts';

const share = { floor: 0.15, goal: 0.25, more: true, format: percent } as const;

export const putLoad = (load: Load) => run<Seen>('test/bench/load-client.ts', [JSON.stringify(load)]);

export const serveGuichet = (dataDir: string, nodeArgs: readonly string[] = []): Promise<Served> =>
  serve({
    script: 'server/main.ts',
    nodeArgs,
    env: { DATA_DIR: dataDir, RATE_LIMITS: '0', LOG_LEVEL: 'warn' },
    ready: '/readyz',
  });

export const serveEcho = (): Promise<Served> =>
  serve({ script: 'test/bench/echo-server.ts', ready: '/ready' });

/** A durable turn over HTTP beside a bare Fastify echo: SQLite, full sync, the same client for both. */
export const turns: Measurement = {
  name: 'turns',
  async measure({ rounds, seconds, note }) {
    const dir = scratch();
    const guichet = await serveGuichet(dir.path);
    const echo = await serveEcho();
    try {
      const load = (kind: Load['kind'], clients: number) => async () => {
        const { url, pid } = kind === 'echo' ? echo : guichet;
        const before = processorMs(pid);
        const seen = await putLoad({ url, kind, clients, seconds, warmUpSeconds: Math.min(1, seconds / 3) });
        return { ...seen, costMs: (processorMs(pid) - before) / seen.requests };
      };
      const writes = await alternating(rounds, load('turns', 32), load('echo', 32));
      note('turns, 32 clients');
      const mixed = await alternating(rounds, load('turns-and-reads', 32), load('echo', 32));
      note('turns and reads, 32 clients');
      const alone = await alternating(rounds, load('turns', 1), load('echo', 1));
      const rate = (seen: Seen[]) => seen.map(({ perSecond: value }) => value);
      return [
        judged(
          'durable turn ÷ echo, 32 clients, every request a turn',
          ratios(rate(writes.a), rate(writes.b)),
          share,
        ),
        judged('the same, each turn followed by a read', ratios(rate(mixed.a), rate(mixed.b)), share),
        figure('durable turns', rate(writes.a), perSecond),
        figure('turns and reads', rate(mixed.a), perSecond),
        figure('echo', rate(writes.b), perSecond),
        figure(
          'processor time of a turn',
          writes.a.map(({ costMs }) => costMs),
          milliseconds,
        ),
        figure(
          'processor time of an echo',
          writes.b.map(({ costMs }) => costMs),
          milliseconds,
        ),
        figure(
          'p99 of a turn, 32 clients',
          writes.a.map(({ p99Ms }) => p99Ms),
          milliseconds,
        ),
        judged(
          'p50 of a turn, 1 client',
          alone.a.map(({ p50Ms }) => p50Ms),
          {
            goal: 1,
            more: false,
            format: milliseconds,
          },
        ),
        figure(
          'p50 of the echo, 1 client',
          alone.b.map(({ p50Ms }) => p50Ms),
          milliseconds,
        ),
      ];
    } finally {
      await Promise.all([guichet.stop(), echo.stop()]);
      dir.remove();
    }
  },
};
