import type { ConversationReference } from 'botbuilder';
import type { IncomingActivity } from './activity.ts';
import { localeOf } from './received.ts';
import { isLoopbackService } from './service-url.ts';
import type { BotFrameworkSettings } from './settings.ts';

/**
 * How the person is reached unasked: ids only, no names. Undefined where nobody listens: no `serviceUrl`, or one
 * that would ask for a token of ours while we have none.
 */
export function referenceOf(
  activity: IncomingActivity,
  { app }: BotFrameworkSettings,
): ConversationReference | undefined {
  const { serviceUrl, channelId = '', conversation, from, recipient } = activity;
  if (!serviceUrl || !(app || isLoopbackService(serviceUrl))) return undefined;
  const { tenantId } = conversation as { tenantId?: unknown };
  return {
    channelId,
    serviceUrl,
    locale: localeOf(activity),
    conversation: {
      id: conversation.id,
      isGroup: false,
      conversationType: conversation.conversationType ?? 'personal',
      name: '',
      ...(typeof tenantId === 'string' && { tenantId }),
    },
    bot: { id: recipient?.id ?? '', name: '' },
    ...(from && { user: { id: from.id, name: '' } }),
  };
}
