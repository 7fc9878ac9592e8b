import type { Activity, TurnContext } from 'botbuilder';
import { localeTags } from '../../../machines/envelope.ts';
import type { Bot, Received, Replied } from '../bot.ts';
import { activitiesOf } from './activities.ts';
import type { IncomingActivity } from './activity.ts';
import type { Adapter, Answered, Authenticated } from './adapter.ts';
import { deliver } from './deliver.ts';
import { reasonOf } from './reason-of.ts';
import { Refusal, refusalOf } from './refusal.ts';
import { refused } from './refused.ts';
import type { BotFrameworkSettings } from './settings.ts';
import { showTyping } from './typing.ts';
import { wordsFor } from './words.ts';

export interface Turn {
  readonly adapter: Adapter;
  readonly authenticated: Authenticated;
  readonly activity: IncomingActivity;
  readonly message: Received;
}

/**
 * One message through the bot and its lines out: in the answer's body where they are expected there, else posted to the
 * connector; what it does not take waits with the bot, which posts it later. While nothing can be decided the person is
 * told so. Throws a `Refusal` where they cannot be (502) and where replies are expected (429, 503): the same activity
 * again is safe, and a decided one gets the same lines.
 */
export function take(turn: Turn, bot: Bot, settings: BotFrameworkSettings): Promise<Answered> {
  const { conversation, id, posted } = turn.message;
  return run(turn, async (context) => {
    const typing = expectsReplies(turn.activity) ? undefined : showTyping(context, settings.logger);
    let activities: Partial<Activity>[];
    try {
      activities = await repliesOf(turn, bot, settings);
    } finally {
      await typing?.stop();
    }
    try {
      await deliver(context, activities, refused(conversation, settings));
      if (posted) bot.sent(conversation, id);
    } catch (error) {
      if (!(await waits(turn, bot))) throw notTaken(error);
      settings.logger.warn({ conversation, reason: reasonOf(error) }, 'an answer was not taken: it waits');
    }
  });
}

/** Whether the bot sends what it answered later. */
async function waits({ message }: Turn, bot: Bot): Promise<boolean> {
  try {
    return await bot.unsent(message.conversation, message.id);
  } catch (error) {
    throw refusalOf(error) ?? error;
  }
}

/** What is said where others read along: kept nowhere. */
export function sayAside(turn: Turn, bot: Bot, settings: BotFrameworkSettings): Promise<Answered> {
  return run(turn, async (context) => {
    const said = await bot.overhear(turn.message);
    try {
      const { conversation } = turn.message;
      await deliver(context, asActivities(turn, said, settings), refused(conversation, settings));
    } catch (error) {
      throw notTaken(error);
    }
  });
}

export function expectsReplies({ deliveryMode }: IncomingActivity): boolean {
  return deliveryMode === 'expectReplies';
}

/** What the bot says, or that nothing can be decided; a program that waits for replies is told that by the status. */
async function repliesOf(turn: Turn, bot: Bot, settings: BotFrameworkSettings): Promise<Partial<Activity>[]> {
  const { activity, message } = turn;
  try {
    return asActivities(turn, await bot.receive(message), settings);
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal) throw error;
    if (expectsReplies(activity)) throw refusal;
    settings.logger.warn({ conversation: message.conversation, code: refusal.code }, 'a message was put off');
    const id = refusal.status === 429 ? 'tooMany' : 'unavailable';
    const { locale } = message;
    return [{ type: 'message', text: wordsFor(id, locale), locale: localeTags[locale] }];
  }
}

function asActivities(
  { activity: { channelId = '', from } }: Turn,
  { lines, locale }: Replied,
  { production, publicUrl }: BotFrameworkSettings,
): Partial<Activity>[] {
  const person = from?.id ?? '';
  return activitiesOf(lines, { channelId, person, locale, publicUrl, standing: !production });
}

async function run(
  { adapter, authenticated, activity }: Turn,
  logic: (context: TurnContext) => Promise<void>,
): Promise<Answered> {
  const answered = await adapter.run(authenticated, activity as unknown as Activity, async (context) => {
    await logic(context);
    if (activity.type === 'invoke') await context.sendActivity({ type: 'invokeResponse', value: pressed });
  });
  return answered ?? { status: 200 };
}

/** A pressed button of a card: taken, and the card stays as it is. */
const pressed = {
  status: 200,
  body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: '' },
};

function notTaken(error: unknown): Refusal {
  return new Refusal('502 ConnectorFailed', 'the connector did not take the replies', {
    reason: reasonOf(error),
  });
}
