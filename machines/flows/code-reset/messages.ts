import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {
  'code-reset.ask': {
    fr: '{accountKind} - Réinitialisation du code d’accès',
    en: '{accountKind} - Get or reset {yourCode}',
  },
  'code-reset.at-hand': {
    fr: '{whereIsMyCode} Un nouveau {codeName} part par e-mail, ou par la poste si votre dossier n’a pas d’adresse e-mail.',
    en: '{whereIsMyCode} A new {codeName} is sent by e-mail, or by post if your file has no e-mail address.',
  },
  'code-reset.requested': {
    fr: 'Votre demande de {codeName} est enregistrée. Si ce numéro est celui d’un adhérent, un e-mail arrive dans quelques minutes. Regardez aussi dans vos courriers indésirables. Si nous n’avons pas d’adresse e-mail, une lettre arrive {letterDelay} à l’adresse postale.',
    en: 'Your request for a new {codeName} is registered. If this number is a member’s, an e-mail arrives within minutes. Look in your spam folder too. If we have no e-mail address, a letter arrives {letterDelay} at the postal address.',
  },
  'code-reset.follow-up': {
    fr: 'Notez votre numéro de suivi : {followUp}. Si une lettre part, elle arrive au plus tard le {expectedBy, date, long} ; ce numéro permet de demander où elle en est.',
    en: 'Note your follow-up number: {followUp}. If a letter is sent, it arrives by {expectedBy, date, long}; with this number you can ask where it is.',
  },
  'code-reset.choice.not-received.weighs': {
    fr: 'Un e-mail peut mettre dix minutes, et se cacher dans les courriers indésirables. Si une lettre part à sa place, le lien de l’e-mail ne sert plus. Faut-il envoyer la lettre ?',
    en: 'An e-mail can take ten minutes, and may be in your spam folder. If a letter goes out instead, the link in the e-mail no longer works. Shall the letter be sent?',
  },
  'code-reset.letter-requested': {
    fr: 'C’est noté. Si ce numéro est celui d’un adhérent, une lettre avec un {codeName} part à son adresse postale et arrive {letterDelay}. Le lien de l’e-mail ne sert plus.',
    en: 'Noted. If this number is a member’s, a letter with a new {codeName} goes to the postal address and arrives {letterDelay}. The link in the e-mail no longer works.',
  },
};
