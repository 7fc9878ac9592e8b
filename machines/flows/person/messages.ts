import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {
  'person.contacts': {
    fr: 'Voici qui peut vous aider.',
    en: 'Here is who can help you.',
  },
};
