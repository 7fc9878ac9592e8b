import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {
  'choose-code.ask': {
    fr: 'Choisissez votre {codeName} personnel',
    en: 'Choose your personal {codeName}',
  },
  'choose-code.rules': {
    fr: 'Exactement {codeLength} chiffres. Évitez les dates, les suites, les répétitions et les chiffres de votre numéro de Sécurité sociale : ils sont refusés.',
    en: 'Exactly {codeLength} digits. Dates, sequences, repetitions and digits of your social security number are refused.',
  },
};
