import websocket from '@fastify/websocket';
import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Locale } from '../../../machines/envelope.ts';
import { Refused } from '../../../machines/errors.ts';
import { bearerOf, type ChatTokens, lifetimesMs, type Party, TokenRefused } from './chat-tokens.ts';
import { createDesk, type Desk } from './desk.ts';
import type { DirectLineOptions } from './options.ts';
import { ownOrigin } from './own-origin.ts';
import { sendProblem } from './problems.ts';
import { type Activity, isTooLong, localeOf } from './read-activity.ts';
import {
  ActivitiesBody,
  ActivitySchema,
  ConversationBody,
  ConversationParams,
  described,
  GenerateBody,
  ResourceBody,
  StreamQuery,
  seqOf,
  TokenBody,
  Watermark,
} from './schemas.ts';
import { streamTo } from './socket.ts';
import { createStreams } from './streams.ts';

/** The longest message with all that Microsoft's client sends around it. */
const bodyLimit = 32 * 1024;
/** Conversations named by one source in ten minutes: a company behind one address, not a machine. */
const namesPerWindow = 300;
const windowMs = 600_000;
/** Messages of one conversation in a minute: faster than anybody types. */
const messagesPerMinute = 60;

/**
 * Direct Line 3.0 of our own (contract, Chat): what Microsoft's Web Chat and any other client of that protocol
 * speak. A conversation is told by its token alone; what is said is kept by the bot.
 */
export const directLine: FastifyPluginAsync<DirectLineOptions> = async (app, options) => {
  await app.register(async (own) => routes(own, options), { prefix: '/v3/directline' });
};

async function routes(app: FastifyInstance, options: DirectLineOptions): Promise<void> {
  const { conversations, logger, publicUrl, production, tokens } = options;
  const streams = createStreams(conversations, logger);
  const desk = createDesk(options, streams);
  await speaking(app);
  const fromHere = ownOrigin(publicUrl, production);
  app.addHook('onRequest', async (request) => fromHere(request));
  app.addHook('onClose', async () => streams.close());
  namingRoutes(app, options);
  talkingRoutes(app, tokens, desk);

  const streaming = described('What is said, as it is said: a WebSocket', 400, 401, 403, 404);
  app.route<{ Querystring: { t: string; watermark?: string } }>({
    method: 'GET',
    url: '/conversations/:conversation/stream',
    schema: { ...streaming, params: ConversationParams, querystring: StreamQuery },
    // Refused before the socket is opened.
    preHandler: async (request) => {
      partyOf(request, tokens.read(request.query.t, 'stream'));
    },
    handler: (request, reply) => sendProblem({ statusCode: 404 }, request, reply),
    wsHandler: async (socket, request) => {
      const party = tokens.read(request.query.t, 'stream');
      const seq = await desk.heard(party, seqOf(request.query.watermark));
      if (socket.readyState === socket.OPEN) streamTo(socket, { party, seq, desk, streams });
    },
  });
}

/** JSON only, refused in Direct Line's words, cached by nobody; sockets told goodbye when the server stops. */
async function speaking(app: FastifyInstance): Promise<void> {
  app.removeAllContentTypeParsers();
  const json = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit }, (request, body, done) =>
    // Clients send the type also where there is no body.
    body === '' ? done(null, undefined) : json(request, body as string, done),
  );
  app.setErrorHandler(sendProblem);
  app.setNotFoundHandler((request, reply) => sendProblem({ statusCode: 404 }, request, reply));
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('cache-control', 'no-store');
    done();
  });
  await app.register(websocket, {
    options: { maxPayload: 1024, perMessageDeflate: false },
    errorHandler: (_error, socket) => socket.terminate(),
    preClose(this: FastifyInstance, done: () => void) {
      const { clients } = this.websocketServer;
      for (const client of clients) client.close(1012, 'restarting');
      setTimeout(() => {
        for (const client of clients) client.terminate();
      }, 500).unref();
      this.websocketServer.close(() => undefined);
      done();
    },
  });
}

function namingRoutes(app: FastifyInstance, { tokens, insurers }: DirectLineOptions): void {
  const told = (party: Party) => ({
    conversationId: party.conversation,
    token: tokens.issue(party, 'talk'),
    expires_in: lifetimesMs.talk / 1000,
  });
  const naming = described('Name a conversation and get its token', 400, 403, 404, 413, 415, 429);
  app.post<{ Body: { tenant: string; user?: string | { id: string }; locale?: string } }>(
    '/tokens/generate',
    {
      schema: { ...naming, body: GenerateBody, response: { 200: TokenBody, ...naming.response } },
      config: { rateLimit: { max: namesPerWindow, timeWindow: windowMs } },
    },
    async ({ body }) => {
      const { tenant, user = tokens.anyone(), locale } = body;
      if (!insurers.has(tenant)) throw new Refused('tenant-unknown', 'there is no such insurer here');
      const named = typeof user === 'string' ? user : user.id;
      const language: Locale = localeOf(locale) ?? 'fr';
      return told(tokens.party({ tenant, user: named, locale: language }));
    },
  );

  const refreshing = described('A fresh token for the same conversation', 400, 401, 403, 413, 415);
  app.post(
    '/tokens/refresh',
    { schema: { ...refreshing, response: { 200: TokenBody, ...refreshing.response } } },
    async ({ headers }) => told(tokens.read(bearerOf(headers.authorization), 'talk')),
  );
}

function talkingRoutes(app: FastifyInstance, tokens: ChatTokens, desk: Desk): void {
  const holder = (request: FastifyRequest) =>
    partyOf(request, tokens.read(bearerOf(request.headers.authorization), 'talk'));

  const starting = described(
    'Open the conversation of the token: the bot greets',
    400,
    401,
    403,
    413,
    415,
    429,
    503,
  );
  app.post(
    '/conversations',
    {
      schema: {
        ...starting,
        response: { 200: ConversationBody, 201: ConversationBody, ...starting.response },
      },
    },
    async (request, reply) => {
      const party = holder(request);
      const isNew = await desk.open(party, request);
      return reply.code(isNew ? 201 : 200).send(desk.address(party, 0));
    },
  );

  const joining = described('Come back to a conversation: another stream from a watermark on', 401, 403, 503);
  app.get<{ Querystring: { watermark?: string } }>(
    '/conversations/:conversation',
    {
      schema: {
        ...joining,
        params: ConversationParams,
        querystring: Watermark,
        response: { 200: ConversationBody, ...joining.response },
      },
    },
    async (request) => {
      const party = holder(request);
      await desk.open(party, request);
      return desk.address(party, await desk.heard(party, seqOf(request.query.watermark)));
    },
  );

  const reading = described('What was said after a watermark', 401, 403, 503);
  app.get<{ Querystring: { watermark?: string } }>(
    '/conversations/:conversation/activities',
    {
      schema: {
        ...reading,
        params: ConversationParams,
        querystring: Watermark,
        response: { 200: ActivitiesBody, ...reading.response },
      },
    },
    async (request) => desk.read(holder(request), seqOf(request.query.watermark)),
  );

  const saying = described('Say something', 400, 401, 403, 413, 415, 429, 503);
  app.post<{ Body: Activity }>(
    '/conversations/:conversation/activities',
    {
      schema: {
        ...saying,
        params: ConversationParams,
        body: ActivitySchema,
        response: { 200: ResourceBody, ...saying.response },
      },
      preValidation: async ({ body }) => {
        if (isTooLong(body)) throw Object.assign(new Error('too long'), { statusCode: 413 });
      },
      config: {
        rateLimit: {
          max: messagesPerMinute,
          timeWindow: 60_000,
          // Whoever has no token of the conversation counts for nothing in it, and is refused here.
          keyGenerator: (request) => holder(request).conversation,
        },
      },
    },
    async (request) => {
      return { id: await desk.say(holder(request), request.body, request) };
    },
  );
}

/** The token's conversation must be the one addressed: another one's id is not told apart from none. */
function partyOf({ params }: FastifyRequest, party: Party): Party {
  const { conversation } = params as { conversation?: string };
  if (conversation !== undefined && conversation !== party.conversation) throw new TokenRefused('elsewhere');
  return party;
}
