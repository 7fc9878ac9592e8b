import { chose, type ExpectedFlow, login, verified } from './expected-flow.ts';

const elsewhere = ['code-reset', 'change-code', 'sign-in-help'];
const leaving = (call: string) =>
  Object.fromEntries(elsewhere.map((flow) => [`${call}: to ${flow}`, 'left']));
const left = Object.fromEntries(elsewhere.map((flow) => [`to ${flow}`, { next: flow }]));
const known = {
  ready: { accepted: verified('ready') },
  'terms due': { accepted: verified('terms-due') },
  temporary: { accepted: verified('temporary') },
};

/** L04, P01, P02, P05, T01, T05, X14, X16. */
export const signIn: ExpectedFlow = {
  id: 'sign-in',
  begun: {
    plain: { to: 'identifying' },
    'after the first connection': { given: { notices: ['first-connection.code-saved'] }, to: 'identifying' },
    'known and ready': { given: { verified: verified('ready') }, to: 'opening' },
    'known, terms due': { given: { verified: verified('terms-due') }, to: 'awaiting-terms' },
  },
  answers: { ticked: { acceptTerms: true }, unticked: { acceptTerms: false } },
  outcomes: {
    identification: { ...known, ...left },
    personalisation: { login: { login }, ...left, 'terms refused': {} },
    terms: { recorded: { recorded: true }, 'no longer theirs': { recorded: false } },
    opening: {
      open: { standing: 'open', newBrowser: false },
      'open, new browser': { standing: 'open', newBrowser: true },
      'terms due': { standing: 'terms-due' },
      gone: { standing: 'gone' },
    },
  },
  states: {
    identifying: {
      on: {
        'identification: ready': 'opening',
        'identification: terms due': 'awaiting-terms',
        'identification: temporary': 'personalising',
        ...leaving('identification'),
      },
    },
    personalising: {
      on: {
        'personalisation: login': 'connected',
        ...leaving('personalisation'),
        'personalisation: terms refused': 'terms-refused',
      },
    },
    'awaiting-terms': {
      says: ['sign-in.terms', 'sign-in.terms-text'],
      asks: ['acceptTerms'],
      offers: ['refuse'],
      on: {
        'answered ticked': 'recording-terms',
        'answered unticked': 'awaiting-terms !terms-needed@acceptTerms',
        ...chose(['refuse'], 'terms-refused'),
      },
    },
    'recording-terms': {
      on: {
        'terms: recorded': 'opening',
        'terms: no longer theirs': 'identifying',
        'terms fails': 'awaiting-terms !unavailable',
      },
    },
    opening: {
      on: {
        'opening: open': 'connected',
        // X16
        'opening: open, new browser': 'connected +tellNewBrowser',
        'opening: terms due': 'awaiting-terms',
        'opening: gone': 'identifying',
        'opening fails': 'identifying',
      },
    },
    connected: { says: ['sign-in.connected'], outcome: 'connected' },
    'terms-refused': { says: ['sign-in.terms-refused'], outcome: 'abandoned' },
    left: {},
  },
};

/** F01-F05, P01. */
export const firstConnection: ExpectedFlow = {
  id: 'first-connection',
  begun: {
    plain: { to: 'identifying' },
    'known by a temporary code': { given: { verified: verified('temporary') }, to: 'choosing-code' },
  },
  outcomes: {
    identification: { ...known, ...left },
    choice: { set: { set: true }, lost: { set: false, lost: 'link-spent' } },
    'signing-in': { login: { login }, ...left, 'terms refused': {} },
  },
  states: {
    identifying: {
      on: {
        'identification: ready': 'signing-in',
        'identification: terms due': 'signing-in',
        'identification: temporary': 'choosing-code',
        ...leaving('identification'),
      },
    },
    'choosing-code': { on: { 'choice: set': 'signing-in', 'choice: lost': 'identifying' } },
    'signing-in': {
      on: {
        'signing-in: login': 'connected',
        ...leaving('signing-in'),
        'signing-in: terms refused': 'terms-refused',
      },
    },
    connected: { says: ['sign-in.connected'], outcome: 'connected' },
    'terms-refused': { says: ['sign-in.terms-refused'], outcome: 'abandoned' },
    left: {},
  },
};
