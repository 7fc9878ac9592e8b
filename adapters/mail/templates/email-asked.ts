import { hello, paragraph, type Template, warning } from './template.ts';

/** D04: the address on file is told at once. Holds no link and not the new address: this mailbox may be another’s. */
export const emailAsked: Template = {
  subject: {
    fr: '{insurerName} : une autre adresse e-mail a été demandée',
    en: '{insurerName}: another e-mail address was asked for',
  },
  preview: {
    fr: 'Rien n’a changé pour l’instant.',
    en: 'Nothing has changed so far.',
  },
  blocks: [
    hello,
    paragraph(
      'Le {at, date, long} à {at, time, short}, quelqu’un qui connaît vos nom, prénom et numéro a demandé à enregistrer une autre adresse e-mail pour votre dossier {insurerName}.',
      'On {at, date, long} at {at, time, short}, somebody who knows your names and number asked to register another e-mail address for your {insurerName} file.',
    ),
    paragraph(
      'Rien n’a changé : il faut encore se connecter à votre {areaName}, ou taper le code d’une lettre envoyée chez vous. C’était vous ? Il vous reste à terminer l’enregistrement.',
      'Nothing has changed: somebody must still sign in to your {areaName}, or type the code of a letter sent to your home. Was it you? You only have to finish the registration.',
    ),
    warning(
      'Ce n’était pas vous ? Ne donnez à personne le code de la lettre, ni {yourCode}. Puis prévenez-nous.',
      'Was it not you? Do not give anyone the code from the letter, or {yourCode}. Then let us know.',
    ),
  ],
};
