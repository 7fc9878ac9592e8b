import type { HandedOver } from '../../conversation/conversation.ts';
import type { Scene } from './scene.ts';

/** Before its time is over a link is gone only because somebody has used it or its code. Looking consumes nothing. */
export async function linkUsed({ parts }: Scene, { url, until }: HandedOver): Promise<boolean> {
  if (url === undefined || parts.clock.now() >= until) return false;
  const token = url.slice(url.lastIndexOf('/') + 1);
  return (await parts.links.peek(token)) === undefined;
}
