import type { HandedOver } from '../../conversation/conversation.ts';
import type { Scene } from './scene.ts';

/** Somebody has joined the session since the link and its code were given. True of the session last looked at. */
export const linkUsed = ({ othersSince }: Scene, { givenAt }: HandedOver): boolean =>
  othersSince !== undefined && othersSince >= givenAt;
