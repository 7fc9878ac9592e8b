import { chatWith } from '../../support/chat.ts';
import { conversationDriver } from './conversation.ts';

/** The bot itself, without a protocol: what every chat stands on. */
export const botDriver = conversationDriver({
  channel: 'bot',
  async open(world, { tenant, source }) {
    const chat = chatWith(() => world.product.bot, { tenant, source });
    const greeting = await chat.open();
    return {
      greeting,
      send: ({ id, text, choice }) => (text === undefined ? chat.press(choice!, id) : chat.say(text, id)),
      unasked: () => chat.unasked(),
    };
  },
});
