import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {
  'new-code.intro': {
    fr: 'Merci, c’est vérifié.',
    en: 'Thank you, your details are confirmed.',
  },
  'new-code.saved': {
    fr: 'Votre nouveau {codeName} est enregistré. Connectez-vous avec ce {codeName}.',
    en: 'Your new {codeName} is saved. Sign in with this {codeName}.',
  },
  'new-code.link-dead': {
    fr: 'Ce lien ne permet plus de choisir un {codeName}. Demandez-en un nouveau : c’est l’affaire de quelques minutes.',
    en: 'This link can no longer be used to choose {yourCode}. Ask for a new one: it takes a few minutes.',
  },
};
