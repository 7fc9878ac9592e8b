import { adeliCard } from './ecps-steps.ts';
import { type ExpectedFlow, type ExpectedState, each, type Given } from './expected-flow.ts';

const methods = ['with-card', 'by-mail'];

/** E01-E03. */
export const ecps: ExpectedFlow = {
  id: 'ecps',
  desk: 'ecps-app',
  begun: { plain: { to: 'asking-card' } },
  outcomes: {
    wallet: { connected: { connected: true }, 'not connected': { connected: false } },
    card: {
      activated: { activated: true },
      'over to the mail': { activated: false },
      back: { activated: false, turnedBack: true },
    },
    mail: {
      activated: { activated: true },
      'over to the card': { activated: false, card: adeliCard },
      back: { activated: false, turnedBack: true },
    },
  },
  states: {
    'asking-card': {
      says: ['ecps.goal', 'ecps.ask'],
      offers: ['card-yes', 'card-no'],
      on: each(['chose card-yes', 'chose card-no'], 'looking-at-wallet'),
    },
    'looking-at-wallet': {
      on: { 'wallet: connected': methods, 'wallet: not connected': methods, 'wallet fails': methods },
    },
    'with-card': {
      on: {
        'card: activated': 'activated',
        'card: over to the mail': 'by-mail',
        'card: back': 'asking-card',
      },
    },
    'by-mail': {
      on: {
        'mail: activated': 'activated',
        'mail: over to the card': 'with-card',
        'mail: back': 'asking-card',
      },
    },
    activated: { says: ['ecps.activated', 'ecps.every-opening'], outcome: 'activated', on: {} },
  },
};

/** E20, E40, E50-E53, P06. */
export const ecpsPassword: ExpectedFlow = {
  id: 'ecps-password',
  begun: { plain: { given: { activation: 'a' }, to: 'choosing-pin' } },
  answers: {
    typed: { pin: '7391', confirmPin: '7391' },
    short: { pin: '739', confirmPin: '739' },
    long: { pin: '73915', confirmPin: '73915' },
    letters: { pin: '73g1', confirmPin: '73g1' },
    'two passwords': { pin: '7391', confirmPin: '7392' },
  },
  outcomes: { setting: { active: 'active', 'too easy': 'too-easy', void: 'void' } },
  states: {
    'choosing-pin': {
      says: ['ecps-password.ask', 'ecps.password-rules'],
      asks: ['pin', 'confirmPin'],
      offers: ['failed', 'restart'],
      on: {
        'answered typed': 'setting',
        ...each(['answered short', 'answered long', 'answered letters'], 'choosing-pin !code-length@pin'),
        'answered two passwords': 'choosing-pin !codes-differ@confirmPin',
        ...each(['chose failed', 'chose restart'], 'over'),
      },
    },
    setting: {
      on: {
        'setting: active': 'over',
        'setting: too easy': 'choosing-pin !pin-too-easy@pin',
        'setting: void': 'over',
        'setting fails': 'choosing-pin !unavailable',
      },
    },
    over: {},
  },
};

interface Exit {
  /** Whom the source names (E60-E65). */
  readonly contacts: string;
  readonly offers?: readonly string[];
  readonly outcome?: string;
}

/** P15: each trouble, and exactly the contact the source gives for it. */
const exits: Readonly<Record<string, Exit>> = {
  'card-problem': { contacts: 'ecps-card', offers: ['card-no'], outcome: 'to-a-person' },
  'app-problem': { contacts: 'ecps-app', outcome: 'to-a-person' },
  'details-outdated': { contacts: 'ecps-details', offers: ['details-problem'], outcome: 'informed' },
  'details-problem': { contacts: 'ecps-card', outcome: 'to-a-person' },
  'phone-incompatible': { contacts: 'ecps-app', outcome: 'to-a-person' },
  'phone-lost': { contacts: 'ecps-app', outcome: 'to-a-person' },
  'qr-expired': { contacts: 'ecps-app' },
  'add-code-wrong': { contacts: 'ecps-app' },
  'mail-not-received': { contacts: 'ecps-app', offers: ['details-outdated'] },
  'sms-not-received': { contacts: 'ecps-app', offers: ['details-outdated'] },
  'sms-expired': { contacts: 'ecps-app' },
  'sms-wrong': { contacts: 'ecps-app' },
};

const leadsTo = (choice: string) => (choice in exits ? choice : 'over');

function shown(name: string, { contacts, offers = [], outcome }: Exit): ExpectedState {
  // Before there is anything to begin again, nothing offers it (E15); the card is read before that.
  const mayRestart = name !== 'card-problem';
  const ways = ({ restart }: Given) => (mayRestart && restart ? ['back', 'restart'] : ['back']);
  const taken = [...offers, 'back', ...(mayRestart ? ['restart'] : [])];
  return {
    says: [`ecps.${name}`],
    offers: (given) => [...offers, ...ways(given)],
    contacts,
    ...(outcome && { outcome }),
    on: Object.fromEntries(taken.map((choice) => [`chose ${choice}`, leadsTo(choice)])),
  };
}

/** Which troubles each step may be in, and whether there is something to begin again. */
const asked: Readonly<Record<string, { readonly problems: readonly string[]; readonly restart: boolean }>> = {
  'with the app and the card': {
    problems: ['app-problem', 'phone-incompatible', 'card-problem'],
    restart: false,
  },
  'with the app, to be used by mail': {
    problems: ['app-problem', 'phone-incompatible', 'details-outdated'],
    restart: false,
  },
  'with the card and the phone': {
    problems: ['card-problem', 'app-problem', 'phone-incompatible'],
    restart: false,
  },
  'with the card': { problems: ['card-problem'], restart: false },
  'with the conditions': { problems: ['card-problem', 'app-problem'], restart: false },
  'with the scan': {
    problems: ['qr-expired', 'app-problem', 'phone-incompatible', 'phone-lost'],
    restart: true,
  },
  'with the add code': { problems: ['add-code-wrong', 'app-problem', 'phone-lost'], restart: true },
  'at the end': { problems: ['app-problem', 'phone-lost'], restart: true },
  'with the details': { problems: ['details-outdated'], restart: false },
  'with the identifier': { problems: ['details-problem', 'app-problem'], restart: false },
  'with the request': { problems: ['app-problem', 'details-outdated', 'details-problem'], restart: false },
  'without a mail': { problems: ['mail-not-received'], restart: true },
  'with the mail': {
    problems: ['mail-not-received', 'qr-expired', 'app-problem', 'phone-incompatible', 'phone-lost'],
    restart: true,
  },
  'before the SMS': { problems: ['sms-not-received', 'app-problem', 'phone-lost'], restart: true },
  'without an SMS': { problems: ['sms-not-received'], restart: true },
  'with the SMS': {
    problems: ['sms-not-received', 'sms-expired', 'sms-wrong', 'app-problem', 'phone-lost'],
    restart: true,
  },
};

/** E60-E65, E34, P15. */
export const ecpsTrouble: ExpectedFlow = {
  id: 'ecps-trouble',
  begun: Object.fromEntries(
    Object.entries(asked).map(([name, given]) => [
      name,
      { given, to: given.problems.length > 1 ? 'asking' : given.problems[0]! },
    ]),
  ),
  states: {
    asking: {
      says: ['ecps-trouble.ask'],
      offers: ({ problems }) => [...(problems as readonly string[]), 'back'],
      on: Object.fromEntries(['back', ...Object.keys(exits)].map((id) => [`chose ${id}`, leadsTo(id)])),
    },
    ...Object.fromEntries(Object.entries(exits).map(([name, exit]) => [name, shown(name, exit)])),
    over: {},
  },
};
