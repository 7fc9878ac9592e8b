import { chose, type ExpectedFlow, type ExpectedState, letterReminders, nir } from './expected-flow.ts';

const menu = [
  'sign-in',
  'first-connection',
  'code-reset',
  'change-code',
  'letter-status',
  'sign-in-help',
  'information',
  'email-registration',
  'care-request',
  'ecps',
];

/** L08, X10. */
export const frontDoor: ExpectedFlow = {
  id: 'front-door',
  begun: { plain: { to: 'choosing' } },
  states: {
    choosing: { says: ['front-door.ask'], offers: menu, on: chose(menu, 'left') },
    left: {},
  },
};

/** What is asked of whoever says that their code does not work, in the insurer's order (K05-K08, K09, R11). */
export function ladder(rungs: readonly string[]): ExpectedFlow {
  const names = [...rungs.map((id) => `asking-${id}`), 'offering-new-code'];
  const back = (index: number) => (index > 0 ? { 'chose back': names[index - 1]! } : {});
  const offers = (choices: readonly string[], index: number) => (index > 0 ? [...choices, 'back'] : choices);
  const asking = rungs.map((id, index): [string, ExpectedState] => [
    names[index]!,
    {
      says: [`sign-in-help.${id}`],
      offers: offers(['yes', 'no', 'code-reset'], index),
      on: { 'chose yes': names[index + 1]!, ...chose(['no', 'code-reset'], 'left'), ...back(index) },
    },
  ]);
  const offering: ExpectedState = {
    says: ['sign-in-help.offering-new-code'],
    offers: offers(['request-code', 'sign-in'], rungs.length),
    outcome: 'informed',
    contacts: 'person',
    on: { ...chose(['request-code', 'sign-in'], 'left'), ...back(rungs.length) },
  };
  return {
    id: 'sign-in-help',
    begun: { plain: { to: names[0]! } },
    states: { ...Object.fromEntries(asking), 'offering-new-code': offering, left: {} },
  };
}

export const signInHelp: Readonly<Record<string, ExpectedFlow>> = {
  // ACS has the same.
  cpms: ladder(['typed-right', 'six-digits']),
  abela: ladder(['change-confirmed', 'six-digits', 'nir-right']),
};

const dates = { requestedAt: 0, expectedBy: 0 };

/** X12, X13, P07. */
export const letterStatus: ExpectedFlow = {
  id: 'letter-status',
  begun: { plain: { to: 'awaiting-follow-up' } },
  answers: {
    typed: { nir, followUp: '123456' },
    'malformed NIR': { nir: '284', followUp: '123456' },
    'malformed follow-up': { nir, followUp: '12345' },
  },
  outcomes: {
    look: {
      nothing: { found: false },
      'on its way': { found: true, late: false, resent: false, ...dates },
      late: { found: true, late: true, resent: false, ...dates },
      'late again': { found: true, late: true, resent: true, ...dates },
    },
    resend: { taken: dates },
  },
  states: {
    'awaiting-follow-up': {
      says: ['letter-status.ask'],
      asks: ['nir', 'followUp'],
      offers: ['no-follow-up', 'code-reset', 'sign-in'],
      on: {
        'answered typed': 'looking',
        'answered malformed NIR': 'awaiting-follow-up !nir-invalid@nir',
        'answered malformed follow-up': 'awaiting-follow-up !follow-up-wrong@followUp',
        'chose no-follow-up': 'without-follow-up',
        ...chose(['code-reset', 'sign-in'], 'left'),
      },
    },
    'without-follow-up': {
      says: ['letter-status.without-follow-up', 'letter-status.new-request'],
      offers: ['code-reset', 'sign-in', 'back'],
      contacts: 'letter',
      on: { 'chose back': 'awaiting-follow-up', ...chose(['code-reset', 'sign-in'], 'left') },
    },
    looking: {
      on: {
        'look: nothing': 'awaiting-follow-up !follow-up-wrong@followUp',
        'look: on its way': 'on-its-way',
        'look: late': 'late',
        'look: late again': 'late-again',
        'look fails': 'awaiting-follow-up !unavailable',
      },
    },
    'on-its-way': {
      says: ['letter-status.on-its-way'],
      offers: ['address-wrong', 'sign-in'],
      outcome: 'informed',
      reminds: letterReminders,
      on: { 'chose address-wrong': 'address-wrong', 'chose sign-in': 'left' },
    },
    late: {
      says: ['letter-status.late'],
      offers: ['resend', 'address-wrong'],
      contacts: 'letter',
      on: { 'chose resend': 'resending', 'chose address-wrong': 'address-wrong' },
    },
    resending: { on: { 'resend: taken': 'resent', 'resend fails': 'late !unavailable' } },
    resent: {
      says: ['letter-status.resent'],
      offers: ['address-wrong', 'sign-in'],
      outcome: 'code-requested',
      reminds: letterReminders,
      on: { 'chose address-wrong': 'address-wrong', 'chose sign-in': 'left' },
    },
    'late-again': {
      says: ['letter-status.late-again'],
      offers: ['sign-in'],
      outcome: 'to-a-person',
      contacts: 'letter',
      on: { 'chose sign-in': 'left' },
    },
    'address-wrong': {
      says: ['letter-status.address-wrong'],
      offers: ['sign-in'],
      outcome: 'to-a-person',
      contacts: 'address',
      on: { 'chose sign-in': 'left' },
    },
    left: {},
  },
};
