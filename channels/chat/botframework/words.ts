import type { Locale } from '../../../machines/envelope.ts';

/** What is said where no conversation can be had; everything else is the bot’s. */
const words = {
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
