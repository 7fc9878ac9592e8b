import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {
  'first-connection.intro': {
    fr: 'Première connexion, étape 1 sur 4 : connectez-vous avec le code que vous avez reçu. Ensuite vous choisirez votre code personnel, vous vous connecterez avec lui, puis vous accepterez les conditions d’utilisation.',
    en: 'First connection, step 1 of 4: sign in with the code you received. Then you choose your own code, sign in with it, and accept the terms of use.',
  },
  'first-connection.where': {
    fr: '{whereIsMyCode}',
    en: '{whereIsMyCode}',
  },
  'first-connection.step-2': {
    fr: 'Étape 2 sur 4. Le code que vous avez reçu ne sert qu’une fois : choisissez maintenant le vôtre.',
    en: 'Step 2 of 4. The code you received serves only once: now choose your own.',
  },
  'first-connection.code-saved': {
    fr: 'Votre nouveau code est enregistré. Étape 3 sur 4 : connectez-vous avec ce code. La dernière étape sera d’accepter les conditions d’utilisation.',
    en: 'Your new code is saved. Step 3 of 4: sign in with this code. The last step will be to accept the terms of use.',
  },
};
