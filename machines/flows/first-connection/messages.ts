import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {
  'first-connection.intro': {
    fr: 'Première connexion, étape 1 sur 4 : connectez-vous avec le {codeName} que vous avez reçu. Ensuite vous choisirez votre {codeName} personnel, vous vous connecterez avec lui, puis vous accepterez les conditions d’utilisation.',
    en: 'First connection, step 1 of 4: sign in with the {codeName} you received. Then you choose your own {codeName}, sign in with it, and accept the terms of use.',
  },
  'first-connection.where': {
    fr: '{whereIsMyCode}',
    en: '{whereIsMyCode}',
  },
  'first-connection.step-2': {
    fr: 'Étape 2 sur 4. Le {codeName} que vous avez reçu ne sert qu’une fois : choisissez maintenant le vôtre.',
    en: 'Step 2 of 4. The {codeName} you received serves only once: now choose your own.',
  },
  'first-connection.code-saved': {
    fr: 'Votre nouveau {codeName} est enregistré. Étape 3 sur 4 : connectez-vous avec ce {codeName}. La dernière étape sera d’accepter les conditions d’utilisation.',
    en: 'Your new {codeName} is saved. Step 3 of 4: sign in with this {codeName}. The last step will be to accept the terms of use.',
  },
};
