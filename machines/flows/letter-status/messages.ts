import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {
  'letter-status.ask': {
    fr: 'Où est ma lettre ?',
    en: 'Where is my letter?',
  },
  'letter-status.without-follow-up': {
    fr: 'Vous n’avez plus le numéro de suivi. Il s’est affiché, ou vous a été dit au téléphone, à la fin de votre demande de code ; il n’est envoyé nulle part. Par sécurité, sans lui, nous ne disons rien ici d’une lettre, à personne. Quand une demande donne lieu à une lettre, celle-ci arrive {letterDelay}.',
    en: 'You no longer have the follow-up number. It was shown to you, or told you on the phone, at the end of your request for a code; it is sent nowhere. For safety, without it we say nothing here about a letter, to anybody. When a request leads to a letter, the letter arrives {letterDelay}.',
  },
  'letter-status.new-request': {
    fr: 'Vous pouvez faire une nouvelle demande : elle donne un autre numéro de suivi, et son délai part d’aujourd’hui. Si une lettre est déjà en route ou chez vous, son code reste valable, et rien d’autre n’est envoyé tant qu’il l’est. Un code imprimé reste valable aussi. Vous pouvez aussi en parler à quelqu’un.',
    en: 'You can make a new request: it gives another follow-up number, and its delay begins today. If a letter is on its way or with you already, its code stays valid, and nothing else is sent while it is. A printed code stays valid too. You can also talk to a person.',
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

  'letter-status.choice.no-follow-up': {
    fr: 'Je n’ai pas le numéro de suivi',
    en: 'I do not have the follow-up number',
  },
  'letter-status.choice.code-reset': { fr: 'Demander un nouveau code', en: 'Ask for a new code' },
  'letter-status.choice.back': { fr: 'J’ai retrouvé ce numéro', en: 'I have found the number' },
};
