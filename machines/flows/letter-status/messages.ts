import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {
  'letter-status.ask': {
    fr: 'Où est ma lettre ?',
    en: 'Where is my letter?',
  },
  'letter-status.without-follow-up': {
    fr: 'Vous n’avez plus le numéro de suivi. Il s’est affiché, ou vous a été dit au téléphone, à la fin de votre demande de code. Il n’est envoyé nulle part. Par sécurité, nous ne parlons ici d’une lettre à personne sans ce numéro. Si votre demande donne lieu à une lettre, elle arrive {letterDelay}.',
    en: 'You no longer have the follow-up number. It was given to you, on screen or over the phone, at the end of your request for a code. It is sent nowhere. For safety we cannot discuss a letter without it. If your request leads to a letter, it arrives {letterDelay}.',
  },
  'letter-status.new-request': {
    fr: 'Vous pouvez demander un nouveau {codeName}. Cela donne un autre numéro de suivi, et le délai part d’aujourd’hui. Si une lettre est déjà en route ou chez vous, son code reste valable et nous n’envoyons rien d’autre. Un code imprimé reste valable aussi. Vous pouvez aussi en parler à quelqu’un.',
    en: 'You can ask for a new {codeName}. This gives another follow-up number, and the delay begins today. If a letter is on its way or with you already, its code stays valid and we send nothing else. A printed code stays valid too. You can also talk to a person.',
  },
  'letter-status.on-its-way': {
    fr: 'Votre demande date du {requestedAt, date, long}. Si elle donne lieu à une lettre, celle-ci est attendue au plus tard le {expectedBy, date, long}.',
    en: 'Your request was made on {requestedAt, date, long}. If it leads to a letter, the letter arrives by {expectedBy, date, long}.',
  },
  'letter-status.late': {
    fr: 'Votre demande date du {requestedAt, date, long}. Si elle a donné lieu à une lettre, celle-ci aurait dû arriver au plus tard le {expectedBy, date, long}. Nous pouvons en envoyer une autre ; le code de la première ne servira plus.',
    en: 'Your request was made on {requestedAt, date, long}. If it led to a letter, the letter should have arrived by {expectedBy, date, long}. We can send another; the code of the first will no longer work.',
  },
  'letter-status.resent': {
    fr: 'C’est noté. Si ce numéro est celui d’un adhérent, une nouvelle lettre est attendue au plus tard le {expectedBy, date, long}.',
    en: 'Noted. If this number is a member’s, a new letter is due by {expectedBy, date, long}.',
  },
  'letter-status.late-again': {
    fr: 'Si une seconde lettre est partie, elle aurait dû arriver au plus tard le {expectedBy, date, long}. Le mieux est d’en parler à quelqu’un, qui vérifiera votre adresse.',
    en: 'If a second letter was sent, it should have arrived by {expectedBy, date, long}. It is best to talk to a person, who will check your address.',
  },
  'letter-status.address-wrong': {
    fr: 'Pour votre sécurité, l’adresse postale ne se change pas ici. Écrivez ou téléphonez : une personne la corrigera avec vous.',
    en: 'For your safety the postal address is not changed here. Write or call: a person will correct it with you.',
  },

  'letter-status.choice.no-follow-up': {
    fr: 'Je n’ai pas le numéro de suivi',
    en: 'I do not have the follow-up number',
  },
  'letter-status.choice.code-reset': { fr: 'Demander un nouveau {codeName}', en: 'Ask for a new {codeName}' },
  'letter-status.choice.resend.weighs': {
    fr: 'Si une autre lettre part, le code de la première ne servira plus. Faut-il en envoyer une autre ?',
    en: 'If another letter is sent, the code of the first will no longer work. Shall another be sent?',
  },
  'letter-status.choice.back': { fr: 'J’ai retrouvé ce numéro', en: 'I have found the number' },
};
