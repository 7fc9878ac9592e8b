import { quantile } from './statistics.ts';

/** How long a load is put on a server. */
export interface Span {
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

export interface Seen {
  /** All of them, those of the warm-up too. */
  readonly requests: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

/** Every client takes its step again and again until the time is over; what began in the warm-up is not timed. */
export async function putSteps(steps: readonly (() => Promise<unknown>)[], span: Span): Promise<Seen> {
  const from = performance.now() + span.warmUpSeconds * 1000;
  const until = from + span.seconds * 1000;
  const latencies: number[] = [];
  let requests = 0;
  await Promise.all(
    steps.map(async (step) => {
      for (let now = performance.now(); now < until; ) {
        const started = now;
        await step();
        requests += 1;
        now = performance.now();
        if (now >= from && now < until) latencies.push(now - started);
      }
    }),
  );
  return {
    requests,
    perSecond: latencies.length / span.seconds,
    p50Ms: quantile(latencies, 0.5),
    p95Ms: quantile(latencies, 0.95),
    p99Ms: quantile(latencies, 0.99),
  };
}
