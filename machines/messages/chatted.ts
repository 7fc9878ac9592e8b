import type { Catalog } from './catalog.ts';

/**
 * How what heads a page, or labels its links, is said by somebody one writes to: `<id>.chatted`, in place of `<id>` in
 * a written conversation. The screens keep the words that people were told (S1); no flow knows of it.
 */
export const chattedMessages: Catalog = {
  'code-reset.ask.chatted': {
    fr: 'Voici comment obtenir votre {codeName}.',
    en: 'Here is how to get your {codeName}.',
  },
  'current-code.ask.chatted': {
    fr: 'Voici comment changer votre {codeName}.',
    en: 'Here is how to change your {codeName}.',
  },
  'email-registration.ask.chatted': {
    fr: 'Enregistrons votre adresse e-mail.',
    en: 'Let us register your e-mail address.',
  },
  'letter-status.ask.chatted': {
    fr: 'Voyons où en est votre lettre.',
    en: 'Let us see where your letter is.',
  },
  'choice.code-reset.chatted': { fr: 'Obtenir mon code', en: 'Get my code' },
  'credentials.choice.code-reset.chatted': { fr: 'Obtenir mon code', en: 'Get my code' },
  'choice.change-code.chatted': { fr: 'Modifier mon code', en: 'Change my code' },
};
