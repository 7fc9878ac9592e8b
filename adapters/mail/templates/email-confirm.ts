import { hello, paragraph, type Template, warning } from './template.ts';

/**
 * D04: to an address that somebody typed. It names nobody and holds nothing that was typed, so that it is neither a
 * proof that somebody is a member (P07) nor a way to send words of one's own to strangers.
 */
export const emailConfirm: Template = {
  subject: {
    fr: '{insurerName} : confirmez votre adresse e-mail',
    en: '{insurerName}: confirm your e-mail address',
  },
  preview: {
    fr: 'Votre lien est valable une seule fois, jusqu’au {expiresAt, date, short} à {expiresAt, time, short}.',
    en: 'Your link works once, until {expiresAt, date, short} at {expiresAt, time, short}.',
  },
  blocks: [
    hello,
    paragraph(
      'Quelqu’un a demandé à enregistrer cette adresse e-mail chez {insurerName}. Si c’est vous, ouvrez ce lien :',
      'Somebody asked to register this e-mail address with {insurerName}. If it was you, open this link:',
    ),
    { kind: 'link', label: { fr: 'Confirmer mon adresse', en: 'Confirm my address' }, url: 'link' },
    paragraph(
      'Ou tapez ce code sur la page où vous avez fait la demande :',
      'Or type this code on the page where you asked:',
    ),
    { kind: 'code', value: 'mailCode' },
    paragraph(
      'Le lien et le code servent jusqu’au {expiresAt, date, long} à {expiresAt, time, short}. Il vous sera ensuite demandé de vous connecter ou de taper le code d’une lettre.',
      'The link and the code work until {expiresAt, date, long} at {expiresAt, time, short}. You will then be asked to sign in, or to type the code from a letter.',
    ),
    warning(
      'Ne transmettez jamais ce lien ni ce code, à personne.',
      'Never pass this link or this code on to anyone.',
    ),
    paragraph(
      'Vous n’avez rien demandé ? Supprimez ce message : sans vous, cette adresse ne sera pas enregistrée.',
      'Did you not ask for this? Delete this message: without you, this address will not be registered.',
    ),
  ],
};
