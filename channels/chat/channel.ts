import type { Channel } from '../channel.ts';

/**
 * A written conversation over any protocol. What is typed there is kept by others, often the member's employer,
 * so it may hear no secret and no NIR (X18, X20); nor can it make sure that long terms were read (T01).
 */
export const chatChannelDescription: Channel = {
  id: 'chat',
  wording: 'chatted',
  capabilities: {
    showsImages: true,
    takesSecrets: false,
    showsLongTexts: false,
  },
};
