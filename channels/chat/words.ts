import type { Locale } from '../../machines/envelope.ts';
import type { Catalog } from '../../machines/messages/catalog.ts';
import { createFormatter, type MessageArguments } from '../../machines/messages/format.ts';
import { aboutWords } from './words/about.ts';
import { handOverWords } from './words/hand-over.ts';
import { talkWords } from './words/talk.ts';

/** Every word of the bot's own. What a view says is the flow's. */
const chatWords: Catalog = { ...talkWords, ...aboutWords, ...handOverWords };

export type ChatWord = keyof typeof talkWords | keyof typeof aboutWords | keyof typeof handOverWords;

const format = createFormatter(chatWords);

export const sayIn = (locale: Locale, id: ChatWord, args: MessageArguments = {}): string =>
  format(locale, id, args);
