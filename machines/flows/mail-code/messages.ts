import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {};

export const questionMessages: Catalog = {
  'mail-code-question.ask': {
    fr: 'Tapez votre numéro et le code à 8 chiffres de l’e-mail',
    en: 'Type your number and the 8-digit code from the e-mail',
  },
};
