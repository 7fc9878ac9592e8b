import type { Catalog } from '../../machines/messages/catalog.ts';

/** R07, R12, F02-F04, X07. The NIR is asked for and never printed (X18). */
export const words = {
  date: { fr: 'Le {requestedAt, date, short}', en: '{requestedAt, date, short}' },
  reference: { fr: 'Référence : {reference}', en: 'Reference: {reference}' },
  subject: { fr: 'Votre {codeName} provisoire', en: 'Your temporary {codeName}' },
  greeting: { fr: 'Bonjour {recipient},', en: 'Dear {recipient},' },
  intro: {
    fr: 'Vous avez demandé un {codeName} pour vous connecter à votre {areaName} {insurerName}. Le voici :',
    en: 'You asked for a temporary {codeName} to sign in to your {insurerName} {areaName}. Here it is:',
  },
  validity: {
    fr: 'Valable jusqu’au {expiresAt, date, long} à {expiresAt, time, short}.',
    en: 'Valid until {expiresAt, date, long} at {expiresAt, time, short}.',
  },
  next: { fr: 'Que faire maintenant ?', en: 'What to do next' },
  open: {
    fr: 'Ouvrez {entryPoint} sur votre ordinateur ou votre téléphone.',
    en: 'Open {entryPoint} on your computer or your phone.',
  },
  signIn: {
    fr: 'Connectez-vous avec votre numéro de Sécurité sociale et le {codeName} ci-dessus.',
    en: 'Sign in with your social security number and the {codeName} above.',
  },
  choose: {
    fr: 'Choisissez ensuite vos {codeLength} chiffres à vous. Si la page vous demande votre « mot de passe actuel », c’est celui de cette lettre.',
    en: 'Then choose {codeLength} digits of your own. If the page asks for your “current password”, it is the one in this letter.',
  },
  again: {
    fr: 'Connectez-vous de nouveau, avec les chiffres que vous venez de choisir. Ceux de cette lettre ne servent plus : vous pouvez la détruire.',
    en: 'Sign in again, with the digits you have just chosen. Those in this letter no longer work: you may destroy it.',
  },
  secret: {
    fr: 'Gardez cette lettre pour vous. Aucun de nos conseillers ne vous demandera ces chiffres, ni par téléphone, ni par écrit.',
    en: 'Keep this letter to yourself. None of our advisers will ask you for these digits, by phone or in writing.',
  },
  latest: {
    fr: 'Vous avez reçu plusieurs lettres ? Seule la plus récente est valable.',
    en: 'Have you received several letters? Only the latest one works.',
  },
  unasked: {
    fr: 'Vous n’avez rien demandé ? Détruisez cette lettre et prévenez-nous.',
    en: 'You did not ask for anything? Destroy this letter and let us know.',
  },
  help: { fr: 'Besoin d’aide ?', en: 'Need help?' },
  unchecked: { fr: 'coordonnées à confirmer', en: 'details to be confirmed' },
} as const satisfies Catalog;
