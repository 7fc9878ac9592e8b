import { chose, type ExpectedFlow, each, login, nir } from './expected-flow.ts';
import { expectedQuestion } from './guarded-question.ts';

/** Stands for what was asked, in the model. */
export const claim = { claim: 'c', address: 'nouvelle@example.test', expectedBy: 0 };
const fields = { company: '', lastName: 'Essai', firstName: 'Ève', nir, email: 'nouvelle@example.test' };
const elsewhere = ['code-reset', 'change-code', 'sign-in-help'];

/** D02-D04, P07. */
export const emailRegistration: ExpectedFlow = {
  id: 'email-registration',
  begun: {
    plain: { to: 'awaiting-details' },
    'by the mail’s link': { given: { claim }, to: 'choosing-proof' },
  },
  answers: {
    details: fields,
    'no last name': { ...fields, lastName: ' ' },
    'no first name': { ...fields, firstName: '' },
    'malformed NIR': { ...fields, nir: '284' },
    'two addresses': { ...fields, email: 'a@example.test, b@example.test' },
    'mail code': { mailCode: '12345678' },
    'short mail code': { mailCode: '1234567' },
  },
  outcomes: {
    asking: { asked: claim },
    mailbox: {
      confirmed: { mailbox: 'confirmed' },
      wrong: { mailbox: 'wrong' },
      dead: { mailbox: 'dead' },
    },
    login: {
      login: { login },
      ...Object.fromEntries(elsewhere.map((flow) => [`to ${flow}`, { next: flow }])),
      'terms refused': {},
    },
    letter: {
      proof: { accepted: { claim: 'c', address: 'nouvelle@example.test', member: 'm' } },
      'to email-registration': { next: 'email-registration' },
      'to sign-in': { next: 'sign-in' },
    },
    registration: {
      registered: { registered: { usableFrom: 0 } },
      gone: { refused: 'gone' },
      dead: { refused: 'dead' },
      'of another person': { refused: 'other-account' },
    },
  },
  states: {
    'awaiting-details': {
      says: ['email-registration.ask', 'email-registration.why'],
      asks: ['company', 'lastName', 'firstName', 'nir', 'email'],
      offers: ['letter-code'],
      contacts: 'email-registration',
      on: {
        'answered details': 'asking',
        'answered no last name': 'awaiting-details !field-missing@lastName',
        'answered no first name': 'awaiting-details !field-missing@firstName',
        'answered malformed NIR': 'awaiting-details !nir-invalid@nir',
        'answered two addresses': 'awaiting-details !email-invalid@email',
        'chose letter-code': 'proving-by-letter',
      },
    },
    asking: {
      on: { 'asking: asked': 'awaiting-mail-code', 'asking fails': 'awaiting-details !unavailable' },
    },
    'awaiting-mail-code': {
      says: ['email-registration.asked'],
      asks: ['mailCode'],
      offers: ['back'],
      on: {
        'chose back': 'awaiting-details',
        'answered mail code': 'confirming-mailbox',
        'answered short mail code': 'awaiting-mail-code !mail-code-length@mailCode',
      },
    },
    'confirming-mailbox': {
      on: {
        'mailbox: confirmed': 'choosing-proof',
        'mailbox: wrong': 'awaiting-mail-code !mail-code-wrong@mailCode',
        'mailbox: dead': 'awaiting-details !claim-dead',
        'mailbox fails': 'awaiting-mail-code !unavailable',
      },
    },
    'choosing-proof': {
      says: ['email-registration.mailbox-confirmed', 'email-registration.prove'],
      offers: ['sign-in', 'letter-code', 'letter-later'],
      on: {
        'chose sign-in': 'proving',
        'chose letter-code': 'proving-by-letter',
        'chose letter-later': 'letter-under-way',
      },
    },
    'letter-under-way': {
      says: ['email-registration.letter-under-way'],
      offers: ['letter-code', 'sign-in'],
      outcome: 'requested',
      on: { 'chose letter-code': 'proving-by-letter', 'chose sign-in': 'proving' },
    },
    proving: {
      on: {
        'login: login': 'confirming-address',
        ...each(
          elsewhere.map((flow) => `login: to ${flow}`),
          'left',
        ),
        'login: terms refused': 'choosing-proof',
      },
    },
    'proving-by-letter': {
      on: {
        'letter: proof': 'confirming-address',
        'letter: to email-registration': 'left',
        // With a mailbox confirmed, signing in is the other proof.
        'letter: to sign-in': ['left', 'proving'],
      },
    },
    'confirming-address': {
      says: ['email-registration.is-it-yours'],
      offers: ['yes', 'no'],
      on: { 'chose yes': 'registering', 'chose no': 'declined' },
    },
    registering: {
      on: {
        'registration: registered': 'registered',
        'registration: gone': 'choosing-proof !proof-gone',
        'registration: dead': 'awaiting-details !claim-dead',
        'registration: of another person': 'awaiting-details !other-account@nir',
        'registration fails': 'confirming-address !unavailable',
      },
    },
    registered: {
      says: ['email-registration.registered'],
      offers: ['information', 'sign-in'],
      outcome: 'registered',
      on: chose(['information', 'sign-in'], 'left'),
    },
    declined: { says: ['email-registration.declined'], contacts: 'person', outcome: 'abandoned' },
    left: {},
  },
};

/** D04, X11: what stands on the letter proves who has it, for one address. */
export const letterProof = expectedQuestion({
  id: 'letter-proof',
  fields: ['nir', 'letterCode'],
  elsewhere: ['email-registration', 'sign-in'],
  answers: {
    typed: { nir, letterCode: '123456' },
    'malformed NIR': { nir: '999', letterCode: '473829' },
    'short letter code': { nir, letterCode: '12345' },
  },
  malformed: { 'malformed NIR': 'nir-invalid@nir', 'short letter code': 'letter-code-length@letterCode' },
  wrong: 'letter-code-wrong',
  accepted: { proof: { claim: 'c', address: 'nouvelle@example.test', member: 'm' } },
  refused: { 'mailbox silent': 'email-not-confirmed', used: 'claim-dead' },
  blocks: false,
  begun: { plain: { to: 'awaiting-secret' } },
});
