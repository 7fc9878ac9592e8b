import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Activity } from 'botbuilder';
import { serialQueue } from '../../../machines/engine/serial.ts';
import type { Bot, Received } from '../bot.ts';
import { chatChannelDescription } from '../channel.ts';
import { type IncomingActivity, readActivity } from './activity.ts';
import type { Answered } from './adapter.ts';
import { authenticate } from './authenticate.ts';
import type { BotFrameworkConnection } from './connection.ts';
import { inFlight } from './in-flight.ts';
import { inTime } from './in-time.ts';
import { reasonOf } from './reason-of.ts';
import { conversationOf, type Heard, heard, isGroup, localeOf, messageId, sourceOf } from './received.ts';
import { referenceOf } from './reference.ts';
import { Refusal } from './refusal.ts';
import type { BotFrameworkSettings } from './settings.ts';
import { expectsReplies, sayAside, type Turn, take } from './turn.ts';

export interface ReceiverOptions {
  readonly bot: Bot;
  readonly connection: BotFrameworkConnection;
  /** After this long the request is answered and the work goes on: Teams gives up, and repeats, after 15 s. */
  readonly answerWithinMs?: number;
  /** How long stopping waits for turns that are still under way: less than the process is given to stop. */
  readonly stopWithinMs?: number;
}

interface Sent {
  readonly body: unknown;
  readonly authorization: string | undefined;
  readonly tenant: string | undefined;
}

export interface Receiver {
  /** From the body of a request to that of its answer. Throws a `Refusal`. */
  receive(sent: Sent): Promise<Answered>;
  /** Resolves when no turn is under way any more; what one that takes too long has to say waits with the bot. */
  settled(): Promise<void>;
}

/**
 * Takes activities in: verified, from a service that is ours to post to, each once, those of one conversation in
 * the order in which they came.
 */
export function receiver({
  bot,
  connection,
  answerWithinMs = 10_000,
  stopWithinMs = 4_000,
}: ReceiverOptions): Receiver {
  const queue = serialQueue();
  const flights = inFlight();
  /** Messages that are being answered. */
  const open = new Set<Received>();
  const { settings } = connection;

  async function receive({ body, authorization, tenant }: Sent): Promise<Answered> {
    const activity = readActivity(body);
    if (!activity) throw new Refusal('400 BadSyntax', 'this is not an activity');
    const adapter = await connection.adapter();
    const sent = activity as unknown as Activity;
    const authenticated = await authenticate(adapter, sent, authorization);
    checkService(activity, connection);
    const what = heard(activity);
    if (what === 'nothing') return { status: activity.type === 'invoke' ? 501 : 200 };
    const message = messageOf(activity, what, { tenant, settings });
    const turn = { adapter, authenticated, activity, message };
    // Nobody who joins a group is spoken to.
    if (isGroup(activity)) return what === 'opened' ? { status: 200 } : sayAside(turn, bot, settings);
    return converse(turn);
  }

  /** Where the answer carries the replies, a repeat gets them again; where they are posted, it posts nothing. */
  async function converse(turn: Turn): Promise<Answered> {
    const { message } = turn;
    const { id, conversation } = message;
    const work = () => queue(conversation, () => take(turn, bot, settings));
    if (expectsReplies(turn.activity) || turn.activity.type === 'invoke') return work();
    const flight = flights.once(`${conversation} ${id}`, async () => {
      open.add(message);
      return work().finally(() => open.delete(message));
    });
    return inTime(flight, answerWithinMs, (error) => {
      const { code, reason } = error instanceof Refusal ? error : { code: 'defect', reason: reasonOf(error) };
      settings.logger.error({ conversation, code, reason }, 'an answer that came late was not taken');
    });
  }

  async function settled(): Promise<void> {
    await Promise.race([flights.settled(), pause(stopWithinMs, undefined, { ref: false })]);
    await Promise.all([...open].map(({ conversation, id }) => bot.unsent(conversation, id)));
    await bot.settle();
  }

  return { receive, settled };
}

/** With authentication off anyone on this machine may name any address, so it is looked at before anything is posted. */
function checkService(activity: IncomingActivity, { allows }: BotFrameworkConnection): void {
  const { serviceUrl } = activity;
  if (serviceUrl === undefined && !expectsReplies(activity))
    throw new Refusal('400 BadSyntax', 'the activity does not say where replies go');
  if (serviceUrl !== undefined && !allows(serviceUrl))
    throw new Refusal('403 ServiceNotAllowed', 'replies are not posted to this service');
}

/** An activity without an id cannot be told from another: it is taken as a new one. */
function messageOf(
  activity: IncomingActivity,
  what: Exclude<Heard, 'nothing'>,
  { tenant, settings }: { tenant: string | undefined; settings: BotFrameworkSettings },
): Received {
  const address = referenceOf(activity, settings);
  return {
    conversation: conversationOf(activity, tenant),
    id: messageId(activity) ?? randomUUID(),
    channel: 'botframework',
    locale: localeOf(activity),
    origin: { channel: chatChannelDescription.id, source: sourceOf(activity) },
    ...(tenant !== undefined && { tenant }),
    ...(address && { address }),
    ...(!expectsReplies(activity) && { posted: true }),
    ...(what !== 'opened' && what),
  };
}
