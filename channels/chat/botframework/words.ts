import type { Locale } from '../../../machines/envelope.ts';

/** What is said where no conversation can be had; everything else is the bot’s. */
const words = {
  group: {
    fr: 'Plusieurs personnes lisent cette conversation. Pour votre sécurité, écrivez-moi en privé : je vous y répondrai.',
    en: 'Several people can read this conversation. For your safety, write to me in private: I will answer you there.',
  },
  or: { fr: 'Vous pouvez aussi choisir :', en: 'You can also choose:' },
  unavailable: {
    fr: 'Je n’ai pas pu traiter votre message, et rien n’a changé. Merci de le renvoyer dans une minute.',
    en: 'I could not handle your message, and nothing has changed. Please send it again in a minute.',
  },
  tooMany: {
    fr: 'Vous m’avez écrit beaucoup de messages en peu de temps. Merci de réessayer un peu plus tard.',
    en: 'You have sent me many messages in a short time. Please try again a little later.',
  },
} as const;

export function wordsFor(id: keyof typeof words, locale: Locale): string {
  return words[id][locale];
}
