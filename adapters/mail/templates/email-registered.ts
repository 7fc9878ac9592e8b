import { hello, paragraph, type Template, warning } from './template.ts';

/** D04: to the address on file and to the new one. Holds no link, as `code-changed`. */
export const emailRegistered: Template = {
  subject: {
    fr: '{insurerName} : changement d’adresse e-mail',
    en: '{insurerName}: change of e-mail address',
  },
  preview: {
    fr: 'Si ce changement vient de vous, vous n’avez rien à faire.',
    en: 'If you made this change, there is nothing to do.',
  },
  blocks: [
    hello,
    paragraph(
      '{to, select, new {Cette adresse est enregistrée} other {Une autre adresse est enregistrée}} pour votre dossier {insurerName} depuis le {at, date, long} à {at, time, short}.',
      '{to, select, new {This address has been registered} other {Another address has been registered}} for your {insurerName} file since {at, date, long} at {at, time, short}.',
    ),
    paragraph(
      'Elle ne pourra servir à choisir {yourCode} qu’à partir du {usableFrom, date, long} à {usableFrom, time, short}. C’était vous ? Vous n’avez rien à faire.',
      'It can be used to choose {yourCode} only from {usableFrom, date, long} at {usableFrom, time, short}. Was it you? There is nothing to do.',
    ),
    warning(
      'Ce n’était pas vous ? Avant cette date, tapez {entryPoint} dans votre navigateur et demandez un nouveau {codeName} : la nouvelle adresse sera écartée dès que vous l’aurez choisi. Puis prévenez-nous.',
      'Was it not you? Before that date, type {entryPoint} in your browser and ask for a new {codeName}: the new address is set aside as soon as you have chosen it. Then let us know.',
    ),
  ],
};
