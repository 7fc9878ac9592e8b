import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { Web } from './context.ts';

/**
 * Nothing but our own files runs, is shown or is sent to (ASVS 3.4): scripts and styles by nonce, no frames
 * around us, forms to ourselves only. `worker-src` is ALTCHA's solver, `img-src data:` the image check.
 */
export async function headers(app: FastifyInstance, { secureCookies }: Web): Promise<void> {
  await app.register(helmet, {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        // Filled with the nonce of the request.
        scriptSrc: [],
        styleSrc: [],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        // The development outbox shows mails in a sandboxed frame of its own.
        frameSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    crossOriginEmbedderPolicy: true,
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secureCookies ? { maxAge: 63_072_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
  });
}
