import { hello, paragraph, type Template, warning } from './template.ts';

/** X20: the link by which a step begun on the telephone goes on, for whoever did call. */
export const handOver: Template = {
  subject: {
    fr: '{insurerName} : continuer ce que vous avez commencé au téléphone',
    en: '{insurerName}: go on with what you began on the phone',
  },
  preview: {
    fr: 'Ce lien est valable une seule fois, jusqu’à {expiresAt, time, short}.',
    en: 'This link works once, until {expiresAt, time, short}.',
  },
  blocks: [
    hello,
    paragraph(
      'Vous nous avez appelés, et la suite se fait sur notre site. Ouvrez ce lien pour continuer là où vous en étiez :',
      'You called us, and the next step takes place on our site. Open this link to go on where you were:',
    ),
    {
      kind: 'link',
      label: { fr: 'Continuer ma démarche', en: 'Continue' },
      url: 'link',
    },
    paragraph(
      'Il est valable une seule fois, jusqu’à {expiresAt, time, short}.',
      'It works once, until {expiresAt, time, short}.',
    ),
    warning(
      'Vous n’avez pas appelé ? N’ouvrez pas ce lien : il mène à la démarche de quelqu’un d’autre. Vous pouvez supprimer ce message, rien n’a changé.',
      'Did you not call us? Do not open this link: it leads to somebody else’s steps. You can delete this message; nothing has changed.',
    ),
  ],
};
