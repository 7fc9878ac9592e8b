import type { Measurement } from './measurement.ts';
import { run } from './processes.ts';
import { figure, judged, megabytes, milliseconds } from './report.ts';

interface Round {
  readonly firstMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly quietP99Ms: number;
  readonly memoryMb: number;
}

/** Understanding one message, each round in a fresh process. */
export const understanding: Measurement = {
  name: 'understanding',
  async measure({ rounds, seconds, note }) {
    const seen: Round[] = [];
    for (let round = 0; round < rounds; round++) {
      note(`understanding, round ${round + 1}`);
      seen.push(await run<Round>('test/bench/understanding-load.ts', [String(seconds)]));
    }
    const each = (name: keyof Round) => seen.map((round) => round[name]);
    return [
      judged('time of a message undisturbed, p99', each('quietP99Ms'), {
        goal: 5,
        more: false,
        format: milliseconds,
      }),
      judged('memory it takes', each('memoryMb'), { goal: 50, more: false, format: megabytes }),
      figure('time of a message, p50', each('p50Ms'), milliseconds),
      figure('time of a message, p99, with what else the machine does', each('p99Ms'), milliseconds),
      figure('the first message, with reading the model', each('firstMs'), milliseconds),
    ];
  },
};
