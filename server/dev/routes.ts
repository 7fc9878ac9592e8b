import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { sendMeaning } from '../../channels/problems.ts';
import { refusal, refusedBody, tags } from './described.ts';
import { foreign, isForeign } from './foreign.ts';
import type { ServerDevTools } from './tools.ts';

const tenYears = 315_576_000;
const Now = Type.Object({ now: Type.String({ description: 'ISO instant, the product’s own time.' }) });
const Advance = Type.Object(
  { advanceSeconds: Type.Number({ minimum: 0, maximum: tenYears }) },
  { additionalProperties: false },
);

const texts = (...names: readonly string[]) =>
  Type.Object(Object.fromEntries(names.map((name) => [name, Type.String()])));
const Outbox = Type.Object(
  {
    mails: Type.Array(texts('id', 'to', 'subject', 'text', 'html')),
    letters: Type.Array(
      Type.Object({
        id: Type.String(),
        tenant: Type.String(),
        addressLines: Type.Array(Type.String()),
        pdf: Type.String({ description: 'Its address.' }),
        text: Type.String(),
        code: Type.String(),
        status: Type.String(),
        requestedAt: Type.String({ format: 'date-time' }),
      }),
    ),
    sms: Type.Array(texts('id', 'to', 'text')),
    checks: Type.Array(texts('answer'), { description: 'The answers of the image checks shown.' }),
  },
  { description: 'Newest last.' },
);

/**
 * What exists outside production only (contract): the outbox as data, the clock, the reset. The pages and
 * the letters beside them are the web channel's.
 */
export async function devRoutes(app: FastifyInstance, { tools }: { tools: ServerDevTools }) {
  // A reset needs no body, whatever content type is announced for it.
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else app.getDefaultJsonParser('error', 'error')(request, body as string, done);
  });
  app.addHook('onRequest', async (request, reply) =>
    request.method === 'POST' && isForeign(request) ? sendMeaning(reply, foreign) : undefined,
  );
  const now = () => ({ now: new Date(tools.now()).toISOString() });

  const listing = { summary: 'All that was sent', tags, response: { 200: Outbox } };
  app.get('/dev/outbox.json', { schema: listing }, async () => tools.outbox());

  const reading = { summary: 'The product’s time', tags, response: { 200: Now } };
  app.get('/dev/clock', { schema: reading }, async () => now());

  const elsewhere = refusal('foreign', 'The request comes from a page of another site.');
  const tooFar = refusal('malformed', 'No number of seconds from 0 to ten years; no time has passed.');
  const moving = {
    summary: 'Let time pass',
    tags,
    body: Advance,
    response: { 200: Now, 400: tooFar, 403: elsewhere, ...refusedBody },
  };
  app.post<{ Body: { advanceSeconds: number } }>('/dev/clock', { schema: moving }, async ({ body }) => {
    await tools.advance(body.advanceSeconds);
    return now();
  });

  const notJson = refusal('malformed', 'The body is not JSON; it may be left out.');
  const resetting = {
    summary: 'Restore the demo data',
    tags,
    response: { 204: Type.Null(), 400: notJson, 403: elsewhere, ...refusedBody },
  };
  app.post('/dev/reset', { schema: resetting }, async (_request, reply) => {
    await tools.reset();
    return reply.code(204).send();
  });
}
