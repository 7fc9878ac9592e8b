import type { Channel } from '../channel.ts';

/** The telephone, whoever carries the call: keys, a voice, no picture, no page to read. */
export const ivrChannelDescription: Channel = {
  id: 'ivr',
  wording: 'spoken',
  capabilities: {
    showsImages: false,
    // By the keys alone: a code is never asked for, nor said, aloud.
    takesSecrets: true,
    showsLongTexts: false,
  },
};
