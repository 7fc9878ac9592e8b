import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {
  'sign-in-help.typed-right': {
    fr: 'Avez-vous bien tapé votre numéro de Sécurité sociale (13 caractères, ou 15 avec la clé) et {yourCode}, sans lettre à la place d’un chiffre ?',
    en: 'Did you type your social security number (13 characters, or 15 with the key) and {yourCode} correctly, with no letter instead of a digit?',
  },
  'sign-in-help.nir-right': {
    fr: 'Avez-vous bien tapé votre numéro de Sécurité sociale, celui de votre carte Vitale ?',
    en: 'Did you type your social security number correctly, as on your carte Vitale?',
  },
  'sign-in-help.six-digits': {
    fr: 'Le {codeName} que vous avez choisi compte-t-il exactement {codeLength} chiffres ?',
    en: 'Does the {codeName} you chose have exactly {codeLength} digits?',
  },
  'sign-in-help.change-confirmed': {
    fr: 'Après avoir choisi votre mot de passe, avez-vous vu le message qui dit que la modification est enregistrée ?',
    en: 'After choosing your password, did you see the message saying that the change was saved?',
  },
  'sign-in-help.offering-new-code': {
    fr: 'Si tout cela est juste, le plus sûr est de demander un nouveau {codeName} : vous pourrez vous connecter dès que vous l’aurez choisi.',
    en: 'If all that is right, the surest way is to ask for a new {codeName}: you can sign in as soon as you have chosen it.',
  },
  'sign-in-help.choice.code-reset': {
    fr: 'Je ne me souviens plus de mes identifiants',
    en: 'I no longer remember my sign-in details',
  },
  'sign-in-help.choice.back': { fr: 'Question précédente', en: 'Previous question' },
  'sign-in-help.choice.request-code': {
    fr: 'Demander un nouveau {codeName}',
    en: 'Ask for a new {codeName}',
  },
};
