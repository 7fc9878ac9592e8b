/** What an IVR turn is compared with: Fastify that verifies the same signature and says back what it was sent. */
import formbody from '@fastify/formbody';
import { fastify } from 'fastify';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';

const port = Number(process.env.PORT);
const base = `http://127.0.0.1:${port}`;
const app = fastify();
await app.register(formbody);
app.get('/ready', async () => ({ ready: true }));
app.post('/ivr/twilio/:tenant', async (request, reply) => {
  const signature = String(request.headers['x-twilio-signature']);
  const body = request.body as Record<string, string>;
  if (!validateRequest('dev-twilio', signature, base + request.url, body)) return reply.code(403).send();
  return reply
    .type('text/xml; charset=utf-8')
    .send(`<Response><Say>${JSON.stringify(body)}</Say></Response>`);
});
await app.listen({ port, host: '127.0.0.1' });
process.on('SIGTERM', () => process.exit(0));
