import type { NotTaken } from './poster.ts';
import { reasonOf } from './reason-of.ts';
import type { BotFrameworkSettings } from './settings.ts';

/** Notes a message that the service will never take: nobody is told it. */
export const refused =
  (conversation: string, { logger }: BotFrameworkSettings) =>
  (error: NotTaken): void =>
    logger.error({ conversation, reason: reasonOf(error) }, 'a message was refused for good: not told');
