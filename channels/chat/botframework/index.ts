import type {
  FastifyError,
  FastifyInstance,
  FastifyPluginAsync,
  FastifyReply,
  FastifyRequest,
} from 'fastify';
import { Type } from 'typebox';
import { refuseImplausible } from './authenticate.ts';
import { messagesDescription } from './description.ts';
import { reasonOf } from './reason-of.ts';
import { type Receiver, type ReceiverOptions, receiver } from './receiver.ts';
import { Refusal, refusalOf } from './refusal.ts';

export { type BotFrameworkConnection, botFrameworkConnection } from './connection.ts';

export interface BotFrameworkOptions extends ReceiverOptions {
  readonly hasTenant: (tenant: string) => boolean;
}

interface TenantRoute {
  Params: { tenant: string };
}
const TenantParams = Type.Object({ tenant: Type.String() });

/** Above the longest that Teams sends: a message of 28 kB, twice, as text and as HTML. */
const bodyLimit = 128 * 1024;
/** When what a start does besides is done. */
const warmUpAfterMs = 3_000;

/**
 * The Bot Framework's protocol (contract): `POST /api/messages/{tenant}`, or without the tenant, when the bot asks
 * for the insurer first. In production it is registered only with an app, so that the address does not exist else.
 */
export const botFramework: FastifyPluginAsync<BotFrameworkOptions> = async (app, options) => {
  await app.register(async (api) => {
    speaking(api, options);
    const messages = receiver(options);
    api.addHook('onClose', () => messages.settled());
    warmUp(api, options);
    const anywhere = { ...messagesDescription, operationId: 'sendActivity' };
    api.post('/api/messages', { schema: anywhere }, (request, reply) => answer(messages, { request, reply }));
    const at = { ...messagesDescription, operationId: 'sendActivityToInsurer', params: TenantParams };
    api.post<TenantRoute>('/api/messages/:tenant', { schema: at }, (request, reply) => {
      const { tenant } = request.params;
      if (!options.hasTenant(tenant))
        throw new Refusal('404 UnknownInsurer', 'there is no such insurer here');
      return answer(messages, { request, reply, tenant });
    });
  });
};

/**
 * Where a bot is registered, botbuilder is loaded once the server is up, so that nobody's message waits for it;
 * else at the first message, which may never come.
 */
function warmUp(api: FastifyInstance, { connection }: BotFrameworkOptions): void {
  const { app, logger } = connection.settings;
  if (!app) return;
  let timer: NodeJS.Timeout | undefined;
  api.addHook('onListen', async () => {
    timer = setTimeout(() => {
      connection.adapter().catch((error: unknown) => {
        logger.error({ reason: reasonOf(error) }, 'botbuilder could not be loaded');
      });
    }, warmUpAfterMs).unref();
  });
  api.addHook('onClose', async () => clearTimeout(timer));
}

/** JSON only, and nobody's but the service's; refused in the protocol's words. */
function speaking(api: FastifyInstance, { connection }: BotFrameworkOptions): void {
  // What is sent is looked at after who sends it, and what is answered is botbuilder's.
  api.setValidatorCompiler(() => () => true);
  api.setSerializerCompiler(() => (body) => JSON.stringify(body));
  api.removeAllContentTypeParsers();
  api.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit },
    api.getDefaultJsonParser('error', 'error'),
  );
  api.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    refuseImplausible(request, connection.settings);
  });
  api.setErrorHandler<FastifyError>((error, request, reply) => {
    const refusal = error instanceof Refusal ? error : (refusalOf(error) ?? malformed(error));
    if (!refusal) throw error;
    if (refusal.status >= 500)
      request.log.warn({ code: refusal.code, reason: refusal.reason }, 'an activity was not taken');
    return refuse(reply, refusal);
  });
}

interface Asked {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly tenant?: string;
}

async function answer(messages: Receiver, { request, reply, tenant }: Asked): Promise<FastifyReply> {
  const { authorization } = request.headers;
  const { status, body } = await messages.receive({ body: request.body, authorization, tenant });
  return reply.code(status).send(body);
}

/** What Fastify itself refuses: no JSON, another type, too long. Anything else is not the sender's doing. */
function malformed({ statusCode = 500 }: FastifyError): Refusal | undefined {
  if (statusCode < 400 || statusCode >= 500) return undefined;
  return new Refusal(`${statusCode} BadSyntax`, 'send one activity as application/json');
}

function refuse(reply: FastifyReply, { status, code, message, retryAfterSeconds }: Refusal): FastifyReply {
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  const wait = retryAfterSeconds ?? (status === 503 ? 2 : undefined);
  if (wait !== undefined) reply.header('retry-after', String(wait));
  return reply.code(status).send({ error: { code, message } });
}
