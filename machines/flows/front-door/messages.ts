import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {
  'front-door.ask': {
    fr: 'Bonjour. Que souhaitez-vous faire ?',
    en: 'Hello. What would you like to do?',
  },
  'choice.front-door': { fr: 'Menu', en: 'Menu' },
  'front-door.choice.code-reset': {
    fr: 'Obtenir mon code',
    en: 'Get my code',
  },
  'front-door.choice.change-code': {
    fr: 'Modifier mon code',
    en: 'Change my code',
  },
};
