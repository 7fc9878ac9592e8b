import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filledDirectory } from './fill.ts';
import type { Measurement } from './measurement.ts';
import { run } from './processes.ts';
import { figure, judged, perSecond, times } from './report.ts';
import { alternating, ratios } from './statistics.ts';

const bounds = { floor: 1.5, goal: 1.2, more: false, format: times } as const;

/** What a read and a turn cost among a million stored sessions, beside among a thousand. No HTTP: the store is asked. */
export const million: Measurement = {
  name: 'million',
  async measure({ rounds, seconds, note }) {
    const base = process.env.BENCH_DIR ?? join(tmpdir(), 'guichet-bench-filled');
    const few = await filledDirectory(base, 1_000);
    note(`a million sessions stand in ${base}, filled once`);
    const many = await filledDirectory(base, 1_000_000);
    const turning = (dir: string) => () =>
      run<{ own: number; random: number }>('test/bench/stored-turns.ts', [dir, String(seconds)]);
    const { a, b } = await alternating(rounds, turning(few), turning(many));
    const own = (seen: typeof a) => seen.map((turns) => turns.own);
    const random = (seen: typeof a) => seen.map((turns) => turns.random);
    return [
      judged('cost of a turn, 1,000,000 stored ÷ 1,000, sessions in use', ratios(own(a), own(b)), bounds),
      judged('the same, each turn on a stored session at random', ratios(random(a), random(b)), bounds),
      figure('turns in process, 1,000 stored', own(a), perSecond),
      figure('turns in process, 1,000,000 stored', own(b), perSecond),
    ];
  },
};
