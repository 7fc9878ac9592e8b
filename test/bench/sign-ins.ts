import { demoRows } from '../../adapters/insurers/demo/seed.ts';
import type { Measurement } from './measurement.ts';
import { run, scratch } from './processes.ts';
import { figure, judged, milliseconds, percent, perSecond } from './report.ts';
import { alternating, ratios } from './statistics.ts';
import { putLoad, serveGuichet } from './turns.ts';

export const members = demoRows
  .filter(({ state, codeKind }) => state === 'active' && codeKind === 'personal')
  .map(({ tenant, nir, code }) => ({ tenant, nir, code }));

const warmUpSeconds = 10;

/** Whole sign-ins over HTTP (a session, then NIR and code) beside raw argon2id with the same parameters. */
export const signIns: Measurement = {
  name: 'sign-ins',
  async measure({ rounds, seconds, note }) {
    const dir = scratch();
    const { url, stop } = await serveGuichet(dir.path);
    const signing = (length: number) =>
      putLoad({
        url,
        kind: 'sign-ins',
        clients: members.length,
        seconds: length,
        warmUpSeconds: 0.5,
        members,
      });
    const turning = () => putLoad({ url, kind: 'turns', clients: 4, seconds, warmUpSeconds: 0.5 });
    try {
      // A server that has just begun still compiles what it runs; one that people sign in to does not.
      await signing(warmUpSeconds);
      const { a, b } = await alternating(
        rounds,
        () => signing(seconds),
        () => run<{ perSecond: number }>('test/bench/argon2-loop.ts', [String(seconds)]),
      );
      note('sign-ins against raw argon2id');
      const others = await alternating(rounds, turning, async () => {
        const [seen] = await Promise.all([turning(), signing(seconds + 1)]);
        return seen;
      });
      const rate = (seen: readonly { perSecond: number }[]) => seen.map(({ perSecond: value }) => value);
      return [
        judged('sign-in ÷ raw argon2id', ratios(rate(a), rate(b)), {
          floor: 0.8,
          goal: 0.9,
          more: true,
          format: percent,
        }),
        figure('sign-ins', rate(a), perSecond),
        figure('raw argon2id verifications', rate(b), perSecond),
        figure(
          'p50 of other turns, 4 clients, no sign-ins',
          others.a.map(({ p50Ms }) => p50Ms),
          milliseconds,
        ),
        figure(
          'p50 of other turns while sign-ins run',
          others.b.map(({ p50Ms }) => p50Ms),
          milliseconds,
        ),
        figure(
          'p95 of other turns while sign-ins run',
          others.b.map(({ p95Ms }) => p95Ms),
          milliseconds,
        ),
      ];
    } finally {
      await stop();
      dir.remove();
    }
  },
};
