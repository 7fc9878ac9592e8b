import { chose, type ExpectedFlow, each, login } from './expected-flow.ts';

const elsewhere = ['code-reset', 'change-code', 'sign-in-help'];
const accepted = { accepted: { requestId: 'BCDF-GHJK', mail: {} } };
const capped = { refused: { id: 'messages-capped' } };
const tooLong = 'é'.repeat(4_001);

/** P09: from anywhere and back to the same question; a message is read by somebody. */
export const person: ExpectedFlow = {
  id: 'person',
  begun: { plain: { to: 'showing-contacts' } },
  answers: {
    'a message': { message: 'Rappelez-moi, merci.' },
    nothing: { message: ' ' },
    'too much': { message: tooLong },
  },
  outcomes: { writing: { accepted, capped } },
  states: {
    'showing-contacts': {
      says: ['person.contacts'],
      offers: ['write', 'back'],
      outcome: 'to-a-person',
      contacts: 'person',
      on: { 'chose write': 'writing', 'chose back': 'back-to-the-question' },
    },
    writing: {
      says: ['person.write'],
      asks: ['message'],
      offers: ['back'],
      contacts: 'person',
      on: {
        'answered a message': 'sending',
        'answered nothing': 'writing !field-missing@message',
        'answered too much': 'writing !text-too-long@message',
        'chose back': 'back-to-the-question',
      },
    },
    sending: {
      on: {
        'writing: accepted': 'sent +tellDesk',
        'writing: capped': 'writing !messages-capped',
        'writing fails': 'writing !unavailable',
      },
    },
    sent: {
      says: ['person.sent'],
      offers: ['back'],
      outcome: 'requested',
      contacts: 'person',
      on: { 'chose back': 'back-to-the-question' },
    },
    'back-to-the-question': {},
  },
};

/** Where nobody reads messages, as at a guide: whom to call, and back. */
export const personToCall: ExpectedFlow = {
  id: 'person',
  begun: person.begun,
  states: {
    'showing-contacts': {
      ...person.states['showing-contacts'],
      offers: ['back'],
      on: { 'chose back': 'back-to-the-question' },
    },
    'back-to-the-question': {},
  },
};

const urgent = 'care-request.emergency';
const care = { contacts: 'care' } as const;
const line = 'é'.repeat(201);

/** D12-D14, L13: the desk's number in every step; who asks has signed in. */
export const careRequest: ExpectedFlow = {
  id: 'care-request',
  desk: 'care',
  begun: { plain: { to: 'choosing-request' } },
  answers: {
    'who and where': { beneficiary: 'Ève Essai', provider: 'Hôpital, Lyon' },
    nobody: { beneficiary: '', provider: 'Hôpital, Lyon' },
    nowhere: { beneficiary: 'Ève Essai', provider: '' },
    'too long a name': { beneficiary: line, provider: 'Hôpital, Lyon' },
    when: { careDate: '12 mars', details: '' },
    'when, with details': { careDate: '12 mars', details: 'Chambre seule' },
    never: { careDate: '', details: '' },
    'too many details': { careDate: '12 mars', details: 'é'.repeat(1_001) },
    agreement: { beneficiary: 'Ève Essai', acceptTeletransmission: true },
    'agreement of nobody': { beneficiary: '', acceptTeletransmission: true },
    'no agreement': { beneficiary: 'Ève Essai', acceptTeletransmission: false },
  },
  outcomes: {
    proof: {
      login: { login },
      ...Object.fromEntries(elsewhere.map((flow) => [`to ${flow}`, { next: flow }])),
      'terms refused': {},
    },
    request: { accepted, capped, gone: { gone: true } },
  },
  states: {
    'choosing-request': {
      says: [urgent, 'care-request.ask'],
      offers: ['hospital', 'practitioner', 'optician', 'quote', 'teletransmission'],
      ...care,
      on: {
        ...Object.fromEntries(
          ['hospital', 'practitioner', 'optician', 'quote'].map((kind) => [
            `chose ${kind}`,
            ['proving', 'awaiting-who'],
          ]),
        ),
        'chose teletransmission': ['proving', 'awaiting-agreement'],
      },
    },
    proving: {
      on: {
        'proof: login': ['awaiting-who', 'awaiting-agreement', 'confirming'],
        ...each(
          elsewhere.map((flow) => `proof: to ${flow}`),
          'left',
        ),
        'proof: terms refused': 'choosing-request',
      },
    },
    'awaiting-who': {
      says: [urgent, 'care-request.who'],
      asks: ['beneficiary', 'provider'],
      offers: ['back'],
      ...care,
      on: {
        'answered who and where': 'awaiting-when',
        'answered nobody': 'awaiting-who !field-missing@beneficiary',
        'answered nowhere': 'awaiting-who !field-missing@provider',
        'answered too long a name': 'awaiting-who !text-too-long@beneficiary',
        'chose back': 'choosing-request',
      },
    },
    'awaiting-when': {
      says: [urgent, 'care-request.when'],
      asks: ['careDate', 'details'],
      offers: ['back'],
      ...care,
      on: {
        'answered when': 'confirming',
        'answered when, with details': 'confirming',
        'answered never': 'awaiting-when !field-missing@careDate',
        'answered too many details': 'awaiting-when !text-too-long@details',
        'chose back': 'awaiting-who',
      },
    },
    'awaiting-agreement': {
      says: [urgent, 'care-request.agreement'],
      asks: ['beneficiary', 'acceptTeletransmission'],
      offers: ['back'],
      ...care,
      on: {
        'answered agreement': 'confirming',
        'answered agreement of nobody': 'awaiting-agreement !field-missing@beneficiary',
        'answered no agreement': 'awaiting-agreement !agreement-needed@acceptTeletransmission',
        'chose back': 'choosing-request',
      },
    },
    confirming: {
      says: [urgent, 'care-request.summary', 'care-request.confirm'],
      offers: ['send', 'correct'],
      ...care,
      on: { 'chose send': 'sending', 'chose correct': ['awaiting-who', 'awaiting-agreement'] },
    },
    sending: {
      on: {
        'request: accepted': 'requested +tellDesk',
        'request: capped': 'confirming !messages-capped',
        // P05, X16
        'request: gone': 'proving',
        'request fails': 'confirming !unavailable',
      },
    },
    requested: {
      says: ['care-request.requested', urgent],
      offers: ['another', 'information'],
      outcome: 'requested',
      ...care,
      on: { ...chose(['another'], 'choosing-request'), ...chose(['information'], 'left') },
    },
    left: {},
  },
};
