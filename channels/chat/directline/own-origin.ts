import type { FastifyRequest } from 'fastify';
import { ForeignOrigin } from './problems.ts';

/**
 * In production only this server's own pages talk here. Browsers name the page's origin on every POST and
 * WebSocket, and no page can lie about it; on a GET of the same origin they may leave it out (contract, Chat).
 * Throws `ForeignOrigin`.
 */
export function ownOrigin(publicUrl: string, production: boolean) {
  const own = new URL(publicUrl).origin;
  return ({ headers, method, ws }: FastifyRequest): void => {
    if (!production) return;
    const { origin } = headers;
    if (origin === own || (origin === undefined && method === 'GET' && !ws)) return;
    throw new ForeignOrigin('another origin');
  };
}
