import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { ServerDevTools } from './tools.ts';

const tenYears = 315_576_000;
const Now = Type.Object({ now: Type.String({ description: 'ISO instant, the product’s own time.' }) });
const Advance = Type.Object(
  { advanceSeconds: Type.Number({ minimum: 0, maximum: tenYears }) },
  { additionalProperties: false },
);

/**
 * What exists outside production only (contract): the outbox as data, the clock, the reset. The pages and
 * the letters beside them are the web channel's.
 */
export async function devRoutes(app: FastifyInstance, { tools }: { tools: ServerDevTools }) {
  const tags = ['development'];
  // A reset needs no body, whatever content type is announced for it.
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else app.getDefaultJsonParser('error', 'error')(request, body as string, done);
  });
  const now = () => ({ now: new Date(tools.now()).toISOString() });

  app.get('/dev/outbox.json', { schema: { summary: 'All that was sent', tags } }, async () => tools.outbox());

  const reading = { summary: 'The product’s time', tags, response: { 200: Now } };
  app.get('/dev/clock', { schema: reading }, async () => now());

  const moving = { summary: 'Let time pass', tags, body: Advance, response: { 200: Now } };
  app.post<{ Body: { advanceSeconds: number } }>('/dev/clock', { schema: moving }, async ({ body }) => {
    await tools.advance(body.advanceSeconds);
    return now();
  });

  const resetting = { summary: 'Restore the demo data', tags, response: { 204: Type.Null() } };
  app.post('/dev/reset', { schema: resetting }, async (_request, reply) => {
    await tools.reset();
    return reply.code(204).send();
  });
}
