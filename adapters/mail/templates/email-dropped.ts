import { hello, paragraph, type Template, warning } from './template.ts';

/** D04: to the address set aside and to the one on file. Holds no link, as `code-changed`. */
export const emailDropped: Template = {
  subject: {
    fr: '{insurerName} : une adresse e-mail a été écartée',
    en: '{insurerName}: an e-mail address was set aside',
  },
  preview: {
    fr: 'Elle ne servira pas : enregistrez-la de nouveau si elle est à vous.',
    en: 'It will not be used: register it again if it is yours.',
  },
  blocks: [
    hello,
    paragraph(
      '{to, select, new {Cette adresse} other {La nouvelle adresse}} enregistrée pour votre dossier {insurerName} a été écartée le {at, date, long} à {at, time, short} : un nouveau {codeName} vient d’être choisi.',
      '{to, select, new {This address} other {The new address}} registered for your {insurerName} file was set aside on {at, date, long} at {at, time, short}: a new {codeName} has just been chosen.',
    ),
    paragraph(
      'C’est une précaution, au cas où quelqu’un d’autre l’aurait enregistrée. Elle est bien à vous ? Tapez {entryPoint} dans votre navigateur, connectez-vous et enregistrez-la de nouveau.',
      'This is a precaution, in case somebody else had registered it. Is it yours? Type {entryPoint} in your browser, sign in and register it again.',
    ),
    warning(
      'Vous n’avez ni enregistré d’adresse ni choisi de nouveau {codeName} ? Prévenez-nous.',
      'Did you neither register an address nor choose a new {codeName}? Let us know.',
    ),
  ],
};
