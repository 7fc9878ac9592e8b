import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { ToldStanding } from '../../channels/chat/told-standing.ts';

/** An activity as JSON, from or to the bot: what tests look at by name, and whatever else the protocol has. */
export interface ActivityJson {
  readonly type?: string;
  readonly id?: string;
  readonly text?: string | undefined;
  readonly textFormat?: string;
  readonly conversation?: { readonly id: string; readonly conversationType?: string };
  readonly channelData?: { readonly line?: string; readonly guichet?: ToldStanding };
  readonly attachments?: readonly { readonly contentType: string; readonly content: CardJson }[];
  readonly suggestedActions?: { readonly actions: readonly ButtonJson[] };
  readonly [more: string]: unknown;
}

/** A hero card has its buttons, an adaptive one its rows of them. */
interface CardJson {
  readonly buttons?: readonly ButtonJson[];
  readonly body?: readonly { readonly actions: readonly ButtonJson[] }[];
}

interface ButtonJson {
  readonly type: string;
  readonly title: string;
  readonly value?: string;
  readonly data?: unknown;
}

interface Posted {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly activity: ActivityJson;
}

/** The Bot Service's other end: takes what the bot posts, as `/v3/conversations/{id}/activities` does. */
export interface Connector {
  readonly serviceUrl: string;
  readonly posted: readonly Posted[];
  /** What has come in, taken or not. */
  readonly tried: readonly ActivityJson[];
  /** The next posts are answered with these, one each, by a connection cut (0) or not at all; then 200 again. */
  fail(...statuses: readonly (number | 'silence')[]): void;
  /** From now on 200 again. */
  mend(): void;
  /** The messages posted, once there are at least so many; fails by name when they never come. */
  messages(atLeast: number): Promise<readonly ActivityJson[]>;
  close(): Promise<void>;
}

export async function connector(): Promise<Connector> {
  const posted: Posted[] = [];
  const tried: ActivityJson[] = [];
  const statuses: (number | 'silence')[] = [];
  const server = createServer(async (request, response) => {
    const activity = JSON.parse(await bodyOf(request)) as ActivityJson;
    tried.push(activity);
    const status = statuses.shift() ?? 200;
    if (status === 'silence') return;
    if (status === 0) return void request.socket.destroy();
    if (status === 200)
      posted.push({
        path: request.url!,
        authorization: request.headers.authorization,
        activity,
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
    tried,
    fail: (...next) => void statuses.push(...next),
    mend: () => void statuses.splice(0),
    messages: async (atLeast) => {
      for (let tries = 0; messages().length < atLeast; tries++) {
        if (tries === 400) throw new Error(`never posted: ${atLeast} messages, only ${messages().length}`);
        await pause(10);
      }
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
