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
  'mail-code-question.ask.chatted': {
    fr: 'Voici comment donner le code de l’e-mail.',
    en: 'Here is how to give the code from the e-mail.',
  },
  'letter-proof.ask.chatted': {
    fr: 'Voici comment donner le code de la lettre.',
    en: 'Here is how to give the code from the letter.',
  },
  'credentials.ask.chatted': {
    fr: 'Voici comment vous connecter à votre {areaName}.',
    en: 'Here is how to sign in to your {areaName}.',
  },
  'choose-code.ask.chatted': {
    fr: 'Voici comment choisir {yourCode}.',
    en: 'Here is how to choose {yourCode}.',
  },
  'email-registration.asked.chatted': {
    fr: 'Un e-mail vient de partir à l’adresse donnée. Il contient un lien et un code à 8 chiffres. Si vos nom, prénom et numéro sont ceux d’un adhérent, une lettre part aussi à son adresse postale.',
    en: 'An e-mail has just been sent to the address given. It holds a link and an 8-digit code. If the names and number are a member’s, a letter is also sent to their postal address.',
  },
  'email-registration.letter-under-way.chatted': {
    fr: 'Attendez la lettre. Si vous êtes adhérent, elle arrive au plus tard le {expectedBy, date, long}. Ensuite, revenez à l’enregistrement de votre adresse e-mail et choisissez « J’ai le code de la lettre ».',
    en: 'Wait for the letter. If you are a member, it arrives by {expectedBy, date, long}. Then come back to the registration of your e-mail address and choose “I have the code from the letter”.',
  },
  'choice.code-reset.chatted': { fr: 'Obtenir mon {codeName}', en: 'Get my {codeName}' },
  'credentials.choice.code-reset.chatted': { fr: 'Obtenir mon {codeName}', en: 'Get my {codeName}' },
  'choice.change-code.chatted': { fr: 'Modifier mon {codeName}', en: 'Change my {codeName}' },
};
