import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { jsonChannel, openApi } from '../channels/json/index.ts';
import { meaningOf, sendMeaning } from '../channels/json/problems.ts';
import { webChannel } from '../channels/web/index.ts';
import { localOperations } from './admin/operations.ts';
import { adminRoutes } from './admin/routes.ts';
import { devRoutes } from './dev/routes.ts';
import { createDevTools } from './dev/tools.ts';
import { walletPages } from './dev/wallet-pages.ts';
import { healthRoutes } from './health.ts';
import type { Metrics } from './metrics.ts';
import { metricsRoutes } from './metrics.ts';
import { originOf, sourceOf } from './origin.ts';
import { refuseOverload } from './overload.ts';
import { plainSchemas } from './plain-schemas.ts';
import { readingsOf } from './readings.ts';
import { logRequests } from './request-log.ts';
import type { Product } from './wire.ts';
import type { WorkerLoop } from './worker-loop.ts';

export interface AppParts {
  readonly logger: FastifyBaseLogger;
  readonly metrics: Metrics;
  readonly loop: WorkerLoop;
}

/** Larger than any body but an import's. */
const bodyLimit = 64 * 1024;
/** Posts from one source in ten minutes: far above a company behind one address, far below what fills a disk. */
const postsPerWindow = 30_000;
const windowMs = 600_000;

/** The whole server, not yet listening: `inject` works, and `listen` is the caller's. */
export async function buildApp(
  product: Product,
  { logger, metrics, loop }: AppParts,
): Promise<FastifyInstance> {
  const { config } = product;
  const app = fastify({
    loggerInstance: logger,
    // Ours, in request-log.ts: Fastify's own logs whole addresses.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    trustProxy: config.trustProxy.length > 0 ? [...config.trustProxy] : false,
    genReqId: () => randomUUID(),
    // While stopping, what still arrives on an open connection is answered, and the connection ends with it.
    return503OnClosing: false,
    // Fastify's own logs the raw request.
    clientErrorHandler: (_error, socket) => {
      if (socket.writable)
        socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
    },
  });
  logRequests(app, metrics);
  app.setErrorHandler((error, request, reply) => {
    const told = meaningOf(error);
    if (told.status === 500) request.log.error({ err: error }, 'a request failed');
    return sendMeaning(reply, told);
  });
  app.setNotFoundHandler((_request, reply) =>
    sendMeaning(reply, { status: 404, code: 'not-found', detail: 'there is nothing at this address' }),
  );

  const readings = readingsOf(product);
  metrics.read(readings);
  await openApi(app);
  await app.register(async (own) => {
    await strictHeaders(own);
    plainSchemas(own);
    await own.register(healthRoutes, { store: product.store, readings, workerHealthy: () => loop.healthy });
    await own.register(metricsRoutes, { metrics });
  });
  await app.register(async (guarded) => {
    await guard(guarded, config.limitSources);
    await guarded.register(async (admin) => {
      await strictHeaders(admin);
      plainSchemas(admin);
      await admin.register(adminRoutes, {
        prefix: '/admin/v1',
        operations: localOperations(product),
        token: config.adminToken,
      });
    });
    await channels(guarded, product, loop);
  });
  return app;
}

async function channels(app: FastifyInstance, product: Product, loop: WorkerLoop): Promise<void> {
  const { engine, registry, insurers, clock, links, memberArea, config } = product;
  const { logins, devices } = product.app;
  const devTools = config.production ? undefined : createDevTools(product, loop);
  if (devTools)
    await app.register(async (dev) => {
      plainSchemas(dev);
      await dev.register(devRoutes, { tools: devTools });
    });
  if (devTools && product.wallet) {
    const { wallet } = product;
    await app.register(walletPages, { wallet, settle: () => loop.drain() });
  }
  await app.register(jsonChannel, { engine, registry, insurers, links, originOf });
  await app.register(webChannel, {
    engine,
    registry,
    insurers,
    clock,
    links,
    memberArea,
    logins,
    devices,
    publicUrl: config.publicUrl,
    secureCookies: config.publicUrl.startsWith('https:'),
    originOf: (request: FastifyRequest) => originOf(request, 'web'),
    devTools,
  });
}

/** Overload and floods are answered before any work is done, with the time to come back. */
async function guard(app: FastifyInstance, limitSources: boolean): Promise<void> {
  await refuseOverload(app);
  if (!limitSources) return;
  await app.register(rateLimit, {
    max: postsPerWindow,
    timeWindow: windowMs,
    cache: 20_000,
    keyGenerator: (request) => sourceOf(request.ip),
    allowList: ({ method }) => method !== 'POST',
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
  });
}

/** For what is not a page: nothing runs, nothing is framed, nothing is guessed. */
async function strictHeaders(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
}
