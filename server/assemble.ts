import type { DestinationStream } from 'pino';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import { isEmpty, seedDemo } from './dev/seed.ts';
import { createLogger } from './logging.ts';
import { createMetrics } from './metrics.ts';
import type { OverloadOptions } from './overload.ts';
import { orClose, refuseDemo } from './whose-store.ts';
import { isMovable, type WireOptions, wire } from './wire.ts';
import { createWorkerLoop } from './worker-loop.ts';

export interface AssembleOptions extends Omit<WireOptions, 'config' | 'logger' | 'watch' | 'watchDelivery'> {
  /** Where the log goes instead of stdout. */
  readonly logTo?: DestinationStream;
  readonly overload?: OverloadOptions;
}

/** Everything put together and, for the demo, filled: nothing listens and no worker runs yet. */
export async function assemble(config: Config, { logTo, overload, ...given }: AssembleOptions = {}) {
  const logger = createLogger(config.logLevel, logTo);
  const metrics = createMetrics();
  const product = await wire({
    ...given,
    config,
    logger,
    watch: metrics.onEngine,
    watchDelivery: metrics.onDelivery,
  });
  const { clock, documents, store, worker } = product;
  if (config.production) await orClose(product, refuseDemo(documents));
  if (config.production && (await isEmpty(product))) logger.warn({}, 'the store holds no member');
  const refreshClock = isMovable(clock) ? () => clock.refresh(documents) : undefined;
  await refreshClock?.();
  const seeded = config.demo && (await isEmpty(product));
  // Before the members, so that production knows a store that has some of the demo's.
  if (seeded && isMovable(clock)) await clock.advance(documents, 0);
  if (seeded) await seedDemo(product);
  const loop = createWorkerLoop({
    worker,
    clock,
    logger,
    earliestDue: () => store.earliestDue(),
    watch: metrics.onRound,
    ...(refreshClock && { refreshClock }),
  });
  const app = await buildApp(product, { logger, metrics, loop, overload });
  return { product, app, loop, logger, metrics, seeded };
}

export type Assembled = Awaited<ReturnType<typeof assemble>>;
