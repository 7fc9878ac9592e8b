import { type Session, sessionKind } from '../../machines/engine/session.ts';
import { copies, led, wired } from './fill.ts';
import type { Measurement } from './measurement.ts';
import { run, scratch } from './processes.ts';
import { seconds as inSeconds, judged } from './report.ts';

const count = 100_000;

/** Sessions that wait out the minute (X17), all due at the same instant, and two workers in two processes. */
export const timers: Measurement = {
  name: 'timers',
  async measure({ note }) {
    const dir = scratch();
    try {
      const dueAt = await fillWaiting(dir.path);
      note(`${count} timers are due at once`);
      const start = Math.max(dueAt, Date.now() + 3_000);
      const worker = () =>
        run<{ handled: number; failed: number; finishedAt: number }>('test/bench/due-worker.ts', [
          dir.path,
          String(start),
        ]);
      const workers = await Promise.all([worker(), worker()]);
      const wrong = await notFiredOnce(dir.path);
      const shares = workers.map(({ handled }) => handled).join(' + ');
      const failed = workers.reduce((sum, worker) => sum + worker.failed, 0);
      const took = (Math.max(...workers.map(({ finishedAt }) => finishedAt)) - start) / 1000;
      return [
        judged(`100,000 timers due at once, two workers (${shares}, ${failed} tried again)`, [took], {
          goal: 60,
          more: false,
          format: inSeconds,
        }),
        judged('timers not fired exactly once', [wrong], { goal: 0, more: false, format: String }),
      ];
    } finally {
      dir.remove();
    }
  },
};

async function fillWaiting(dir: string): Promise<number> {
  const product = await wired(dir);
  const wrong = { values: { nir: '185077505604801', code: '111111' } };
  const { session } = await led(product, 'sign-in', [wrong, wrong, wrong, { choice: 'check-wait' }]);
  const dueAt = Date.now() + 20_000;
  const frames = session.frames.map((frame) => ({
    ...frame,
    timers: frame.timers.map((timer) => ({ ...timer, dueAt })),
  }));
  if (!frames.some(({ timers: kept }) => kept.length > 0)) throw new Error('the session waits for nothing');
  const day = 86_400_000;
  await copies(product, { ...session, frames, turn: 1, restUntil: Date.now() + day }, count);
  await product.close();
  return dueAt;
}

/** Every copy began at turn 1; a timer fired once makes it turn 2. */
async function notFiredOnce(dir: string): Promise<number> {
  const product = await wired(dir);
  let wrong = 0;
  for (let after = 'copy'; ; ) {
    const page = await product.documents.list<Session>(sessionKind, after, 1000);
    const copied = page.filter(({ id }) => id.startsWith('copy'));
    wrong += copied.filter(
      ({ body }) => body.turn !== 2 || body.frames.some((frame) => frame.timers.length > 0),
    ).length;
    if (copied.length < page.length || page.length === 0) break;
    after = page.at(-1)!.id;
  }
  await product.close();
  return wrong;
}
