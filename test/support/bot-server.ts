import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Bot } from '../../channels/chat/bot.ts';
import {
  type BotFrameworkConnection,
  botFramework,
  botFrameworkConnection,
} from '../../channels/chat/botframework/index.ts';
import type { BotFrameworkSettings } from '../../channels/chat/botframework/settings.ts';
import type { ActivityJson } from './connector.ts';

export interface BotServerOptions extends Partial<BotFrameworkSettings> {
  readonly bot: Bot;
  readonly tenants: readonly string[];
  readonly answerWithinMs?: number;
  readonly stopWithinMs?: number;
  readonly host?: string;
}

interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  /** `undefined` where nothing was said. */
  readonly body: Body;
}

/** The replies, where they are wanted in the answer. */
export interface Replies {
  readonly activities: readonly ActivityJson[];
}

/** Why a request was not taken. */
export interface NotTaken {
  readonly error: { readonly code: string; readonly message: string };
}

/** The Bot Framework's endpoint alone, listening, over the bot that is given. */
export interface BotServer {
  readonly url: string;
  readonly app: FastifyInstance;
  readonly connection: BotFrameworkConnection;
  /** One request as a service sends it. A text goes as it is; anything else as JSON. */
  post<Body = unknown>(
    body: unknown,
    how?: { path?: string; headers?: Record<string, string> },
  ): Promise<Answer<Body>>;
}

export async function botServer({
  bot,
  tenants,
  answerWithinMs,
  stopWithinMs,
  host = '127.0.0.1',
  ...settings
}: BotServerOptions): Promise<BotServer> {
  const quiet = { info: () => {}, warn: () => {}, error: () => {} };
  const connection = botFrameworkConnection({
    production: false,
    publicUrl: 'http://127.0.0.1:3000',
    logger: quiet,
    ...settings,
  });
  const app = Fastify();
  await app.register(botFramework, {
    bot,
    connection,
    hasTenant: (tenant) => tenants.includes(tenant),
    ...(answerWithinMs !== undefined && { answerWithinMs }),
    ...(stopWithinMs !== undefined && { stopWithinMs }),
  });
  await app.listen({ host, port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    app,
    connection,
    post: async (body, { path = '/api/messages/cpms', headers = {} } = {}) => {
      const response = await fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? undefined : JSON.parse(text),
      };
    },
  };
}

let ids = 0;

/** A message as the service sends it, from one person to the bot, each with an id of its own. */
export function messageActivity(text: string, more: ActivityJson = {}): ActivityJson {
  ids += 1;
  return {
    type: 'message',
    id: `activity-${ids}`,
    channelId: 'test',
    timestamp: '2026-03-11T09:00:00.000Z',
    locale: 'fr-FR',
    conversation: { id: 'conversation-1' },
    from: { id: 'person-1', name: 'Camille' },
    recipient: { id: 'bot-1', name: 'Guichet' },
    text,
    ...more,
  };
}
