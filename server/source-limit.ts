import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { sourceOf } from './origin.ts';
import type { RateCounts } from './rate-counts.ts';

/** Posts from one source in ten minutes: far above a company behind one address, far below what fills a disk. */
const postsPerWindow = 30_000;
const windowMs = 600_000;

/**
 * So many posts of one source, to whatever routes: those with a limit of their own (`config.rateLimit`, by source
 * unless they name another key) are counted here first.
 */
export async function limitSources(
  app: FastifyInstance,
  rateCounts: RateCounts,
  most = postsPerWindow,
): Promise<void> {
  await app.register(rateLimit, {
    global: false,
    store: rateCounts.Store,
    max: most,
    timeWindow: windowMs,
    keyGenerator: (request) => sourceOf(request.ip),
    allowList: ({ method }) => method !== 'POST',
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
  });
  // Not the plugin's own hook: that runs once a request, and a route's limit would take its place.
  const count = app.createRateLimit();
  app.addHook('onRequest', async (request, reply) => {
    const counted = await count(request);
    if (counted.isAllowed || !counted.isExceeded) return;
    reply.header('retry-after', counted.ttlInSeconds);
    throw Object.assign(new Error('too many posts from one source'), { statusCode: 429 });
  });
}
