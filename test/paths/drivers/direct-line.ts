import { on } from 'node:events';
import type { FastifyInstance } from 'fastify';
import { createChatTokens } from '../../../channels/chat/directline/chat-tokens.ts';
import { type Activity, type ActivitySet, listen, type Started } from '../../support/chat-server.ts';
import type { World } from '../../support/world.ts';
import { conversationDriver, type Heard } from './conversation.ts';

/** Servers that listen for the streams of the proof, by app: a world that is restarted has another. */
const listening = new WeakMap<FastifyInstance, Promise<string>>();

/** A conversation’s first lines and every third answer: to join anew for each costs as much as the answer itself. */
const streamedEvery = 3;

/**
 * Direct Line as its clients speak it: messages by POST, what the bot says from a WebSocket that is opened from
 * the last watermark on, cut, and opened again. What the stream tells must be what reading tells.
 */
export const directLineDriver = conversationDriver({
  channel: 'direct-line',
  async open(world, { tenant, source }) {
    const ask = async (method: 'GET' | 'POST', path: string, token?: string, payload?: object) => {
      const response = await world.app.inject({
        method,
        url: `/v3/directline${path}`,
        remoteAddress: source,
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
        ...(payload && { payload }),
      });
      if (response.statusCode >= 300) throw new Error(`${path}: ${response.statusCode} ${response.body}`);
      return response.json();
    };
    const { conversationId, token }: Started = await ask('POST', '/tokens/generate', undefined, {
      tenant,
      locale: 'fr',
    });
    const fresh = () => renewed(world, token);
    const path = `/conversations/${conversationId}`;
    let seen = 0;
    let times = 0;

    const since = async (watermark: number): Promise<readonly Heard[]> => {
      const read: ActivitySet = await ask('GET', `${path}/activities?watermark=${watermark}`, fresh());
      seen = Math.max(seen, Number(read.watermark));
      times += 1;
      const told = times % streamedEvery === 1 ? await toldSince(watermark, read) : read.activities;
      return told.filter(({ from }) => from.role === 'bot').map((activity) => heardOf(activity, world));
    };
    const toldSince = async (watermark: number, read: ActivitySet): Promise<readonly Activity[]> => {
      const { streamUrl }: Started = await ask('GET', `${path}?watermark=${watermark}`, fresh());
      const told = read.activities.length > 0 ? await streamed(world, streamUrl, read.activities.length) : [];
      if (JSON.stringify(told) !== JSON.stringify(read.activities))
        throw new Error(
          `the stream tells ${JSON.stringify(told)}, reading ${JSON.stringify(read.activities)}`,
        );
      return told;
    };

    /** Where the conversation stood before each message: the same one again is told the same from there. */
    const before = new Map<string, number>();
    await ask('POST', '/conversations', token);
    return {
      greeting: await since(0),
      async send({ id, text, choice }) {
        const watermark = before.get(id) ?? seen;
        before.set(id, watermark);
        const said = text === undefined ? { value: { choice } } : { text };
        await ask('POST', `${path}/activities`, fresh(), { type: 'message', id, ...said });
        return since(watermark);
      },
      unasked: () => since(seen),
    };
  },
});

/** The proof lets days pass between two messages, longer than any token lives: the page would get another by its cookie. */
function renewed(world: World, token: string): string {
  const { conversation, tenant, user, locale } = JSON.parse(
    Buffer.from(token.split('.')[1]!, 'base64url').toString(),
  );
  const { ports, engine, clock } = world.product;
  return createChatTokens(ports.vault, clock, engine.mint).issue(
    { conversation, tenant, user, locale },
    'talk',
  );
}

/** So many activities from the stream, which is cut then. */
async function streamed(world: World, streamUrl: string, count: number): Promise<readonly Activity[]> {
  const address = listening.get(world.app) ?? world.app.listen({ port: 0, host: '127.0.0.1' });
  listening.set(world.app, address);
  const { pathname, search } = new URL(streamUrl);
  const { socket, told } = listen(`${(await address).replace('http', 'ws')}${pathname}${search}`);
  for await (const _ of on(socket, 'message', { signal: AbortSignal.timeout(10_000) }))
    if (told.length >= count) break;
  socket.terminate();
  return told;
}

function heardOf({ text, attachments = [], suggestedActions, channelData }: Activity, world: World): Heard {
  const stands = channelData?.guichet;
  const url = attachments
    .flatMap(({ content }) => content?.buttons ?? [])
    .find(({ type }) => type === 'openUrl')?.value;
  const labels = suggestedActions?.actions.map(({ value }) => value) ?? [];
  if (labels.length > 0 && labels.join() !== stands?.choices.map(({ label }) => label).join())
    throw new Error(`${labels} are suggested, not ${JSON.stringify(stands?.choices)}`);
  return {
    text,
    ...(labels.length > 0 && stands && { choices: stands.choices }),
    ...(url !== undefined && {
      link: { url, handOver: url.startsWith(`${world.product.config.publicUrl}/l/`) },
    }),
    ...(stands && { stands }),
  };
}
