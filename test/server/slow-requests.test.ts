/** Who sends nothing, or stops in the middle, holds no connection for long; who has asked, and reads along, keeps it. */
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import WebSocket from 'ws';
import { chatServer, listen } from '../support/chat-server.ts';

let server: Awaited<ReturnType<typeof chatServer>>;
beforeAll(async () => {
  server = await chatServer();
});
afterAll(() => server.close());

/** What came on a connection on which only this was sent, once it has ended. */
const answered = (sent: string) =>
  new Promise<string>((resolve, reject) => {
    let told = '';
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(sent));
    socket.on('data', (bytes) => {
      told += bytes;
    });
    socket.on('close', () => resolve(told));
    socket.on('error', reject);
  });

it('a head has twenty seconds, a request two minutes', () => {
  const { headersTimeout, requestTimeout } = server.app.server;
  expect({ headersTimeout, requestTimeout }).toEqual({ headersTimeout: 20_000, requestTimeout: 120_000 });
});

it('then it is answered 408, and the connection is free; a stream stays open', async () => {
  Object.assign(server.app.server, { headersTimeout: 100, requestTimeout: 200 });
  const stream = listen((await server.start()).streamUrl);
  await stream.opened;
  const late = await Promise.all(
    [
      '',
      'GET /cpms/ HTTP/1.1\r\nho',
      'POST /api/v1/cpms/sessions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 20\r\n\r\n{',
    ].map(answered),
  );
  for (const told of late) expect(told).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\nconnection: close\r\n/);
  expect(stream.socket.readyState).toBe(WebSocket.OPEN);
  stream.socket.close();
});

it('what is no HTTP is told so at once', async () => {
  expect(await answered('\u0016\u0003\u0001\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
});
