import type { Catalog } from '../../../messages/catalog.ts';

export const messages: Catalog = {
  'ecps-password.ask': {
    fr: 'Dernière étape, « Créer votre mot de passe » : choisissez 4 chiffres, puis tapez-les une seconde fois. Le portefeuille de cette démonstration est simulé : ne tapez pas un mot de passe que vous utilisez vraiment.',
    en: 'Last stage, “Créer votre mot de passe”: choose 4 digits, then type them a second time. The wallet of this demonstration is simulated: do not type a password that you really use.',
  },
};
