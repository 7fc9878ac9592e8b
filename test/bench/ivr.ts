import type { IvrLoad } from './ivr-load.ts';
import type { Measurement } from './measurement.ts';
import { run, scratch, serve } from './processes.ts';
import type { Seen } from './put-load.ts';
import { figure, judged, milliseconds, percent, perSecond } from './report.ts';
import { alternating, ratios } from './statistics.ts';
import { serveGuichet } from './turns.ts';

const putCalls = (load: IvrLoad) => run<Seen>('test/bench/ivr-load.ts', [JSON.stringify(load)]);
const share = { goal: 0.25, more: true, format: percent } as const;
const inTime = { goal: 2_000, more: false, format: milliseconds } as const;

/** A signed turn of a call beside a bare Fastify echo that verifies the same signature, and a thousand calls at once. */
export const ivr: Measurement = {
  name: 'ivr',
  async measure({ rounds, seconds, note }) {
    const dir = scratch();
    const guichet = await serveGuichet(dir.path);
    const echo = await serve({ script: 'test/bench/ivr-echo-server.ts', ready: '/ready' });
    try {
      const load = (kind: IvrLoad['kind'], url: string) => () =>
        putCalls({ url, kind, clients: 32, seconds, warmUpSeconds: Math.min(1, seconds / 3) });
      const side = await alternating(rounds, load('calls', guichet.url), load('echo', echo.url));
      note('turns of calls, 32 lines');
      const crowd: Seen[] = [];
      for (let round = 0; round < rounds; round++)
        crowd.push(
          await putCalls({
            url: guichet.url,
            kind: 'calls',
            clients: 1_000,
            seconds: 0,
            warmUpSeconds: 0,
            keysOnce: 5,
          }),
        );
      const rate = (seen: readonly Seen[]) => seen.map(({ perSecond: value }) => value);
      return [
        judged(
          'signed turn of a call ÷ echo with the same signature',
          ratios(rate(side.a), rate(side.b)),
          share,
        ),
        figure('turns of calls', rate(side.a), perSecond),
        figure('echo', rate(side.b), perSecond),
        figure(
          'p99 of a turn, 32 lines',
          side.a.map(({ p99Ms }) => p99Ms),
          milliseconds,
        ),
        judged(
          'p99 with 1,000 calls at once',
          crowd.map(({ p99Ms }) => p99Ms),
          inTime,
        ),
      ];
    } finally {
      await Promise.all([guichet.stop(), echo.stop()]);
      dir.remove();
    }
  },
};
