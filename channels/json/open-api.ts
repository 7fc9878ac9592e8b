import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

/** Its own scripts and styles only: it works without a network, and nothing it shows can call out. */
const documentationPolicy = [
  "default-src 'none'",
  "base-uri 'none'",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "img-src 'self' data:",
  "script-src 'self'",
  // The hash is that of the one style element swagger-ui makes.
  "style-src 'self' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='",
].join('; ');

const about = `Conversations with the front desk, as data. Start a session, show its \`view\`, send an answer or a choice
with the view's \`turn\`, show the next. The same answer sent again gets the same view; an answer to a question that is
no longer asked gets 409 and the present view. A refused value is not a failed request: the view says what is wrong.`;

/**
 * Describes every tagged route registered after it, on `app` itself or in any plugin: `/openapi.json` (OpenAPI
 * 3.1) and `/docs`. To be awaited before the routes it is to know of.
 */
export async function openApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    hideUntagged: true,
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Guichet', version: '1', description: about },
      tags: [
        { name: 'sessions', description: 'The JSON channel, for apps and portals.' },
        { name: 'chat', description: 'Direct Line 3.0 for the web chat page, the Bot Framework for Teams.' },
        { name: 'telephone', description: 'Webhooks of the telephone’s providers.' },
        { name: 'admin', description: 'For operators and the insurer’s own systems.' },
        { name: 'operations', description: 'Health and metrics.' },
        { name: 'development', description: 'Outside production only.' },
      ],
      components: {
        securitySchemes: {
          session: { type: 'http', scheme: 'bearer', description: 'The `session` a start answers.' },
          admin: { type: 'http', scheme: 'bearer', description: 'ADMIN_TOKEN.' },
        },
      },
    },
    refResolver: {
      buildLocalReference: (schema, _baseUri, _fragment, index) => String(schema.$id ?? `schema-${index}`),
    },
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: documentationPolicy,
    uiConfig: { validatorUrl: null, deepLinking: true, tryItOutEnabled: true },
    theme: { title: 'Guichet' },
  });
  app.get('/openapi.json', { schema: { hide: true } }, (_request, reply) => reply.send(app.swagger()));
}
