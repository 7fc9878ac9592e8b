import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {
  'code-reset.ask': {
    fr: '{accountKind} - Réinitialisation du code d’accès',
    en: '{accountKind} - Get or reset your code',
  },
  'code-reset.at-hand': {
    fr: '{whereIsMyCode}',
    en: '{whereIsMyCode}',
  },
  'code-reset.requested': {
    fr: 'Votre demande de code d’accès est enregistrée. Si ce numéro est celui d’un adhérent, un e-mail arrive dans quelques minutes à l’adresse que nous connaissons : regardez aussi dans les indésirables. Sans adresse e-mail, une lettre part à son adresse postale et arrive {letterDelay}.',
    en: 'Your request for a code is registered. If this number is a member’s, an e-mail arrives within minutes at the address we know: look among the unwanted mail too. Without an e-mail address, a letter goes to the postal address and arrives {letterDelay}.',
  },
  'code-reset.follow-up': {
    fr: 'Notez votre numéro de suivi : {followUp}. Il permet de demander où en est la lettre, attendue au plus tard le {expectedBy, date, long}.',
    en: 'Note your follow-up number: {followUp}. With it you can ask about the letter, due at the latest on {expectedBy, date, long}.',
  },
  'code-reset.choice.not-received.weighs': {
    fr: 'Un e-mail peut mettre dix minutes, et se cacher dans les indésirables. Si une lettre part à sa place, le lien de l’e-mail ne sert plus. Faut-il envoyer la lettre ?',
    en: 'An e-mail can take ten minutes, and hide among the unwanted mail. If a letter goes out instead, the link in the e-mail no longer works. Shall the letter be sent?',
  },
  'code-reset.letter-requested': {
    fr: 'C’est noté. Si ce numéro est celui d’un adhérent, une lettre avec un code part à son adresse postale et arrive {letterDelay}. Le lien de l’e-mail ne sert plus.',
    en: 'Noted. If this number is a member’s, a letter with a code goes to the postal address and arrives {letterDelay}. The link in the e-mail no longer works.',
  },
};
