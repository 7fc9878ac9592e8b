import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** An activity as JSON, from or to the bot. */
// biome-ignore lint/suspicious/noExplicitAny: whatever the bot says is what the test looks at
export type ActivityJson = Record<string, any>;

export interface Posted {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly activity: ActivityJson;
}

/** The Bot Service's other end: takes what the bot posts, as `/v3/conversations/{id}/activities` does. */
export interface Connector {
  readonly serviceUrl: string;
  readonly posted: readonly Posted[];
  /** The next posts are answered with these, one each; then 200 again. */
  fail(...statuses: readonly number[]): void;
  /** The messages posted, once there are at least so many. */
  messages(atLeast: number): Promise<readonly ActivityJson[]>;
  close(): Promise<void>;
}

export async function connector(): Promise<Connector> {
  const posted: Posted[] = [];
  const statuses: number[] = [];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const status = statuses.shift() ?? 200;
    if (status === 200)
      posted.push({
        path: request.url!,
        authorization: request.headers.authorization,
        activity: JSON.parse(body) as ActivityJson,
      });
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(status === 200 ? { id: `said-${posted.length}` } : { error: {} }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const messages = () => posted.map(({ activity }) => activity).filter(({ type }) => type === 'message');
  return {
    serviceUrl: `http://127.0.0.1:${port}`,
    posted,
    fail: (...next) => void statuses.push(...next),
    messages: async (atLeast) => {
      for (let tries = 0; messages().length < atLeast && tries < 400; tries++) await pause(10);
      return messages();
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
