import {
  adeliCard,
  type ExpectedStep,
  expectedExit,
  expectedPassword,
  expectedStep,
  facts,
  issued,
  passwordEnds,
  troubled,
  troubleEnds,
} from './ecps-steps.ts';
import type { ExpectedFlow } from './expected-flow.ts';

const lost = {
  'heard WALLET.PHONE_LOST': 'phone-lost',
  'heard WALLET.PHONE_INCOMPATIBLE': 'phone-incompatible',
  'heard WALLET.ACTIVATED': 'activated',
};
/** With the wallet connected an activation has begun by then; guided, the person begins at the scan. */
const again = 'reissuing';
const guidedAgain = 'scanning.doing';

const guided = (name: string, worked: string, back: string, notes: readonly string[] = []) =>
  expectedStep(name, { says: [`ecps-card.${name}`, ...notes], worked, restart: guidedAgain, back });
/** What cannot be issued leads back to the last of these, with or without an activation. */
const before = (name: string, worked: ExpectedStep['worked'], more: Partial<ExpectedStep> = {}) =>
  expectedStep(name, { says: [`ecps-card.${name}`], worked, meanwhile: lost, ...more });

const scanned = {
  ...lost,
  'heard WALLET.SCANNED': 'adding-phone.awaiting-add-code',
  'heard WALLET.QR_EXPIRED': 'qr-expired',
  'after qrLife': 'qr-expired',
};
const adding = {
  ...lost,
  // What the guide asks may also be done on the wallet's own site.
  'heard WALLET.PHONE_ADDED': 'choosing-pin.choosing',
  'heard WALLET.ADD_CODE_EXPIRED': 'add-code-expired',
  'after addCodeLife': 'add-code-expired',
};

/** Method A, E10-E20, E65, P10, P15, P16. */
export const ecpsCard: ExpectedFlow = {
  id: 'ecps-card',
  begun: {
    'with the wallet': { given: { connected: true }, to: 'installing-app.doing' },
    guiding: { given: { connected: false }, to: 'installing-app.doing' },
    'with the wallet, with the card of an ADELI number': {
      given: { connected: true, card: adeliCard },
      to: 'installing-app.doing',
    },
    'guiding, with the card of an ADELI number': {
      given: { connected: false, card: adeliCard },
      to: 'installing-app.doing',
    },
  },
  answers: { typed: { addCode: 'A12345' } },
  events: facts(
    [
      'WALLET.SCANNED',
      'WALLET.QR_EXPIRED',
      'WALLET.ADD_CODE_EXPIRED',
      'WALLET.PHONE_ADDED',
      'WALLET.PHONE_LOST',
      'WALLET.PHONE_INCOMPATIBLE',
      'WALLET.ACTIVATED',
    ],
    ['WALLET.SCANNED', 'WALLET.QR_EXPIRED'],
  ),
  outcomes: {
    issue: { issued },
    reissue: { issued },
    add: { added: 'added', wrong: 'wrong', void: 'void' },
    trouble: troubleEnds,
    password: passwordEnds,
  },
  states: {
    ...before('installing-app', 'opening-site.doing', {
      says: ['ecps.installing-app'],
      back: 'left',
      cardNo: 'left',
    }),
    ...before('opening-site', 'reading-card.doing', { back: 'installing-app.doing', cardNo: 'left' }),
    ...before('reading-card', 'accepting-conditions.doing', { back: 'opening-site.doing', cardNo: 'left' }),
    ...before('accepting-conditions', 'opening-app.doing', { back: 'reading-card.doing', cardNo: 'left' }),
    ...before('opening-app', ['issuing', 'reissuing', guidedAgain], {
      back: 'accepting-conditions.doing',
      cardNo: 'left',
    }),
    issuing: {
      on: { 'issue: issued': 'showing-qr.waiting', 'issue fails': 'opening-app.doing !unavailable' },
    },
    reissuing: {
      on: { 'reissue: issued': 'showing-qr.waiting', 'reissue fails': 'opening-app.doing !unavailable' },
    },
    'showing-qr.waiting': {
      says: ['ecps-card.showing-qr'],
      offers: ['failed', 'restart'],
      on: { ...scanned, 'chose failed': 'showing-qr.trouble', 'chose restart': again },
    },
    'showing-qr.trouble': {
      on: { ...scanned, ...troubled({ back: 'showing-qr.waiting', restart: again }).on },
    },
    'qr-expired': expectedExit('qr-expired', again, { on: lost }),
    'adding-phone.awaiting-add-code': {
      says: ['ecps-card.add-code.ask'],
      asks: ['addCode'],
      offers: ['failed', 'restart'],
      on: {
        ...adding,
        'answered typed': 'adding-phone.typing',
        'chose failed': 'adding-phone.trouble',
        'chose restart': again,
      },
    },
    'adding-phone.typing': {
      on: {
        'add: added': 'choosing-pin.choosing',
        'add: wrong': 'adding-phone.add-code-wrong !add-code-wrong@addCode',
        'add: void': 'add-code-expired',
        'add fails': 'adding-phone.awaiting-add-code !unavailable',
      },
    },
    'adding-phone.add-code-wrong': {
      says: ['ecps.add-code-wrong'],
      asks: ['addCode'],
      offers: ['restart'],
      contacts: 'ecps-app',
      on: { ...adding, 'answered typed': 'adding-phone.typing', 'chose restart': again },
    },
    'adding-phone.trouble': {
      on: { ...adding, ...troubled({ back: 'adding-phone.awaiting-add-code', restart: again }).on },
    },
    'add-code-expired': expectedExit('add-code-expired', again, { on: lost }),
    ...guided('scanning', 'typing-add-code.doing', 'opening-app.doing'),
    ...guided('typing-add-code', 'creating-password.doing', 'scanning.doing'),
    ...guided('creating-password', 'activated', 'typing-add-code.doing', ['ecps.password-rules']),
    ...expectedPassword(again, 'add-code-expired', lost),
    'phone-lost': expectedExit('phone-lost', again, { outcome: 'to-a-person', on: lost }),
    'phone-incompatible': expectedExit('phone-incompatible', again, { outcome: 'to-a-person', on: lost }),
    activated: {},
    left: {},
  },
};
