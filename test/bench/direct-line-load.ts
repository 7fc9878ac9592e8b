/**
 * A process of its own: `direct-line-load.ts {json}` talks over Direct Line for some seconds, with a stream open
 * beside each conversation as the chat page has it, and prints what it saw.
 */
import { once } from 'node:events';
import WebSocket from 'ws';
import { HttpConnection } from './http-connection.ts';
import { putSteps, type Seen } from './put-load.ts';

export interface DirectLineLoad {
  readonly url: string;
  readonly clients: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

/** As in `bot-load.ts`: each a turn of the session, no code hashed, no page handed over. */
const said = ['je n’arrive pas à me connecter', 'oui', 'recommencer au début'];

async function talker({ url }: DirectLineLoad) {
  const connection = await HttpConnection.open(url);
  const post = async (path: string, token: string, body: object) => {
    const answer = await connection.send('POST', `/v3/directline${path}`, token, JSON.stringify(body));
    if (answer.status >= 300) throw new Error(`answered ${answer.status}: ${answer.body}`);
    return JSON.parse(answer.body) as { token: string; conversationId: string; streamUrl: string };
  };
  const { token } = await post('/tokens/generate', '', { tenant: 'cpms' });
  const { conversationId, streamUrl } = await post('/conversations', token, {});
  const stream = new WebSocket(streamUrl);
  await once(stream, 'open');
  let sent = 0;
  return async () => {
    sent += 1;
    const activity = { type: 'message', id: String(sent), text: said[sent % said.length] };
    await post(`/conversations/${conversationId}/activities`, token, activity);
  };
}

async function put(load: DirectLineLoad): Promise<Seen> {
  const talkers = await Promise.all(Array.from({ length: load.clients }, () => talker(load)));
  return putSteps(talkers, load);
}

if (import.meta.main) {
  console.log(JSON.stringify(await put(JSON.parse(process.argv[2]!) as DirectLineLoad)));
  process.exit(0);
}
