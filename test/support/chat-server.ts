import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';
import { type AssembleOptions, assemble } from '../../server/assemble.ts';
import { readConfig } from '../../server/config.ts';
import { freePort } from './free-port.ts';

/** An activity as a client reads it. */
export interface Activity {
  readonly type: string;
  readonly id: string;
  readonly text: string;
  readonly locale?: string;
  readonly from: { readonly id: string; readonly role: string };
  readonly attachments?: readonly {
    readonly contentType: string;
    readonly contentUrl?: string;
    readonly name?: string;
    readonly content?: { buttons: { type: string; title: string; value: string }[] };
  }[];
  readonly suggestedActions?: { actions: { type: string; title: string; value: string }[] };
  readonly channelData?: {
    readonly clientActivityID?: string;
    readonly guichet?: {
      flow: string;
      state: string;
      turn: number;
      choices: { id: string; label: string }[];
    };
  };
}

export interface ActivitySet {
  readonly activities: readonly Activity[];
  readonly watermark?: string;
}

export interface Started {
  readonly conversationId: string;
  readonly token: string;
  readonly expires_in: number;
  readonly streamUrl: string;
}

/** What Direct Line may say, as tests read it: which of these are there is what a test looks at. */
export interface DirectLineTold extends Started {
  readonly id: string;
  readonly error: { readonly code: string };
  readonly activities: readonly Activity[];
  readonly watermark: string;
}

export type Environment = Readonly<Record<string, string>>;

/** The whole server, listening, with its worker running: what a chat client finds. */
export async function chatServer(environment: Environment = {}, options: AssembleOptions = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'guichet-chat-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { DATA_DIR: dir, LOG_LEVEL: 'silent', PORT: String(port), ...environment };
  const assembled = await assemble(readConfig(env), options);
  await assembled.app.listen({ port, host: '127.0.0.1' });
  assembled.loop.start();
  return {
    ...assembled,
    dir,
    url,
    ...directLineClient(url),
    async close() {
      await assembled.loop.stop();
      await assembled.app.close();
      await assembled.product.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Direct Line by its bare requests. */
export function directLineClient(url: string) {
  async function ask(method: 'GET' | 'POST', path: string, token?: string, body?: unknown) {
    const response = await fetch(`${url}/v3/directline${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text ? JSON.parse(text) : {}) as DirectLineTold,
    };
  }
  const generate = async (tenant = 'cpms', more: object = {}): Promise<Started> =>
    (await ask('POST', '/tokens/generate', undefined, { tenant, ...more })).body;
  const start = async (tenant = 'cpms', more: object = {}): Promise<Started> => {
    const { token } = await generate(tenant, more);
    return (await ask('POST', '/conversations', token)).body;
  };
  const say = async ({ conversationId, token }: Started, said: string | object) => {
    const activity = typeof said === 'string' ? { type: 'message', text: said } : said;
    return ask('POST', `/conversations/${conversationId}/activities`, token, activity);
  };
  const read = async ({ conversationId, token }: Started, watermark = ''): Promise<ActivitySet> =>
    (await ask('GET', `/conversations/${conversationId}/activities?watermark=${watermark}`, token)).body;
  return { ask, generate, start, say, read };
}

/** A client's stream: what it has been told so far. */
export function listen(streamUrl: string) {
  const socket = new WebSocket(streamUrl);
  const told: Activity[] = [];
  const frames: string[] = [];
  socket.on('message', (data) => {
    frames.push(String(data));
    if (frames.at(-1)) told.push(...(JSON.parse(frames.at(-1)!) as ActivitySet).activities);
  });
  const opened = new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });
  // Whoever only waits for the refusal reads it from `opened`.
  opened.catch(() => undefined);
  return { socket, told, frames, opened, watermark: () => watermarkIn(frames) };
}

const watermarkIn = (frames: readonly string[]): string =>
  frames
    .filter(Boolean)
    .map((frame) => (JSON.parse(frame) as ActivitySet).watermark ?? '')
    .findLast(Boolean) ?? '';

/** Looks again until it holds. What never holds fails the test by name. */
export async function until<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (let tries = 0; tries < 400; tries++) {
    const found = await look();
    if (found) return found;
    await pause(25);
  }
  throw new Error(`never came: ${what}`);
}

/** The address of the page a hand-over leads to. */
export const handOverIn = (activities: readonly Activity[]): string | undefined =>
  activities
    .flatMap(({ attachments = [] }) => attachments)
    .flatMap(({ content }) => content?.buttons ?? [])
    .findLast(({ type, value }) => type === 'openUrl' && /\/l\/[\w-]+$/.test(value))?.value;
