import type { Catalog } from '../../messages/catalog.ts';

export const messages: Catalog = {
  'care-request.emergency': {
    fr: 'Si c’est urgent, ou si vous êtes déjà à l’hôpital, appelez d’abord : {careDesk}. Si une vie est en danger, faites le 15 ou le 112.',
    en: 'If it is urgent, or if you are in hospital already, call first: {careDesk}. If a life is in danger, dial 15 or 112.',
  },
  'care-request.ask': {
    fr: 'Que voulez-vous demander ?',
    en: 'What would you like to ask for?',
  },
  'care-request.sign-in-first': {
    fr: 'Pour votre sécurité, connectez-vous avant de faire cette demande. C’est urgent ? Appelez le {careDesk}.',
    en: 'For your safety, please sign in before you make this request. Is it urgent? Call {careDesk}.',
  },
  'care-request.signed-out': {
    fr: 'Vous n’êtes plus connecté : votre demande n’est pas encore partie. Reconnectez-vous, ce que vous avez écrit est gardé. C’est urgent ? Appelez le {careDesk}.',
    en: 'You are not signed in any more: your request has not been sent yet. Sign in again, what you wrote is kept. Is it urgent? Call {careDesk}.',
  },
  'care-request.not-signed-in': {
    fr: 'Sans connexion, la demande ne peut pas partir d’ici. Le service des prises en charge répond aussi au téléphone.',
    en: 'Without signing in the request cannot be sent from here. The care desk also answers by phone.',
  },
  'care-request.who': {
    fr: 'Qui sera soigné, et où ?',
    en: 'Who will be treated, and where?',
  },
  'care-request.when': {
    fr: 'Quand auront lieu les soins ?',
    en: 'When will the care take place?',
  },
  'care-request.agreement': {
    fr: 'Pour qui voulez-vous la télétransmission ?',
    en: 'Who is the télétransmission for?',
  },
  'care-request.summary': {
    fr: 'Votre demande : {kind, select, hospital {Prise en charge à l’hôpital} practitioner {Prise en charge chez un praticien} optician {Prise en charge chez l’opticien} quote {Devis à étudier} other {Télétransmission, avec votre accord écrit}}.\n\nPersonne soignée : {beneficiary}.{kind, select, teletransmission {} other {\n\nOù : {provider}.\n\nQuand : {careDate}.}}{hasDetails, select, yes {\n\nPrécisions : {details}} other {}}',
    en: 'Your request: {kind, select, hospital {Care authorisation for a hospital} practitioner {Care authorisation for a practitioner} optician {Care authorisation for an optician} quote {Quote to be examined} other {Télétransmission, with your written agreement}}.\n\nPerson treated: {beneficiary}.{kind, select, teletransmission {} other {\n\nWhere: {provider}.\n\nWhen: {careDate}.}}{hasDetails, select, yes {\n\nDetails: {details}} other {}}',
  },
  'care-request.confirm': {
    fr: 'Pouvons-nous envoyer cette demande ?',
    en: 'May we send this request?',
  },
  'care-request.requested': {
    fr: 'Votre demande est partie au service des prises en charge. Notez sa référence : {requestId}. Sans nouvelles, appelez ce service et donnez-la.',
    en: 'Your request has been sent to the care desk. Note its reference: {requestId}. If you hear nothing, call the desk and give it.',
  },
  'care-request.choice.hospital': {
    fr: 'Une hospitalisation (établissement conventionné)',
    en: 'A hospital stay (hospital under agreement)',
  },
  'care-request.choice.practitioner': { fr: 'Des soins chez un praticien', en: 'Care by a practitioner' },
  'care-request.choice.optician': { fr: 'Des lunettes ou lentilles', en: 'Glasses or contact lenses' },
  'care-request.choice.quote': { fr: 'L’étude d’un devis', en: 'A quote to be examined' },
  'care-request.choice.teletransmission': { fr: 'La télétransmission', en: 'Télétransmission' },
  'care-request.choice.back': { fr: 'Étape précédente', en: 'Previous step' },
  'care-request.choice.send': { fr: 'Envoyer ma demande', en: 'Send my request' },
  'care-request.choice.correct': { fr: 'Corriger', en: 'Make a change' },
  'care-request.choice.another': { fr: 'Faire une autre demande', en: 'Make another request' },
  'error.agreement-needed': {
    fr: 'La télétransmission demande votre accord écrit : cochez la case, ou revenez à l’étape précédente.',
    en: 'Télétransmission needs your written agreement: tick the box, or go back one step.',
  },
};
