/**
 * A process of its own: `bot-load.ts {json}` talks to a bot for some seconds as the Bot Service does, and prints
 * what it saw. In the connector's way the bot's replies are posted to this process, as they would be to the service.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { HttpConnection } from './http-connection.ts';
import { putSteps, type Seen } from './put-load.ts';

export interface BotLoad {
  readonly url: string;
  readonly way: 'expectReplies' | 'connector';
  readonly clients: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

/** A walk through menus and a help ladder: no code is hashed, no page handed over, each a turn of the session. */
const said = ['je n’arrive pas à me connecter', 'oui', 'recommencer au début'];

/** The service's end: takes what is posted. */
async function connector(): Promise<string> {
  const answer = JSON.stringify({ id: 'taken' });
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function talker({ url, way }: BotLoad, serviceUrl: string, index: number) {
  const connection = await HttpConnection.open(url);
  const conversation = { id: `${way}-${process.pid}-${index}` };
  const fixed = {
    type: 'message',
    channelId: 'test',
    locale: 'fr-FR',
    conversation,
    serviceUrl,
    from: { id: `person-${conversation.id}` },
    recipient: { id: 'bot' },
    ...(way === 'expectReplies' && { deliveryMode: 'expectReplies' }),
  };
  let sent = 0;
  return async () => {
    sent += 1;
    const body = JSON.stringify({ ...fixed, id: String(sent), text: said[sent % said.length] });
    const answer = await connection.send('POST', '/api/messages/cpms', '', body);
    if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${answer.body}`);
  };
}

/** The first message loads botbuilder, which blocks the server long enough for it to refuse what comes meanwhile. */
async function firstContact(talk: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await talk();
    } catch (error) {
      if (tries === 20) throw error;
      await pause(500);
    }
  }
}

async function put(load: BotLoad): Promise<Seen> {
  const serviceUrl = await connector();
  await firstContact(await talker(load, serviceUrl, -1));
  const talkers = await Promise.all(
    Array.from({ length: load.clients }, (_, index) => talker(load, serviceUrl, index)),
  );
  return putSteps(talkers, load);
}

if (import.meta.main) {
  console.log(JSON.stringify(await put(JSON.parse(process.argv[2]!) as BotLoad)));
  process.exit(0);
}
