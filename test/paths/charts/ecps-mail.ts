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
import { type ExpectedFlow, each } from './expected-flow.ts';

/** From the request on, whatever is shown: the telephone may be lost, or be faster than the person. */
const lost = {
  'heard WALLET.PHONE_LOST': 'phone-lost',
  'heard WALLET.PHONE_INCOMPATIBLE': 'phone-incompatible',
  'heard WALLET.ACTIVATED': 'activated',
};
const again = 'requesting-again';
const guidedAgain = 'sending-request.doing';
const eitherAgain = [again, guidedAgain];
const identifying = 'identifying.awaiting-national-id';
const asking = 'awaiting-sms.awaiting-sms-code';

const step = (name: string, worked: ExpectedStep['worked'], more: Partial<ExpectedStep> = {}) =>
  expectedStep(name, { says: [`ecps-mail.${name}`], worked, ...more });

const mailed = {
  ...lost,
  'heard WALLET.SCANNED': 'choosing-sms.doing',
  'heard WALLET.QR_EXPIRED': 'mail-expired',
  'after mailLife': 'mail-expired',
};
/** Whoever has come back from the mail, which has left: what it shows may still be scanned. */
const scanned = { ...lost, 'heard WALLET.SCANNED': 'choosing-sms.doing' };
const texted = {
  ...lost,
  'heard WALLET.SMS_EXPIRED': 'sms-expired',
  'heard WALLET.SMS_WRONG': 'awaiting-sms.sms-wrong !sms-code-wrong@smsCode',
  'heard WALLET.SMS_ACCEPTED': 'choosing-pin.choosing',
  'after smsLife': 'sms-expired',
};

/** Method B, E30-E41, E65, P07, P10, P15, P16. */
export const ecpsMail: ExpectedFlow = {
  id: 'ecps-mail',
  begun: {
    'with the wallet': { given: { connected: true }, to: 'installing-app.doing' },
    guiding: { given: { connected: false }, to: 'installing-app.doing' },
  },
  answers: {
    'an identifier': { nationalId: '899700000013' },
    'an identifier with an odd check digit': { nationalId: '812345678901' },
    'an ADELI number': { nationalId: adeliCard },
    'half an identifier': { nationalId: '8 1234' },
    'a code': { smsCode: '135246' },
  },
  events: facts(
    [
      'WALLET.SCANNED',
      'WALLET.QR_EXPIRED',
      'WALLET.SMS_SENT',
      'WALLET.SMS_EXPIRED',
      'WALLET.SMS_WRONG',
      'WALLET.SMS_ACCEPTED',
      'WALLET.ACTIVATED',
      'WALLET.PHONE_LOST',
      'WALLET.PHONE_INCOMPATIBLE',
    ],
    ['WALLET.SCANNED', 'WALLET.QR_EXPIRED'],
  ),
  outcomes: {
    request: { requested: issued },
    'request-again': { requested: issued },
    sms: { sent: { sent: true, lifeMs: 600_000 }, refused: { sent: false } },
    type: { accepted: 'accepted', wrong: 'wrong', expired: 'expired', void: 'void' },
    trouble: troubleEnds,
    password: passwordEnds,
  },
  states: {
    ...step('installing-app', identifying, {
      says: ['ecps.installing-app'],
      back: 'left',
      meanwhile: scanned,
    }),
    [identifying]: {
      says: ['ecps-mail.national-id.ask', 'ecps-mail.details-needed'],
      asks: ['nationalId'],
      offers: ['details-outdated', 'failed', 'back'],
      on: {
        // What cannot be asked for leads back here, with or without an activation.
        ...scanned,
        ...Object.fromEntries(
          ['answered an identifier', 'answered an identifier with an odd check digit'].map((label) => [
            label,
            ['requesting', 'requesting-again', guidedAgain],
          ]),
        ),
        'answered an ADELI number': 'adeli-card-only',
        'answered half an identifier': `${identifying} !id-invalid@nationalId`,
        'chose details-outdated': 'identifying.details-outdated',
        'chose failed': 'identifying.trouble',
        'chose back': 'installing-app.doing',
      },
    },
    'identifying.details-outdated': { on: { ...scanned, ...troubled({ back: identifying }).on } },
    'identifying.trouble': { on: { ...scanned, ...troubled({ back: identifying }).on } },
    // E32: no mail leaves.
    'adeli-card-only': {
      says: ['ecps-mail.adeli-card-only'],
      offers: ['card-yes', 'back'],
      outcome: 'informed',
      contacts: 'ecps-card',
      on: { 'chose card-yes': 'left', 'chose back': identifying },
    },
    requesting: {
      on: { 'request: requested': 'awaiting-mail.waiting', 'request fails': `${identifying} !unavailable` },
    },
    'requesting-again': {
      on: {
        'request-again: requested': 'awaiting-mail.waiting',
        'request-again fails': `${identifying} !unavailable`,
      },
    },
    'awaiting-mail.waiting': {
      says: ['ecps-mail.awaiting-mail', 'ecps-mail.opening-mail'],
      offers: ['not-received', 'failed', 'restart', 'back'],
      on: {
        ...mailed,
        'chose not-received': 'awaiting-mail.not-received',
        'chose failed': 'awaiting-mail.trouble',
        'chose restart': again,
        'chose back': identifying,
      },
    },
    ...Object.fromEntries(
      ['awaiting-mail.not-received', 'awaiting-mail.trouble'].map((name) => [
        name,
        { on: { ...mailed, ...troubled({ back: 'awaiting-mail.waiting', restart: again }).on } },
      ]),
    ),
    'mail-expired': expectedExit('mail-expired', eitherAgain, { on: lost }),
    ...step('sending-request', 'opening-mail.doing', { back: identifying }),
    ...step('opening-mail', 'choosing-sms.doing', {
      back: 'sending-request.doing',
      restart: guidedAgain,
      meanwhile: { 'after mailLife': 'mail-expired' },
    }),
    ...step('choosing-sms', ['sending-sms', 'typing-sms-code.doing'], {
      restart: eitherAgain,
      meanwhile: { ...lost, 'heard WALLET.SMS_SENT': asking },
    }),
    'sending-sms': {
      on: {
        'sms: sent': asking,
        'sms: refused': 'sms-refused',
        'sms fails': 'choosing-sms.doing !unavailable',
      },
    },
    [asking]: {
      says: ['ecps-mail.sms-code.ask'],
      asks: ['smsCode'],
      offers: ['not-received', 'resend', 'failed', 'restart'],
      on: {
        ...texted,
        'answered a code': 'awaiting-sms.typing',
        'chose not-received': 'awaiting-sms.not-received',
        'chose resend': 'sending-sms',
        'chose failed': 'awaiting-sms.trouble',
        'chose restart': again,
      },
    },
    'awaiting-sms.typing': {
      on: {
        'type: accepted': 'choosing-pin.choosing',
        'type: wrong': 'awaiting-sms.sms-wrong !sms-code-wrong@smsCode',
        ...each(['type: expired', 'type: void'], 'sms-expired'),
        'type fails': `${asking} !unavailable`,
      },
    },
    'awaiting-sms.sms-wrong': {
      says: ['ecps.sms-wrong'],
      asks: ['smsCode'],
      offers: ['resend', 'restart'],
      contacts: 'ecps-app',
      on: {
        ...texted,
        'answered a code': 'awaiting-sms.typing',
        'chose resend': 'sending-sms',
        'chose restart': again,
      },
    },
    ...Object.fromEntries(
      ['awaiting-sms.not-received', 'awaiting-sms.trouble'].map((name) => [
        name,
        { on: { ...texted, ...troubled({ back: asking, restart: again }).on } },
      ]),
    ),
    'sms-expired': {
      ...expectedExit('sms-expired', eitherAgain, {
        on: { ...lost, 'chose resend': ['sending-sms', 'choosing-sms.doing'] },
      }),
      offers: ['resend', 'restart'],
    },
    'sms-refused': expectedExit('sms-refused', again, { on: lost }),
    ...step('typing-sms-code', 'creating-password.doing', {
      back: 'choosing-sms.doing',
      restart: guidedAgain,
      meanwhile: { 'after smsLife': 'sms-expired' },
    }),
    ...step('creating-password', 'activated', {
      back: 'typing-sms-code.doing',
      says: ['ecps-mail.creating-password', 'ecps.password-rules'],
      restart: guidedAgain,
    }),
    ...expectedPassword(again, 'mail-expired', lost),
    'phone-lost': expectedExit('phone-lost', again, { outcome: 'to-a-person', on: lost }),
    'phone-incompatible': expectedExit('phone-incompatible', again, { outcome: 'to-a-person', on: lost }),
    activated: {},
    left: {},
  },
};
