import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {
  'letter-status.ask': {
    fr: 'Où est ma lettre ?',
    en: 'Where is my letter?',
  },
  'letter-status.on-its-way': {
    fr: 'Demande du {requestedAt, date, long}. Si elle donne lieu à une lettre, celle-ci est attendue au plus tard le {expectedBy, date, long}.',
    en: 'Request of {requestedAt, date, long}. If it leads to a letter, the letter is due at the latest on {expectedBy, date, long}.',
  },
  'letter-status.late': {
    fr: 'Demande du {requestedAt, date, long} : une lettre aurait dû arriver au plus tard le {expectedBy, date, long}. Nous pouvons en envoyer une autre ; le code de la première ne servira plus.',
    en: 'Request of {requestedAt, date, long}: a letter should have arrived by {expectedBy, date, long}. We can send another; the code of the first will no longer work.',
  },
  'letter-status.resent': {
    fr: 'C’est noté. Si ce numéro est celui d’un adhérent, une nouvelle lettre est attendue au plus tard le {expectedBy, date, long}.',
    en: 'Noted. If this number is a member’s, a new letter is due at the latest on {expectedBy, date, long}.',
  },
  'letter-status.late-again': {
    fr: 'La seconde lettre aurait dû arriver le {expectedBy, date, long}. Le mieux est d’en parler à quelqu’un, qui vérifiera votre adresse.',
    en: 'The second letter should have arrived by {expectedBy, date, long}. It is best to talk to a person, who will check your address.',
  },
  'letter-status.address-wrong': {
    fr: 'Pour votre sécurité, l’adresse postale ne se change pas ici. Écrivez ou téléphonez : une personne la corrigera avec vous.',
    en: 'For your safety the postal address is not changed here. Write or call: a person will correct it with you.',
  },
};
