import type { Conversation, Line } from '../../../conversation/conversation.ts';
import type { Outlet } from '../../bot.ts';
import type { BotParts } from '../parts.ts';

const shortestMs = 5_000;
const longestMs = 600_000;
/** What could not be said for so long is no news any more; it still stands in the conversation. */
const giveUpMs = 86_400_000;

/**
 * Sends what the bot said unasked, at least once and in order: what was sent is noted afterwards, and a line sent twice
 * carries the same id. A failure is logged and tried again, ever more rarely, until the line is a day old.
 */
export async function sendUnasked(
  id: string,
  { conversations, clock, logger }: BotParts,
  outlet: Outlet | undefined,
): Promise<void> {
  const conversation = await conversations.load(id);
  const now = clock.now();
  if (conversation?.sendAt === undefined || conversation.sendAt > now) return;
  const { sentUpTo, again = [] } = conversation;
  const first = Math.min(sentUpTo, ...again.map(({ after }) => after));
  const isUnsent = ({ seq, from }: Line) =>
    from === 'bot' && (seq > sentUpTo || again.some(({ after, upTo }) => seq > after && seq <= upTo));
  const lines = ((await conversations.linesAfter(id, first, conversation)) ?? []).filter(isUnsent);
  const [late, news] = [lines.filter(isLate), lines.filter((line) => !isLate(line))];
  if (outlet && late.length > 0)
    logger.warn(
      { conversation: id, lines: late.length },
      'lines that could not be sent for a day are given up',
    );
  const sent = await send();
  await conversations.tend(id, async (current) =>
    sent ? noted(current) : { ...current, sentUpTo: after(current, late), sendAt: retryAt() },
  );

  function isLate({ at }: Line): boolean {
    return now - at > giveUpMs;
  }

  function after({ sentUpTo }: Conversation, done: readonly Line[]): number {
    return Math.max(sentUpTo, done.at(-1)?.seq ?? 0);
  }

  /** What was said meanwhile has set a time of its own and waits on. */
  function noted(current: Conversation): Conversation {
    const sentUpTo = after(current, lines);
    const { sendAt, again: _sent, ...rest } = current;
    return sendAt === conversation!.sendAt ? { ...rest, sentUpTo } : { ...current, sentUpTo };
  }

  async function send(): Promise<boolean> {
    if (!outlet || news.length === 0) return true;
    try {
      await outlet.send(id, conversation!.address, { lines: news, locale: conversation!.locale });
      return true;
    } catch (error) {
      logger.warn(
        { error: error instanceof Error ? error.name : 'unknown' },
        'the bot could not speak unasked',
      );
      return false;
    }
  }

  function retryAt(): number {
    const age = now - (news[0]?.at ?? now);
    return now + Math.min(longestMs, Math.max(shortestMs, age / 2));
  }
}
