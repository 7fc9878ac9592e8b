/** What a turn of the bot is compared with: botbuilder's own adapter behind Fastify, saying back what it was told. */
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type Response } from 'botbuilder';
import { type FastifyReply, fastify } from 'fastify';

const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
const app = fastify();
app.get('/ready', async () => ({ ready: true }));
app.post('/api/messages/:tenant', async ({ method, headers, body }, reply) => {
  const request = { method, headers, body: body as Record<string, unknown> };
  await adapter.process(request, responseOf(reply), async (context) => {
    await context.sendActivity(context.activity.text);
  });
  return reply;
});
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
process.on('SIGTERM', () => process.exit(0));

/** As much of Express as the adapter asks for. */
function responseOf(reply: FastifyReply): Response {
  let body: unknown;
  return {
    socket: undefined,
    status: (code) => void reply.code(code),
    header: (name, value) => void reply.header(name, String(value)),
    send: (sent) => {
      body = sent;
    },
    end: () => void reply.send(body),
  };
}
