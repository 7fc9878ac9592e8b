import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { loadAssets } from './assets.ts';
import { createWeb } from './context.ts';
import { headers } from './headers.ts';
import { createPageHost } from './page-host.ts';
import { meantAddress } from './paths.ts';
import { areaRoutes } from './routes/area.ts';
import { devRoutes } from './routes/dev.ts';
import { elsewhereRoutes } from './routes/elsewhere.ts';
import { errorPages, problem } from './routes/errors.ts';
import { flowRoutes } from './routes/flow.ts';
import { linkRoutes } from './routes/link.ts';
import { resumeRoutes } from './routes/resume.ts';
import { rootRoutes } from './routes/root.ts';
import type { WebOptions } from './types.ts';

export type { DevTools, OutboxView, WebOptions } from './types.ts';

/** Larger than any form of ours, a solved check included. */
const bodyLimit = 64 * 1024;

/** The pages. Encapsulated: its headers, cookies, body parser and error pages are those of its routes only. */
export const webChannel: FastifyPluginAsync<WebOptions> = async (app: FastifyInstance, options) => {
  const assets = loadAssets(options.insurers);
  const web = createWeb(options, assets);
  if (!app.hasRequestDecorator('cookies')) await app.register(cookie);
  if (!app.hasContentTypeParser('application/x-www-form-urlencoded'))
    await app.register(formbody, { bodyLimit });
  await headers(app, web);
  errorPages(app, web);
  assets.register(app);
  rootRoutes(app, web);
  resumeRoutes(app, web);
  await app.register(async (links) => linkRoutes(links, web));
  if (options.devTools) devRoutes(app, web, options.devTools);
  areaRoutes(app, web);
  for (const guest of options.guests ?? []) await guest(app, createPageHost(web));
  elsewhereRoutes(app, web);
  flowRoutes(app, web);
  // Below an insurer every address has a page, and so has any that a browser asks for; the rest is another channel's to miss.
  app.get('/:tenant/*', (request, reply) => {
    const meant = meantAddress(request.url, web.insurers);
    if (meant !== undefined) return reply.redirect(meant, 308);
    const insurer = web.insurers.get((request.params as { tenant: string }).tenant);
    if (!insurer && !request.headers.accept?.includes('text/html')) return reply.callNotFound();
    return problem(web, request, reply, { id: 'missing', status: 404, insurer });
  });
};
