/** Microsoft's own Direct Line client against a real server process: polling, streaming, cuts and restarts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Activity as ClientActivity, ConnectionStatus, DirectLine } from 'botframework-directlinejs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { type Activity, directLineClient, handOverIn, until } from '../../support/chat-server.ts';
import { type ServerProcess, serverProcess } from '../../support/server-process.ts';
import { XmlHttpRequest } from '../../support/xml-http-request.ts';

vi.setConfig({ testTimeout: 120_000 });

const dir = mkdtempSync(join(tmpdir(), 'guichet-directline-'));
let server: ServerProcess;
let bare: ReturnType<typeof directLineClient>;

beforeAll(async () => {
  vi.stubGlobal('WebSocket', WebSocket);
  vi.stubGlobal('XMLHttpRequest', XmlHttpRequest);
  server = await serverProcess(dir, { RATE_LIMITS: '0' });
  bare = directLineClient(server.url);
});
afterAll(async () => {
  await server?.stop();
  rmSync(dir, { recursive: true, force: true });
  vi.unstubAllGlobals();
});

async function connect(options: { webSocket: boolean }) {
  const { token, conversationId } = await bare.generate('cpms', { user: 'dl_marie' });
  const client = new DirectLine({
    token,
    domain: `${server.url}/v3/directline`,
    pollingInterval: 200,
    timeout: 2_000,
    ...options,
  });
  const told: Activity[] = [];
  const subscription = client.activity$.subscribe(
    (activity) => void told.push(activity as unknown as Activity),
  );
  const say = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const activity = { type: 'message', text, from: { id: 'whoever' } } as ClientActivity;
      client.postActivity(activity).subscribe(resolve, reject);
    });
  const end = () => {
    subscription.unsubscribe();
    client.end();
  };
  await until('online', () => client.connectionStatus$.getValue() === ConnectionStatus.Online);
  return { client, conversationId, told, say, end };
}

const mine = (told: readonly Activity[]) => told.filter(({ from }) => from.role === 'user');

describe('Microsoft’s own client', () => {
  it.each([
    ['over the WebSocket', true],
    ['by polling', false],
  ])('is greeted, understood and handed over %s, in order and once', async (_how, webSocket) => {
    const { told, say, end, conversationId } = await connect({ webSocket });
    await until('the greeting', () => told.length > 0);
    const ids = [await say('bonjour'), await say('jai perdu mon code')];
    const page = await until('the hand-over', () => handOverIn(told));
    expect(page.startsWith(`${server.url}/l/`)).toBe(true);
    expect(mine(told).map(({ id, text }) => [id, text])).toEqual([
      [ids[0], 'bonjour'],
      [ids[1], 'jai perdu mon code'],
    ]);
    expect(mine(told).every(({ from }) => from.id === 'dl_marie')).toBe(true);
    expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
    expect(told.every(({ id }) => id.startsWith(`${conversationId}|`))).toBe(true);
    end();
  });

  it('a server killed in mid-conversation: the client comes back by itself to the same question', async () => {
    const { told, say, end } = await connect({ webSocket: true });
    await say('jai perdu mon code');
    const before: readonly Activity[] = await until('the hand-over', () =>
      handOverIn(told) === undefined ? undefined : [...told],
    );
    await server.kill();
    await server.start();
    // Its own wait before it tries again is 3 to 15 s.
    const said = await until('an answered message', async () => say('répétez').catch(() => undefined));
    expect(said).not.toBe('retry');
    await vi.waitFor(() => expect(told.some(({ id }) => id === said)).toBe(true), {
      timeout: 60_000,
      interval: 200,
    });
    expect(told.slice(0, before.length)).toEqual(before);
    expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
    const stands = (all: readonly Activity[]) =>
      all.findLast(({ channelData }) => channelData?.guichet)?.channelData?.guichet?.flow;
    expect(stands(told)).toBe(stands(before));
    end();
  });

  it('X23 stopped politely the server says goodbye at once, and the client goes on after it has restarted', async () => {
    const { told, say, end } = await connect({ webSocket: true });
    await say('bonjour');
    expect(await server.stop()).toBe(0);
    await server.start();
    const said = await until('an answered message', async () =>
      say('où est mon courrier ?').catch(() => undefined),
    );
    await vi.waitFor(() => expect(told.some(({ id }) => id === said)).toBe(true), {
      timeout: 60_000,
      interval: 200,
    });
    expect(mine(told).map(({ text }) => text)).toEqual(['bonjour', 'où est mon courrier ?']);
    end();
  });
});
