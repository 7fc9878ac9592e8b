import type { Message } from '../../../machines/messages/catalog.ts';
import { paragraph, type Template } from './template.ts';

/** What each fact of a request is called, by the id services give it. */
const labels: Readonly<Record<string, Message>> = {
  kind: { fr: 'Demande', en: 'Request' },
  member: { fr: 'Adhérent', en: 'Member' },
  nir: { fr: 'N° de Sécurité sociale (fin)', en: 'Social security number (end)' },
  client: { fr: 'Entreprise', en: 'Company' },
  email: { fr: 'E-mail', en: 'E-mail' },
  mobile: { fr: 'Mobile', en: 'Mobile' },
  beneficiary: { fr: 'Personne soignée', en: 'Person treated' },
  provider: { fr: 'Établissement ou professionnel', en: 'Hospital or professional' },
  careDate: { fr: 'Date des soins', en: 'Date of the care' },
  details: { fr: 'Précisions', en: 'Details' },
  from: { fr: 'Écrit depuis', en: 'Written from' },
  message: { fr: 'Message', en: 'Message' },
};

/** What is asked for. */
const kinds: Readonly<Record<string, Message>> = {
  hospital: { fr: 'Prise en charge, hospitalisation', en: 'Care authorisation, hospital' },
  practitioner: { fr: 'Prise en charge, praticien', en: 'Care authorisation, practitioner' },
  optician: { fr: 'Prise en charge, opticien', en: 'Care authorisation, optician' },
  quote: { fr: 'Étude d’un devis', en: 'Quote to be examined' },
  teletransmission: {
    fr: 'Télétransmission, accord écrit donné en ligne',
    en: 'Télétransmission, written agreement given online',
  },
};

/** From which flow somebody wrote. */
const flows: Readonly<Record<string, Message>> = {
  'front-door': { fr: 'L’accueil', en: 'The front door' },
  'sign-in': { fr: 'La connexion', en: 'Signing in' },
  'sign-in-help': { fr: 'L’aide à la connexion', en: 'Help with signing in' },
  'first-connection': { fr: 'La première connexion', en: 'The first connection' },
  'code-reset': { fr: 'La demande de code', en: 'The request for a code' },
  'mail-code': { fr: 'Le code reçu par e-mail', en: 'The code from the e-mail' },
  'new-code': { fr: 'Le choix d’un nouveau code', en: 'Choosing a new code' },
  'change-code': { fr: 'La modification du code', en: 'Changing the code' },
  'letter-status': { fr: 'Le suivi de la lettre', en: 'Following the letter' },
  information: { fr: 'Les informations', en: 'Information' },
  'email-registration': { fr: 'L’adresse e-mail', en: 'The e-mail address' },
  'care-request': { fr: 'La prise en charge', en: 'The care request' },
  ecps: { fr: 'L’activation de l’e-CPS', en: 'Activating the e-CPS' },
};

/** D12-D14, P09: to a desk of the insurer's. It is theirs, so it is in French whatever the member speaks. */
export const deskRequest: Template = {
  toDesk: true,
  subject: {
    fr: '{insurerName} : {desk, select, care {demande} other {message}} {requestId}',
    en: '{insurerName}: {desk, select, care {request} other {message}} {requestId}',
  },
  preview: {
    fr: 'Référence donnée à la personne : {requestId}',
    en: 'Reference given to the person: {requestId}',
  },
  blocks: [
    paragraph(
      '{desk, select, care {Demande faite par un adhérent connecté à son espace, le {at, date, long} à {at, time, short}.} other {Message écrit depuis le service en ligne le {at, date, long} à {at, time, short}, sans connexion : l’identité n’est pas vérifiée.}} La personne a reçu la référence {requestId}.',
      '{desk, select, care {Request made by a member signed in to their area, on {at, date, long} at {at, time, short}.} other {Message written from the online service on {at, date, long} at {at, time, short}, without signing in: the identity is not verified.}} The person was given the reference {requestId}.',
    ),
    { kind: 'facts', of: 'facts', labels, values: { kind: kinds, from: flows } },
    paragraph(
      'Les numéros de Sécurité sociale, codes et numéros de carte écrits dans le texte ont été retirés.',
      'Social security numbers, codes and card numbers written in the text were removed.',
    ),
  ],
};
