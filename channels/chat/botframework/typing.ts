import type { TurnContext } from 'botbuilder';
import type { Logger } from '../../../machines/ports/logger.ts';

/** After this long without an answer the person sees that one is being written. */
const typingAfterMs = 1_000;

/**
 * Shows « is typing » when the answer is slow, once. `stop` resolves when nothing of it is under way any more,
 * so that it never comes after the answer. A channel that cannot show it loses nothing.
 */
export function showTyping(context: TurnContext, logger: Logger): { stop(): Promise<void> } {
  let shown: Promise<unknown> | undefined;
  const timer = setTimeout(() => {
    shown = context
      .sendActivity({ type: 'typing' })
      .catch(() => logger.info({}, 'a channel did not take the typing indicator'));
  }, typingAfterMs);
  return {
    stop: async () => {
      clearTimeout(timer);
      await shown;
    },
  };
}
