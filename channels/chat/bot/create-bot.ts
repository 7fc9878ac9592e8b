import type { Origin } from '../../../machines/flow.ts';
import { type Conversation, newConversation } from '../../conversation/conversation.ts';
import type { Bot, Outlet, Received, Replied } from '../bot.ts';
import { chatChannelDescription } from '../channel.ts';
import { overhear } from './hearing/overhear.ts';
import { languageFor } from './language.ts';
import type { BotParts } from './parts.ts';
import { receive } from './receive.ts';
import { Scene } from './scene.ts';
import { leave } from './session.ts';
import { follow } from './unasked/follow.ts';
import { createPosted, returned, withLeaving, without } from './unasked/leaving.ts';
import { remind } from './unasked/remind.ts';
import { sendUnasked } from './unasked/send-unasked.ts';

/** What is recorded of an answered message: which lines answered it. */
interface Recorded {
  readonly after: number;
  readonly upTo: number;
}

/** The worker and time come from nowhere. */
const nowhere: Origin = { channel: chatChannelDescription.id, source: 'none' };

/** The chat front door on the conversations' store; see `Bot`. */
export function createBot(parts: BotParts): Bot {
  const { conversations } = parts;
  const outlets = new Map<string, Outlet>();
  const posted = createPosted(parts);

  return {
    async receive(message): Promise<Replied> {
      const { conversation, reply } = await conversations.turn<Recorded>(
        message.conversation,
        message.id,
        () => begun(message, parts.clock.now()),
        async (stored) => {
          const before = posted.knownOf(message.conversation, stored);
          const scene = new Scene(parts, before, message.origin);
          scene.asksInsurer = message.tenant === undefined;
          scene.id = message.conversation;
          scene.input = `${message.conversation}|${message.id}`;
          // Where nobody comes to fetch them, lines not yet sent unasked go before the answer.
          const after = outlets.has(message.channel) ? before.sentUpTo : scene.lastSeq;
          const { address, locale } = message;
          scene.remember({ ...languageFor(before, locale), ...(address !== undefined && { address }) });
          await receive(scene, message);
          const upTo = scene.lastSeq;
          // What answers a message is sent by whoever brought it.
          scene.remember({ sentUpTo: upTo, sendAt: before.again && before.sendAt });
          const { conversation } = scene;
          const leaves = message.posted && isReachable(conversation) && upTo > after;
          const answer = { message: message.id, after, upTo };
          return {
            conversation: leaves ? withLeaving(conversation, answer, parts.clock.now()) : conversation,
            reply: { after, upTo },
          };
        },
      );
      const { after, upTo } = reply;
      const lines = await conversations.linesAfter(message.conversation, after, conversation);
      return {
        locale: conversation.locale,
        lines: (lines ?? []).filter(({ seq, from }) => seq <= upTo && from === 'bot'),
      };
    },
    async unsent(id, message) {
      let waits = false;
      await conversations.tend(id, async (current) => {
        const answered = current.handled.find((handled) => handled.id === message)?.reply;
        waits = answered !== undefined && isReachable(current);
        if (!waits) return undefined;
        const sentUpTo = Math.min(current.sentUpTo, (answered as Recorded).after);
        return { ...without(current, [message]), sentUpTo, sendAt: parts.clock.now() };
      });
      return waits;
    },
    sent: (id, message) => posted.note(id, message),
    settle: () => posted.settle(),
    async overhear(message) {
      const scene = new Scene(parts, begun(message, parts.clock.now()), message.origin);
      await overhear(scene, message);
      const { locale, lines } = scene.conversation;
      return { locale, lines: lines.filter(({ from }) => from === 'bot') };
    },
    read: (id, seq) => conversations.linesAfter(id, seq),
    attach: (channel, outlet) => void outlets.set(channel, outlet),
    async attend(id) {
      const conversation = await conversations.tend(id, async (stored) => {
        const known = posted.knownOf(id, stored);
        const before = returned(known, parts.clock.now());
        if (before !== known)
          parts.logger.warn({ conversation: id }, 'an answer may not have left: sent again');
        return (await lookAfter(before)) ?? (before === stored ? undefined : before);
      });
      if (conversation?.sendAt !== undefined) await sendUnasked(id, parts, outlets.get(conversation.channel));
    },
  };

  /** Whether what is said unasked can go out to where they are. */
  function isReachable({ channel, address }: Conversation): boolean {
    return outlets.has(channel) && address !== undefined;
  }

  /**
   * What has moved or come due without anybody writing here; the lines said of it wait to be sent where nobody
   * fetches them.
   */
  async function lookAfter(before: Conversation): Promise<Conversation | undefined> {
    const now = parts.clock.now();
    const looks = [before.handedOver?.lookAt, before.watching?.lookAt].filter((at) => at !== undefined);
    const looking = looks.some((at) => at <= now);
    const reminding = before.reminders?.some(({ at }) => at <= now);
    if (!looking && !reminding) return undefined;
    const scene = new Scene(parts, before, nowhere);
    if (!scene.insurer) return abandoned(scene);
    if (looking) await follow(scene);
    if (reminding) await remind(scene);
    const spoke = scene.lastSeq > (before.lines.at(-1)?.seq ?? 0);
    if (spoke && isReachable(before)) scene.remember({ sendAt: now });
    return scene.conversation;
  }
}

/** The insurer’s file is no longer here: there is nothing to look at, and nobody who would keep a promise. */
function abandoned(scene: Scene): Conversation {
  const { tenant } = scene.conversation;
  scene.parts.logger.warn({ tenant }, 'an insurer is no longer here: nothing more is said of it unasked');
  leave(scene);
  scene.remember({ reminders: undefined });
  return scene.conversation;
}

const begun = ({ channel, tenant, locale }: Received, now: number): Conversation =>
  newConversation({ channel, ...(tenant !== undefined && { tenant }), locale, startedAt: now });
