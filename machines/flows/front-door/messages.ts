import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {
  'front-door.ask': {
    fr: 'Bonjour. Que souhaitez-vous faire ?',
    en: 'Hello. What would you like to do?',
  },
  'choice.front-door': { fr: 'Menu', en: 'Menu' },
  'front-door.choice.code-reset': {
    fr: 'Obtenir mon {codeName}',
    en: 'Get my {codeName}',
  },
  'front-door.choice.change-code': {
    fr: 'Modifier mon {codeName}',
    en: 'Change my {codeName}',
  },
};
