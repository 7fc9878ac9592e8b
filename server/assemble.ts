import type { DestinationStream } from 'pino';
import type { Documents } from '../machines/engine/documents.ts';
import type { StoredDocument } from '../machines/ports/store.ts';
import { buildApp } from './app.ts';
import { type Config, ConfigError } from './config.ts';
import { isEmpty, seedDemo } from './dev/seed.ts';
import { developmentKinds } from './kinds.ts';
import { createLogger } from './logging.ts';
import { createMetrics } from './metrics.ts';
import { isMovable, type Product, type WireOptions, wire } from './wire.ts';
import { createWorkerLoop } from './worker-loop.ts';

export interface AssembleOptions extends Omit<WireOptions, 'config' | 'logger' | 'watch' | 'watchDelivery'> {
  /** Where the log goes instead of stdout. */
  readonly logTo?: DestinationStream;
}

/** Everything put together and, for the demo, filled: nothing listens and no worker runs yet. */
export async function assemble(config: Config, { logTo, ...given }: AssembleOptions = {}) {
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
  if (config.production) await refuseDemo(product);
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
  const app = await buildApp(product, { logger, metrics, loop });
  return { product, app, loop, logger, metrics, seeded };
}

/** Members everybody can read the codes of would sign in (contract). What these keys do not open, nobody enters by. */
async function refuseDemo({ store, documents, close }: Product): Promise<void> {
  for (const kind of developmentKinds) {
    const [found] = await store.list(kind, '', 1);
    if (!found || !opens(documents, found)) continue;
    await close();
    throw new ConfigError(
      'The store (DATA_DIR, or MONGODB_URI where it is set) has served a demo or a development run under these SECRET_KEYS: production needs one of its own.',
    );
  }
}

function opens(documents: Documents, found: StoredDocument): boolean {
  try {
    documents.open(found);
    return true;
  } catch {
    return false;
  }
}

export type Assembled = Awaited<ReturnType<typeof assemble>>;
