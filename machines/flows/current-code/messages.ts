import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {
  'current-code.ask': {
    fr: '{accountKind} - Modifier son mot de passe',
    en: '{accountKind} - Change {yourCode}',
  },
};
