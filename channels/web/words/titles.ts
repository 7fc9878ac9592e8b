import type { Catalog } from '../../../machines/messages/catalog.ts';

/** Title of a flow's pages, and what its main button says. People find here the words they were told (CT). */
export const titles: Catalog = {
  'web.title.front-door': { fr: '{areaName}', en: '{areaName}' },
  'web.title.sign-in': { fr: 'Connexion', en: 'Sign-in' },
  'web.title.first-connection': { fr: 'Première connexion', en: 'First connection' },
  'web.title.code-reset': { fr: 'Demande de {codeName}', en: 'Ask for your {codeName}' },
  'web.title.mail-code': { fr: 'Code reçu par e-mail', en: 'Code received by e-mail' },
  'web.title.resume': { fr: 'Code de reprise', en: 'Resume code' },
  'web.title.new-code': { fr: 'Nouveau {codeName}', en: 'New {codeName}' },
  'web.title.change-code': { fr: 'Modifier votre {codeName}', en: 'Change your {codeName}' },
  'web.title.sign-in-help': { fr: 'Aide à la connexion', en: 'Help to sign in' },
  'web.title.letter-status': { fr: 'Lettre', en: 'Letter' },
  'web.title.person': { fr: 'Nous joindre', en: 'Contact us' },
  'web.title.information': { fr: 'Informations', en: 'Information' },
  'web.title.email-registration': { fr: 'Adresse e-mail', en: 'E-mail address' },
  'web.title.care-request': { fr: 'Prise en charge', en: 'Care authorisation (prise en charge)' },
  'web.title.ecps': { fr: 'Activer votre e-CPS', en: 'Activate your e-CPS' },
  'web.title.other': { fr: 'Votre demande', en: 'Your request' },

  'web.submit.sign-in': { fr: 'Se connecter', en: 'Sign in' },
  'web.submit.code-reset': { fr: 'Envoyer ma demande', en: 'Send my request' },
  'web.submit.new-code': { fr: 'Enregistrer', en: 'Save' },
  'web.submit.change-code': { fr: 'Enregistrer', en: 'Save' },
  'web.submit.letter-status': { fr: 'Chercher ma lettre', en: 'Find my letter' },
  'web.submit.email-registration': { fr: 'Continuer', en: 'Continue' },
  'web.submit.person': { fr: 'Envoyer mon message', en: 'Send my message' },
  'web.submit.acceptTerms': { fr: 'Valider', en: 'Confirm' },
  'web.submit.other': { fr: 'Continuer', en: 'Continue' },
};
