import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {
  'sign-in.terms': {
    fr: 'Avant d’entrer, lisez et acceptez les conditions générales d’utilisation (version {termsVersion}).',
    en: 'Before you go in, read and accept the terms of use (version {termsVersion}).',
  },
  'sign-in.terms-text': {
    fr: '{termsText}',
    en: '{termsText}',
  },
  'sign-in.connected': {
    fr: 'Connexion réussie. Votre {areaName} est ouvert.',
    en: 'You are signed in to your {areaName}.',
  },
  'sign-in.terms-refused': {
    fr: 'Vous avez refusé les conditions : votre {areaName} reste fermé. Le {codeName} avec lequel vous venez de vous connecter reste valable ; vous pourrez accepter une prochaine fois.',
    en: 'You refused the terms: your {areaName} stays closed. The {codeName} you have just signed in with remains valid; you may accept another time.',
  },
};
