import { installing, trouble, turningBack } from '../shared.ts';
import { method } from './setup.ts';

/** Who has come back here may scan the code of the mail that has left all the same. */
const scanned = {
  'WALLET.SCANNED': { guard: 'thisQr', target: '#ecps-mail.choosing-sms', actions: 'calm' },
} as const;

/** Whose e-CPS it is (E30-E32), and what an ADELI number means. */
export const identifyingStates = {
  'turning-back': turningBack,
  'installing-app': { ...installing('ecps-mail', 'identifying', ['details-outdated']), on: scanned },
  identifying: method.createStateConfig({
    initial: 'awaiting-national-id',
    on: scanned,
    states: {
      'awaiting-national-id': {
        meta: {
          view: {
            messages: ['ecps-mail.national-id.ask', 'ecps-mail.details-needed'],
            fields: ['nationalId'],
            comesBack: true,
            choices: ['details-outdated', 'failed', 'back'],
            drawing: 'ecps-national-id',
          },
        },
        on: {
          ANSWERED: [
            { guard: 'malformed', actions: 'refuseId' },
            { guard: 'adeli', target: '#ecps-mail.adeli-card-only', actions: 'keepId' },
            { target: '#ecps-mail.restarting', actions: 'keepId' },
          ],
          'CHOSE.details-outdated': { target: 'details-outdated', actions: 'calm' },
          'CHOSE.failed': { target: 'trouble', actions: 'calm' },
          'CHOSE.back': { target: '#ecps-mail.installing-app', actions: 'calm' },
        },
      },
      'details-outdated': trouble('ecps-mail', 'awaiting-national-id', {
        problems: ['details-outdated'],
        restart: false,
      }),
      trouble: trouble('ecps-mail', 'awaiting-national-id', {
        problems: ['details-problem', 'app-problem'],
        restart: false,
      }),
    },
  }),
  /** E32: nothing is sent; the card is the only way today. */
  'adeli-card-only': method.createStateConfig({
    meta: {
      view: {
        messages: ['ecps-mail.adeli-card-only'],
        choices: ['card-yes', 'back'],
        contacts: 'ecps-card',
        outcome: 'informed',
      },
    },
    on: { 'CHOSE.card-yes': { target: 'left', actions: 'takeCard' }, 'CHOSE.back': 'identifying' },
  }),
} as const;
