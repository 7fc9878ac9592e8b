import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {};

export const questionMessages: Catalog = {
  'mail-code-question.ask': {
    fr: 'Tapez votre numéro et le code à 8 chiffres de l’e-mail',
    en: 'Type your number and the 8-digit code from the e-mail',
  },
  'mail-code-question.error.wrong-credentials': {
    fr: 'Le numéro ou le code de l’e-mail ne convient pas. Vérifiez les deux : seul l’e-mail le plus récent compte, et son code ne sert qu’une fois. Puis réessayez, ou demandez un nouveau {codeName}.',
    en: 'The number or the code from the e-mail is not right. Check both: only the latest e-mail counts, and its code works once. Then try again, or ask for a new {codeName}.',
  },
};
