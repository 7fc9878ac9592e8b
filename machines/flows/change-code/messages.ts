import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {
  'change-code.saved': {
    fr: 'La modification est enregistrée. Connectez-vous avec votre nouveau mot de passe.',
    en: 'The change is saved. Sign in with your new {codeName}.',
  },
};
