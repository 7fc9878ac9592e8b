import type { Channel } from '../channel.ts';

/** Pages in a browser: the channel every hand-over leads to, because it can do everything (X20). */
export const webChannelDescription: Channel = {
  id: 'web',
  capabilities: {
    showsImages: true,
    takesSecrets: true,
    speaks: false,
    hasKeys: false,
    showsForms: true,
    showsLongTexts: true,
    keepsDevice: true,
  },
};
