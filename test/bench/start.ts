import type { Measurement } from './measurement.ts';
import { residentMegabytes, scratch } from './processes.ts';
import { judged, megabytes, seconds } from './report.ts';
import { serveGuichet } from './turns.ts';

const restMs = 5_000;

/** From the start of the process to its first ready answer, and what it holds in memory once it rests. */
export const start: Measurement = {
  name: 'start',
  async measure({ rounds }) {
    const first: number[] = [];
    const again: number[] = [];
    const resident: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const dir = scratch();
      const fresh = await serveGuichet(dir.path);
      first.push(fresh.readyMs / 1000);
      await fresh.stop();
      const second = await serveGuichet(dir.path);
      again.push(second.readyMs / 1000);
      await new Promise((resolve) => setTimeout(resolve, restMs));
      resident.push(residentMegabytes(second.pid));
      await second.stop();
      dir.remove();
    }
    const bounds = { goal: 2, more: false, format: seconds } as const;
    return [
      judged('first start to ready, demo data written', first, bounds),
      judged('start to ready', again, bounds),
      judged('resident memory at rest', resident, { goal: 150, more: false, format: megabytes }),
    ];
  },
};
