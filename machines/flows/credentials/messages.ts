import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {
  'credentials.ask': {
    fr: 'Connectez-vous à votre {areaName}',
    en: 'Sign in to your {areaName}',
  },
  'credentials.choice.code-reset': {
    fr: 'Vous avez oublié votre code d’accès ou vous souhaitez l’obtenir ? Pour obtenir votre code, cliquez ici',
    en: 'Forgotten {yourCode}, or never had one? Get {yourCode}',
  },
};
