import type { HandOverFate } from '../../../../machines/services/links.ts';
import type { HandedOver } from '../../../conversation/conversation.ts';
import type { Scene } from '../scene.ts';

/** What has become of the link given last; `used` for good once it was seen to be. */
export async function fateOf({ parts }: Scene, { opened, url }: HandedOver): Promise<HandOverFate> {
  if (opened || url === undefined) return 'used';
  return parts.links.handOverFate(url.slice(url.lastIndexOf('/') + 1));
}
