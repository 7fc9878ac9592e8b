import type { Catalog } from '../../../messages/catalog.ts';

export const messages: Catalog = {
  'ecps-trouble.ask': { fr: 'Que s’est-il passé ?', en: 'What happened?' },
  'ecps-trouble.choice.back': { fr: 'Revenir à l’étape', en: 'Back to the step' },
  'ecps-trouble.choice.card-no': {
    fr: 'Activer sans carte, avec mes coordonnées',
    en: 'Activate without a card, with my contact details',
  },
  'ecps-trouble.choice.card-problem': {
    fr: 'La carte ou le lecteur pose problème',
    en: 'There is a problem with the card or the reader',
  },
  'ecps-trouble.choice.app-problem': {
    fr: 'L’application ou le site ne répond pas comme prévu',
    en: 'The app or the site does not do what it should',
  },
  'ecps-trouble.choice.details-problem': {
    fr: 'Je ne peux pas corriger mes coordonnées',
    en: 'I cannot correct my contact details',
  },
  'ecps-trouble.choice.phone-incompatible': {
    fr: 'Mon téléphone n’est pas compatible',
    en: 'My phone is not compatible',
  },
  'ecps-trouble.choice.phone-lost': {
    fr: 'J’ai perdu mon téléphone',
    en: 'I have lost my phone',
  },
  'ecps-trouble.choice.qr-expired': { fr: 'Le QR code a expiré', en: 'The QR code has expired' },
  'ecps-trouble.choice.add-code-wrong': {
    fr: 'Le code d’ajout est refusé',
    en: 'The add code is refused',
  },
  'ecps-trouble.choice.mail-not-received': {
    fr: 'L’e-mail n’est pas arrivé',
    en: 'The e-mail has not arrived',
  },
  'ecps-trouble.choice.sms-not-received': {
    fr: 'Le SMS n’est pas arrivé',
    en: 'The SMS has not arrived',
  },
  'ecps-trouble.choice.sms-expired': {
    fr: 'Le code du SMS a expiré',
    en: 'The code of the SMS has expired',
  },
  'ecps-trouble.choice.sms-wrong': {
    fr: 'Le code du SMS est refusé',
    en: 'The code of the SMS is refused',
  },
};
