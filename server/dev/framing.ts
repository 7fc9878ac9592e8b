import type { FastifyInstance } from 'fastify';

/**
 * Outside production a page of ours may show our pages side by side: a frame of the same origin is let in where
 * the policy lets nobody in. Every other frame stays refused, and production never registers this.
 */
export function allowOwnFrames(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const { 'sec-fetch-dest': dest, 'sec-fetch-site': site } = request.headers;
    if (dest === 'iframe' && site === 'same-origin') {
      const policy = reply.getHeader('content-security-policy');
      if (typeof policy === 'string')
        reply.header(
          'content-security-policy',
          policy.replace(/frame-ancestors [^;]*/, "frame-ancestors 'self'"),
        );
      reply.header('x-frame-options', 'sameorigin');
    }
    done(null, payload);
  });
}
