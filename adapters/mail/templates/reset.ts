import { hello, paragraph, type Template, warning } from './template.ts';

/** R04, R05, X08, X11. */
export const reset: Template = {
  subject: { fr: '{insurerName} : choisissez {yourCode}', en: '{insurerName}: choose {yourCode}' },
  preview: {
    fr: 'Votre lien est valable une seule fois, jusqu’au {expiresAt, date, short} à {expiresAt, time, short}.',
    en: 'Your link works once, until {expiresAt, date, short} at {expiresAt, time, short}.',
  },
  blocks: [
    hello,
    paragraph(
      'Vous avez demandé à choisir {yourCode} pour vous connecter à votre {areaName} {insurerName}. Ouvrez ce lien, puis choisissez les {codeLength} chiffres qui vous conviennent :',
      'You asked to choose {yourCode} so that you can sign in to your {insurerName} {areaName}. Open this link, then choose the {codeLength} digits that suit you:',
    ),
    {
      kind: 'link',
      label: { fr: 'Choisir {yourCode}', en: 'Choose {yourCode}' },
      url: 'link',
    },
    paragraph(
      'Il est valable une seule fois, jusqu’au {expiresAt, date, long} à {expiresAt, time, short}.',
      'It works once, until {expiresAt, date, long} at {expiresAt, time, short}.',
    ),
    paragraph(
      'Le lien ne s’ouvre pas{keysTakeCodes, select, yes {, ou vous nous appelez} other {}} ? Tapez ce code à sa place, avec votre numéro de Sécurité sociale, sur notre site{keysTakeCodes, select, yes { ou sur les touches du téléphone} other {}} :',
      'Does the link not open{keysTakeCodes, select, yes {, or are you calling our voice service} other {}}? Type this code instead, on our site{keysTakeCodes, select, yes { or on the keys of your phone} other {}}, with your social security number:',
    ),
    { kind: 'code', value: 'mailCode' },
    warning(
      'Ne transmettez jamais ce lien ni ce code, à personne. Personne de chez nous ne vous les demandera.',
      'Never pass this link or this code on to anyone. Nobody here will ever ask you for them.',
    ),
    paragraph(
      'Vous n’avez rien demandé ? Vous pouvez supprimer ce message : rien n’a changé, et personne ne peut se servir du lien sans l’avoir reçu. Si cela se répète, prévenez-nous.',
      'Did you not ask for this? You can delete this message: nothing has changed, and nobody can use the link without having received it. If it happens again, let us know.',
    ),
  ],
};
