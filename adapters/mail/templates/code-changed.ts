import { hello, paragraph, type Template, warning } from './template.ts';

/** X16. Holds no link: who was robbed of a code must not learn to follow links that announce it. */
export const codeChanged: Template = {
  subject: { fr: '{insurerName} : changement de {codeName}', en: '{insurerName}: change of {codeName}' },
  preview: {
    fr: 'Si ce changement vient de vous, vous n’avez rien à faire.',
    en: 'If you made this change, there is nothing to do.',
  },
  blocks: [
    hello,
    paragraph(
      'Vous avez un nouveau {codeName} pour votre {areaName} {insurerName}. Le changement a été enregistré le {at, date, long} à {at, time, short}.',
      'You have a new {codeName} for your {insurerName} {areaName}. The change was saved on {at, date, long} at {at, time, short}.',
    ),
    paragraph(
      'Ce changement vient de vous ? Vous n’avez rien à faire. Par sécurité, vos autres connexions ont été fermées.',
      'Did you make this change? There is nothing to do. As a precaution, you were signed out everywhere else.',
    ),
    warning(
      'Ce n’était pas vous ? Tapez {entryPoint} dans votre navigateur et demandez tout de suite un nouveau {codeName}. Puis prévenez-nous.',
      'Was it not you? Type {entryPoint} in your browser and ask for a new {codeName} straight away. Then let us know.',
    ),
  ],
};
