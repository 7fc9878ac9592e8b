import { createHash } from 'node:crypto';
import { sourceOf } from '../../../channels/chat/botframework/received.ts';
import { type ActivityJson, type Connector, connector } from '../../support/connector.ts';
import type { World } from '../../support/world.ts';
import { conversationDriver, type Heard } from './conversation.ts';

/** One for all conversations of this process: what is said unasked arrives there, under the conversation's id. */
let service: Promise<Connector> | undefined;
let conversations = 0;

/**
 * The Bot Framework's protocol: messages by POST with the replies in the answer's body (`expectReplies`), what is
 * said unasked by the connector, over HTTP.
 */
export const botFrameworkDriver = conversationDriver({
  channel: 'bot-framework',
  sourceOf: (source) => sourceOf({ ...envelope(source), type: 'message', conversation: { id: '' } }),
  async open(world, { tenant, source }) {
    service ??= connector();
    const { serviceUrl, posted } = await service;
    const conversation = { id: `proof-${++conversations}` };
    const said = () =>
      posted
        .filter(({ activity }) => activity.conversation?.id === conversation.id)
        .map(({ activity }) => activity);
    let seen = 0;
    const post = async (activity: ActivityJson) => {
      const body = {
        ...envelope(source),
        conversation,
        serviceUrl,
        deliveryMode: 'expectReplies',
        ...activity,
      };
      const response = await world.app.inject({
        method: 'POST',
        url: `/api/messages/${tenant}`,
        payload: body,
      });
      if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${response.body}`);
      return (response.json().activities as ActivityJson[]).map((one) => heardOf(one, world));
    };
    const greeting = await post({ type: 'conversationUpdate', id: 'opened', membersAdded: [{ id: 'bot' }] });
    return {
      greeting,
      send: ({ id, text, choice }) =>
        post({ type: 'message', id, ...(text === undefined ? { value: { choice } } : { text }) }),
      unasked: async () => {
        const news = said().slice(seen);
        seen += news.length;
        return news.map((one) => heardOf(one, world));
      },
    };
  },
});

const envelope = (source: string) => ({
  channelId: 'test',
  locale: 'fr-FR',
  from: { id: createHash('sha256').update(source).digest('hex') },
  recipient: { id: 'bot' },
});

function heardOf(
  { text = '', attachments = [], suggestedActions, channelData }: ActivityJson,
  world: World,
): Heard {
  const stands = channelData?.guichet;
  const url = attachments
    .flatMap(({ content }) => content?.buttons ?? [])
    .find(({ type }) => type === 'openUrl')?.value;
  const labels = (suggestedActions?.actions ?? []).map(({ title }) => title);
  const shown = stands?.choices.map(({ label }) => label).join();
  if (labels.length > 0 && labels.join() !== shown) throw new Error(`${labels} are suggested, not ${shown}`);
  const page = `${world.product.config.publicUrl}/l/`;
  return {
    text,
    ...(stands && labels.length > 0 && { choices: stands.choices }),
    ...(url && { link: { url, handOver: url.startsWith(page) } }),
    ...(stands && { stands }),
  };
}
