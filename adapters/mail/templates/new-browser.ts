import { hello, paragraph, type Template, warning } from './template.ts';

/** X16. */
export const newBrowser: Template = {
  subject: {
    fr: '{insurerName} : {means, select, telephone {connexion par téléphone} other {connexion depuis un nouvel appareil}}',
    en: '{insurerName}: {means, select, telephone {sign-in by telephone} other {sign-in from a new device}}',
  },
  preview: {
    fr: 'Si c’était vous, vous n’avez rien à faire.',
    en: 'If it was you, there is nothing to do.',
  },
  blocks: [
    hello,
    paragraph(
      'Quelqu’un s’est connecté à votre {areaName} {insurerName} {means, select, telephone {par téléphone} browser {depuis un navigateur que nous n’avions encore jamais vu : {browser}} other {depuis un appareil que nous n’avions encore jamais vu}}, le {at, date, long} à {at, time, short}.',
      'Someone signed in to your {insurerName} {areaName} {means, select, telephone {by telephone} browser {from a browser we had not seen before: {browser}} other {from a device we had not seen before}}, on {at, date, long} at {at, time, short}.',
    ),
    paragraph('C’était vous ? Vous n’avez rien à faire.', 'Was it you? There is nothing to do.'),
    warning(
      'Ce n’était pas vous ? Tapez {entryPoint} dans votre navigateur et demandez tout de suite un nouveau {codeName}. Dès que vous l’aurez choisi, la connexion ouverte sera fermée. Prévenez-nous aussi.',
      'Was it not you? Type {entryPoint} in your browser and ask for a new {codeName} straight away. Once you have chosen it, whoever is signed in is signed out. Let us know as well.',
    ),
  ],
};
