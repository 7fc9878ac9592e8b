import type { ConversationReference } from 'botbuilder';
import type { Outlet } from '../bot.ts';
import { activitiesOf } from './activities.ts';
import { type Adapter, lazyAdapter } from './adapter.ts';
import { deliver } from './deliver.ts';
import { reasonOf } from './reason-of.ts';
import { refused } from './refused.ts';
import { isAllowedService } from './service-url.ts';
import type { BotFrameworkSettings } from './settings.ts';

/** Our end of the Bot Framework: botbuilder once it is needed, and the way to people who did not just write. */
export interface BotFrameworkConnection {
  readonly settings: BotFrameworkSettings;
  readonly adapter: () => Promise<Adapter>;
  readonly outlet: Outlet;
  /** Whether replies may be posted to this address. */
  allows(serviceUrl: string): boolean;
}

export function botFrameworkConnection(settings: BotFrameworkSettings): BotFrameworkConnection {
  const adapter = lazyAdapter(settings);
  const allows = (serviceUrl: string) => isAllowedService(serviceUrl, !settings.app && !settings.production);

  /**
   * Posts to the connector, trying again for some seconds. Throws when it does not take the lines now, so that
   * they stay to be sent. A person who removed the bot, or an address that is allowed no more, is given up.
   */
  const send: Outlet['send'] = async (conversation, address, { lines, locale }) => {
    const reference = address as ConversationReference;
    const { serviceUrl, channelId, user } = reference;
    if (!allows(serviceUrl)) {
      settings.logger.warn({ conversation }, 'a conversation is at a service that is not allowed: not told');
      return;
    }
    const { production, publicUrl } = settings;
    const person = user?.id ?? '';
    const activities = activitiesOf(lines, { channelId, person, locale, publicUrl, standing: !production });
    const ready = await adapter();
    try {
      await ready.proceed(reference, (context) =>
        deliver(context, activities, refused(conversation, settings)),
      );
    } catch (error) {
      const reason = reasonOf(error);
      if (!isGone(error)) throw new Error(`the connector did not take the lines: ${reason}`);
      settings.logger.warn({ conversation, reason }, 'a conversation is no longer there: not told');
    }
  };

  return { settings, adapter, outlet: { send }, allows };
}

/** 403 and 404 are what the Bot Service says of a person who removed the bot, or of a conversation that ended. */
function isGone(error: unknown): boolean {
  const { statusCode } = error as { statusCode?: number };
  return statusCode === 403 || statusCode === 404;
}
