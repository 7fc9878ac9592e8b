import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { whyOf } from '../channels/why-failed.ts';
import type { Metrics } from './metrics.ts';

const slowMs = 1_000;

/**
 * One line a request: id, method, route template, status, duration. Never the address itself, its query, a
 * header, a body or where it came from (P13): `/l/:token` is all that is ever said of a link. What went well
 * is logged at debug, what was refused or slow at info, what failed here at error; metrics count them all. A call that was
 * answered in words although something was away or full has failed, too.
 */
export function logRequests(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    reply.header('x-content-type-options', 'nosniff');
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const status = reply.statusCode;
    const ms = reply.elapsedTime;
    const why = whyOf(request);
    metrics.onResponse({ method: request.method, route, status: String(status) }, ms / 1000);
    if (status >= 500 || why !== undefined) metrics.onFailure(String(status));
    log(request, reply, {
      reqId: request.id,
      method: request.method,
      route,
      status,
      ms: Math.round(ms * 10) / 10,
      ...(why !== undefined && { why }),
    });
    done();
  });
}

function log(
  request: FastifyRequest,
  { statusCode }: FastifyReply,
  line: Readonly<Record<string, unknown>> & { readonly ms: number; readonly why?: string },
): void {
  if (statusCode >= 500 || line.why !== undefined) request.log.error(line, 'request');
  else if (statusCode >= 400 || line.ms > slowMs) request.log.info(line, 'request');
  else request.log.debug(line, 'request');
}
