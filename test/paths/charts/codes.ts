import { chose, codesOf, type ExpectedFlow, letterReminders, link, nir, temporary } from './expected-flow.ts';

/** F03, F09, X05, X07, X09. */
export function chooseCode(length: number): ExpectedFlow {
  const { next, other, short } = codesOf(length);
  return {
    id: 'choose-code',
    begun: {
      'by a temporary code': {
        given: { right: temporary, notices: ['first-connection.step-2'] },
        to: 'awaiting-new-code',
      },
      'by a link': { given: { right: link, notices: ['new-code.intro'] }, to: 'awaiting-new-code' },
    },
    answers: {
      typed: { newCode: next, confirmCode: next },
      short: { newCode: short, confirmCode: short },
      'two codes': { newCode: next, confirmCode: other },
    },
    outcomes: {
      setting: {
        set: { set: true },
        'too easy': { set: false, refused: { id: 'code-too-easy', field: 'newCode' } },
        lost: { set: false, lost: 'link-spent' },
      },
    },
    states: {
      'awaiting-new-code': {
        says: ['choose-code.ask', 'choose-code.rules'],
        asks: ['newCode', 'confirmCode'],
        offers: [],
        on: {
          'answered typed': 'setting',
          'answered short': 'awaiting-new-code !code-length@newCode',
          'answered two codes': 'awaiting-new-code !codes-differ@confirmCode',
        },
      },
      setting: {
        on: {
          'setting: set': 'set',
          'setting: too easy': 'awaiting-new-code !code-too-easy@newCode',
          'setting: lost': 'lost',
          'setting fails': 'awaiting-new-code !unavailable',
        },
      },
      set: {},
      lost: {},
    },
  };
}

/** R05, R06, X08, X09. */
export const newCode: ExpectedFlow = {
  id: 'new-code',
  begun: { 'by a link': { given: { right: link }, to: 'choosing-code' } },
  outcomes: { choice: { set: { set: true }, lost: { set: false, lost: 'link-spent' } } },
  states: {
    'choosing-code': { on: { 'choice: set': 'code-set', 'choice: lost': 'link-dead !link-spent' } },
    'code-set': {
      says: ['new-code.saved'],
      offers: ['sign-in'],
      outcome: 'code-set',
      on: chose(['sign-in'], 'left'),
    },
    'link-dead': {
      says: ['new-code.link-dead'],
      offers: ['code-reset', 'sign-in'],
      on: chose(['code-reset', 'sign-in'], 'left'),
    },
    left: {},
  },
};

/** X11: with the NIR the mail's short code proves as much as its link. */
export const mailCode: ExpectedFlow = {
  id: 'mail-code',
  begun: { plain: { to: 'proving' } },
  outcomes: {
    proof: {
      proven: { accepted: link },
      'to code-reset': { next: 'code-reset' },
      'to sign-in': { next: 'sign-in' },
    },
  },
  states: {
    proving: {
      on: { 'proof: proven': 'proven', 'proof: to code-reset': 'left', 'proof: to sign-in': 'left' },
    },
    proven: {},
    left: {},
  },
};

/** F06, F08, F10. */
export const changeCode: ExpectedFlow = {
  id: 'change-code',
  begun: { plain: { to: 'changing' } },
  outcomes: {
    change: {
      changed: { accepted: true },
      'to code-reset': { next: 'code-reset' },
      'to sign-in': { next: 'sign-in' },
      'to sign-in-help': { next: 'sign-in-help' },
    },
  },
  states: {
    changing: {
      on: {
        'change: changed': 'code-set',
        'change: to code-reset': 'left',
        'change: to sign-in': 'left',
        'change: to sign-in-help': 'left',
      },
    },
    'code-set': {
      says: ['change-code.saved'],
      offers: ['sign-in'],
      outcome: 'code-set',
      on: chose(['sign-in'], 'left'),
    },
    left: {},
  },
};

const requestAnswer = { followUp: '123456', expectedBy: 0 };
const afterRequest = ['mail-code', 'letter-status', 'sign-in'];

/** R01-R10, X10, X12, P07. */
export const codeReset: ExpectedFlow = {
  id: 'code-reset',
  begun: { plain: { to: 'awaiting-nir' } },
  answers: { typed: { nir }, 'malformed NIR': { nir: '1 84 06 13 055 012 29' } },
  outcomes: { request: { taken: requestAnswer }, letter: { taken: requestAnswer } },
  states: {
    'awaiting-nir': {
      says: ['code-reset.ask', 'code-reset.at-hand'],
      asks: ['nir'],
      offers: afterRequest,
      on: {
        'answered typed': 'requesting',
        'answered malformed NIR': 'awaiting-nir !nir-invalid@nir',
        ...chose(afterRequest, 'left'),
      },
    },
    requesting: { on: { 'request: taken': 'requested', 'request fails': 'awaiting-nir !unavailable' } },
    requested: {
      says: ['code-reset.requested', 'code-reset.follow-up'],
      offers: ['not-received', ...afterRequest],
      outcome: 'code-requested',
      contacts: 'letter',
      reminds: letterReminders,
      on: { 'chose not-received': 'requesting-letter', ...chose(afterRequest, 'left') },
    },
    'requesting-letter': {
      on: { 'letter: taken': 'letter-requested', 'letter fails': 'requested !unavailable' },
    },
    'letter-requested': {
      says: ['code-reset.letter-requested', 'code-reset.follow-up'],
      offers: ['letter-status', 'sign-in'],
      outcome: 'code-requested',
      contacts: 'letter',
      reminds: letterReminders,
      on: chose(['letter-status', 'sign-in'], 'left'),
    },
    left: {},
  },
};
