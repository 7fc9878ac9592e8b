import type { BotLoad } from './bot-load.ts';
import type { Measurement } from './measurement.ts';
import { processorMs, run, scratch, serve } from './processes.ts';
import type { Seen } from './put-load.ts';
import { figure, judged, milliseconds, percent, perSecond } from './report.ts';
import { alternating, ratios } from './statistics.ts';
import { serveGuichet } from './turns.ts';

const share = { goal: 0.8, more: true, format: percent } as const;
const clients = 16;

/**
 * A turn of the bot over the Bot Framework's protocol beside botbuilder's bare echo bot: replies posted to a
 * connector on loopback, as Teams has it, and replies in the answer's body.
 */
export const botframework: Measurement = {
  name: 'botframework',
  async measure({ rounds, seconds, note }) {
    const dir = scratch();
    const guichet = await serveGuichet(dir.path);
    const echo = await serve({ script: 'test/bench/echo-bot-server.ts', ready: '/ready' });
    try {
      const put =
        ({ url, pid }: typeof echo, way: BotLoad['way']) =>
        async () => {
          const load: BotLoad = { url, way, clients, seconds, warmUpSeconds: Math.min(2, seconds / 2) };
          const before = processorMs(pid);
          const seen = await run<Seen>('test/bench/bot-load.ts', [JSON.stringify(load)]);
          return { ...seen, costMs: (processorMs(pid) - before) / seen.requests };
        };
      const posted = await alternating(rounds, put(guichet, 'connector'), put(echo, 'connector'));
      note('bot turns, replies posted');
      const expected = await alternating(rounds, put(guichet, 'expectReplies'), put(echo, 'expectReplies'));
      note('bot turns, replies in the answer');
      const rate = (seen: readonly Seen[]) => seen.map(({ perSecond: value }) => value);
      const cost = (seen: readonly { costMs: number }[]) => seen.map(({ costMs }) => costMs);
      return [
        judged('bot turn ÷ echo bot, replies posted', ratios(rate(posted.a), rate(posted.b)), share),
        judged(
          'bot turn ÷ echo bot, replies in the answer',
          ratios(rate(expected.a), rate(expected.b)),
          share,
        ),
        figure('bot turns, replies posted', rate(posted.a), perSecond),
        figure('echo bot, replies posted', rate(posted.b), perSecond),
        figure('bot turns, replies in the answer', rate(expected.a), perSecond),
        figure('echo bot, replies in the answer', rate(expected.b), perSecond),
        figure('processor time of a bot turn, replies posted', cost(posted.a), milliseconds),
        figure('processor time of an echo, replies posted', cost(posted.b), milliseconds),
        figure('processor time of a bot turn, replies in the answer', cost(expected.a), milliseconds),
        figure('processor time of an echo, replies in the answer', cost(expected.b), milliseconds),
      ];
    } finally {
      await Promise.all([guichet.stop(), echo.stop()]);
      dir.remove();
    }
  },
};
