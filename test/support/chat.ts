import type { Bot, Received } from '../../channels/chat/bot.ts';
import { chatChannelDescription } from '../../channels/chat/channel.ts';
import type { Line, Standing } from '../../channels/conversation/conversation.ts';

/** One person in one chat with the bot, without a protocol in between. */
export interface Chat {
  readonly id: string;
  /** Everything said back so far, oldest first. */
  readonly lines: readonly Line[];
  open(): Promise<readonly Line[]>;
  say(text: string, id?: string): Promise<readonly Line[]>;
  press(choice: string, id?: string): Promise<readonly Line[]>;
  /** A picture or a file, with or without words beside it. */
  attach(text?: string): Promise<readonly Line[]>;
  /** What was said unasked since the last look. */
  unasked(): Promise<readonly Line[]>;
}

export interface ChatOptions {
  readonly tenant?: string | undefined;
  readonly channel?: Received['channel'];
  readonly source?: string;
  readonly locale?: Received['locale'];
  /** An earlier conversation, gone on with. */
  readonly id?: string;
}

let chats = 0;

export function chatWith(bot: () => Bot, options: ChatOptions = {}): Chat {
  const { tenant, channel = 'directline', source = '192.0.2.77', locale = 'fr' } = options;
  const id = options.id ?? `${channel}:test-${++chats}`;
  const lines: Line[] = [];
  let sent = 0;
  let seen = 0;
  const receive = async (message: Pick<Received, 'text' | 'choice' | 'unread'>, given?: string) => {
    const said = await bot().receive({
      conversation: id,
      id: given ?? `m${++sent}-${options.id ?? ''}`,
      channel,
      ...(tenant !== undefined && { tenant }),
      locale,
      origin: { channel: chatChannelDescription.id, source },
      ...message,
    });
    for (const line of said.lines) if (line.seq > seen) lines.push(line);
    seen = Math.max(seen, said.lines.at(-1)?.seq ?? 0);
    return said.lines;
  };
  return {
    id,
    lines,
    open: () => receive({}),
    say: (text, given) => receive({ text }, given),
    press: (choice, given) => receive({ choice }, given),
    attach: (text = '') => receive({ text, unread: 'file' }),
    async unasked() {
      const news = ((await bot().read(id, seen)) ?? []).filter(({ from }) => from === 'bot');
      lines.push(...news);
      seen = Math.max(seen, news.at(-1)?.seq ?? 0);
      return news;
    },
  };
}

/** All that was said, as one text. */
export const textOf = (lines: readonly Line[]): string => lines.map(({ text }) => text).join('\n');

/** The ids of what may be answered now. */
export const ids = (lines: readonly Line[]): readonly string[] =>
  lines.at(-1)?.choices?.map(({ id }) => id) ?? [];

/** Where the session stood when the last of it was said. */
export const stands = (lines: readonly Line[]): Standing | undefined =>
  lines.findLast((line) => line.stands)?.stands;

/** The page handed over, as the path of its address. */
export function pageOf(lines: readonly Line[]): string {
  const url = lines.findLast(({ link }) => link?.handOver)?.link?.url;
  if (!url) throw new Error(`no page was given in\n${textOf(lines)}`);
  return new URL(url).pathname;
}
