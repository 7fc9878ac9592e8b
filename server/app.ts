import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { botFramework } from '../channels/chat/botframework/index.ts';
import { createChatTokens } from '../channels/chat/directline/chat-tokens.ts';
import { directLine } from '../channels/chat/directline/index.ts';
import { chatPages } from '../channels/chat/page/index.ts';
import { widgetUrl } from '../channels/chat/page/widget.ts';
import { ivrChannel } from '../channels/ivr/index.ts';
import { jsonChannel, openApi } from '../channels/json/index.ts';
import { meaningOf, sendMeaning } from '../channels/problems.ts';
import { webChannel } from '../channels/web/index.ts';
import { noteWhy } from '../channels/why-failed.ts';
import { localOperations } from './admin/operations.ts';
import { adminRoutes } from './admin/routes.ts';
import { decodable } from './decodable.ts';
import { describing } from './dev/described.ts';
import { allowOwnFrames } from './dev/framing.ts';
import { phonePages } from './dev/phone-pages.ts';
import { devRoutes } from './dev/routes.ts';
import { keepTime } from './dev/same-time.ts';
import { createDevTools } from './dev/tools.ts';
import { walletPages } from './dev/wallet-pages.ts';
import { drawPicture } from './draw-picture.ts';
import { healthRoutes } from './health.ts';
import type { Metrics } from './metrics.ts';
import { metricsRoutes } from './metrics.ts';
import { originOf } from './origin.ts';
import { type OverloadOptions, refuseOverload } from './overload.ts';
import { plainSchemas } from './plain-schemas.ts';
import { createRateCounts, type RateCounts } from './rate-counts.ts';
import { readingsOf } from './readings.ts';
import { logRequests } from './request-log.ts';
import { limitSources } from './source-limit.ts';
import { isMovable, type Product } from './wire.ts';
import type { WorkerLoop } from './worker-loop.ts';

export interface AppParts {
  readonly logger: FastifyBaseLogger;
  readonly metrics: Metrics;
  readonly loop: WorkerLoop;
  readonly overload?: OverloadOptions | undefined;
}

/** Larger than any body but an import's. */
const bodyLimit = 64 * 1024;
/** Longer than Node's parser lets through: what no route is for is not found, however long. */
const longestAddress = 64 * 1024;

/**
 * How long a head, and a whole request, may take to arrive, ms: who sends nothing, or a byte now and then, is answered 408
 * and holds no connection (OWASP: slow HTTP attacks).
 */
const headWithinMs = 20_000;
const requestWithinMs = 120_000;
const lookForLateMs = 1_000;

/** The whole server, not yet listening: `inject` works, and `listen` is the caller's. */
export async function buildApp(
  product: Product,
  { logger, metrics, loop, overload }: AppParts,
): Promise<FastifyInstance> {
  const { config } = product;
  const app = fastify({
    loggerInstance: logger,
    // Ours, in request-log.ts: Fastify's own logs whole addresses.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    rewriteUrl: ({ url = '/' }) => decodable(url),
    routerOptions: { maxParamLength: longestAddress },
    trustProxy: config.trustProxy.length > 0 ? [...config.trustProxy] : false,
    genReqId: () => randomUUID(),
    // A child of pino's for each request costs more than sealing a session; the lines written name the request.
    childLoggerFactory: (parent) => parent,
    requestTimeout: requestWithinMs,
    http: {
      headersTimeout: headWithinMs,
      connectionsCheckingInterval: lookForLateMs,
      // Any other request to upgrade (h2c, as Java's client sends with each) is answered as an ordinary one.
      shouldUpgradeCallback: ({ url, headers }) =>
        url?.startsWith('/v3/directline/') === true && headers.upgrade?.toLowerCase() === 'websocket',
    },
    // While stopping, what still arrives on an open connection is answered, and the connection ends with it.
    return503OnClosing: false,
    // Fastify's own logs the raw request.
    clientErrorHandler: ({ code }, socket) => {
      const status = code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request';
      if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
    },
  });
  let stopping = false;
  app.addHook('preClose', async () => {
    stopping = true;
  });
  logRequests(app, metrics);
  if (!config.production) allowOwnFrames(app);
  app.setErrorHandler((error, request, reply) => {
    const told = meaningOf(error);
    noteWhy(request, error);
    if (told.status === 500) request.log.error({ reqId: request.id, err: error }, 'a request failed');
    return sendMeaning(reply, told);
  });
  await app.register(async (nowhere) => {
    await strictHeaders(nowhere);
    nowhere.setNotFoundHandler((_request, reply) =>
      sendMeaning(reply, { status: 404, code: 'not-found', detail: 'there is nothing at this address' }),
    );
  });

  const readings = readingsOf(product);
  metrics.read(readings);
  await openApi(app);
  await app.register(async (own) => {
    await strictHeaders(own);
    plainSchemas(own);
    await own.register(healthRoutes, {
      store: product.store,
      readings,
      workerHealthy: () => loop.healthy,
      stopping: () => stopping,
      chatWidget: widgetUrl === undefined ? 'absent' : 'served',
    });
    await own.register(metricsRoutes, { metrics });
  });
  if (isMovable(product.clock)) keepTime(app, product.clock, product.documents);
  // Apart from the guard: only providers get in, and a caller is answered in words even under overload.
  await app.register(ivrChannel, telephone(product));
  const rateCounts = createRateCounts(product.clock);
  if (isMovable(product.clock)) product.clock.onRestart(rateCounts.clear);
  await app.register(async (guarded) => {
    await guard(guarded, config.limitSources ? rateCounts : undefined, overload);
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
      describing(dev);
      await dev.register(devRoutes, { tools: devTools });
      await dev.register(phonePages, { insurers, secrets: config.telephone, publicUrl: config.publicUrl });
    });
  if (devTools && product.wallet) {
    const { wallet } = product;
    await app.register(async (pages) => {
      describing(pages);
      await pages.register(walletPages, { wallet, settle: () => loop.drain() });
    });
  }
  if (product.botFramework)
    await app.register(botFramework, {
      bot: product.bot,
      connection: product.botFramework,
      hasTenant: (tenant) => insurers.has(tenant),
    });
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
    guests: [await chat(app, product)],
  });
}

/** The telephone, at whichever providers there is a secret for. */
function telephone(product: Product) {
  const { engine, links, conversations, insurers, registry, clock, ports, config, understanding } = product;
  const { vault, randomness, logger } = ports;
  const { handOverMessages } = product.app;
  const { publicUrl, telephone: secrets } = config;
  return {
    engine,
    links,
    handOverMessages,
    conversations,
    insurers,
    registry,
    clock,
    vault,
    randomness,
    logger,
    publicUrl,
    understanding,
    secrets,
  };
}

/** The chat by Direct Line; its pages, for the web channel to show. */
async function chat(app: FastifyInstance, product: Product) {
  const { bot, conversations, engine, registry, insurers, clock, ports, config } = product;
  const { publicUrl, production } = config;
  const tokens = createChatTokens(ports.vault, clock, engine.mint);
  await app.register(async (own) => {
    plainSchemas(own);
    await own.register(directLine, {
      bot,
      conversations,
      tokens,
      insurers,
      clock,
      logger: ports.logger,
      publicUrl,
      production,
      originOf,
    });
  });
  return chatPages({
    bot,
    tokens,
    clock,
    pictures: { drawings: registry.drawings, draw: drawPicture },
    publicUrl,
    secureCookies: publicUrl.startsWith('https:'),
    originOf,
  });
}

/** Overload and floods are answered before any work is done, with the time to come back. */
async function guard(
  app: FastifyInstance,
  rateCounts: RateCounts | undefined,
  overload: OverloadOptions | undefined,
): Promise<void> {
  await refuseOverload(app, overload);
  if (rateCounts) await limitSources(app, rateCounts);
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
