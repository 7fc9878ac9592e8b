import type { FastifyRequest } from 'fastify';
import type { Line } from '../../conversation/conversation.ts';
import { type ActivityScope, activitiesOf, typingActivity } from './activity.ts';
import { lifetimesMs, type Party } from './chat-tokens.ts';
import type { DirectLineOptions } from './options.ts';
import { type Activity, activityIdOf, readActivity, sentAs } from './read-activity.ts';
import type { Preparing, Streams } from './streams.ts';

/** Between the protocol and the bot: what clients ask, in the bot's terms, and what it says, in theirs. */
export interface Desk {
  /** The bot greets, unless it has already. True when it did just now. */
  open(party: Party, request: FastifyRequest): Promise<boolean>;
  /** Hands one message to the bot; resolves with its activity id once it is answered and stored. */
  say(party: Party, activity: Activity, request: FastifyRequest): Promise<string>;
  /** How far whoever shows this watermark has heard: beyond the end counts as the end. */
  heard(party: Party, watermark: number): Promise<number>;
  read(party: Party, watermark: number): Promise<{ activities: object[]; watermark: string }>;
  /** Where the conversation is talked in and listened to. */
  address(party: Party, seq: number): object;
  /** Lines as a set of activities with the watermark after them. */
  group(party: Party, lines: readonly Line[]): { activities: object[]; watermark: string };
  typing(party: Party, preparing: Preparing): object;
}

/** An answer that takes longer is announced. */
const typingAfterMs = 300;

export const storedAs = ({ conversation }: Party): string => `directline:${conversation}`;

export function createDesk(options: DirectLineOptions, streams: Streams): Desk {
  const { bot, tokens, insurers, clock, publicUrl, production, originOf } = options;
  const scope = (party: Party): ActivityScope => ({
    party,
    botName: insurers.get(party.tenant)?.name ?? party.tenant,
    publicUrl,
    tellsStanding: !production,
  });
  const received = (party: Party, request: FastifyRequest) => ({
    conversation: storedAs(party),
    channel: 'directline' as const,
    tenant: party.tenant,
    locale: party.locale,
    origin: originOf(request, 'chat'),
  });
  const group = (party: Party, lines: readonly Line[]) => ({
    activities: activitiesOf(lines, scope(party)),
    watermark: String(lines.at(-1)?.seq ?? 0),
  });

  async function since(party: Party, watermark: number): Promise<{ heard: number; news: readonly Line[] }> {
    // With the line heard last, unless there never was such a line.
    const lines = (await bot.read(storedAs(party), Math.max(0, watermark - 1))) ?? [];
    if (lines.length > 0) return { heard: watermark, news: lines.filter(({ seq }) => seq > watermark) };
    const all = watermark > 0 ? await bot.read(storedAs(party), 0) : undefined;
    return { heard: all?.at(-1)?.seq ?? 0, news: [] };
  }

  return {
    async open(party, request) {
      // Whether there is one at all: what was said in it is not read for that.
      if ((await bot.read(storedAs(party), Number.MAX_SAFE_INTEGER)) !== undefined) return false;
      await bot.receive({ ...received(party, request), id: 'open' });
      return true;
    },
    async say(party, activity, request) {
      const spoken = readActivity(activity);
      if (!spoken) return activityIdOf(party.conversation, sentAs(activity));
      const preparing = { since: clock.now() };
      const announced = setTimeout(() => streams.typing(storedAs(party), preparing), typingAfterMs);
      try {
        await bot.receive({ ...received(party, request), ...spoken });
      } finally {
        clearTimeout(announced);
      }
      return activityIdOf(party.conversation, spoken.id);
    },
    heard: async (party, watermark) => (await since(party, watermark)).heard,
    async read(party, watermark) {
      const { heard, news } = await since(party, watermark);
      return news.length > 0 ? group(party, news) : { activities: [], watermark: String(heard) };
    },
    address(party, seq) {
      const socket = publicUrl.replace(/^http/, 'ws');
      const query = new URLSearchParams({ watermark: String(seq), t: tokens.issue(party, 'stream') });
      return {
        conversationId: party.conversation,
        token: tokens.issue(party, 'talk'),
        expires_in: lifetimesMs.talk / 1000,
        streamUrl: `${socket}/v3/directline/conversations/${party.conversation}/stream?${query}`,
      };
    },
    group,
    typing: (party, { since }) => typingActivity(scope(party), since),
  };
}
