import type { Channel } from '../channel.ts';

/** Apps and portals: the view as data. Whatever they show of it is theirs; they keep no device cookie. */
export const jsonChannelDescription: Channel = {
  id: 'json',
  capabilities: {
    showsImages: true,
    takesSecrets: true,
    speaks: false,
    hasKeys: false,
    showsForms: true,
    showsLongTexts: true,
    keepsDevice: false,
  },
};
