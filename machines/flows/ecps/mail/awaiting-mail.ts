import { again, exit, trouble } from '../shared.ts';
import { mailProblems, method } from './setup.ts';

/** The request and its mail (E33-E36), good for 24 hours. */
export const mailStates = {
  requesting: method.createStateConfig({
    invoke: {
      id: 'request',
      src: 'walletRequest',
      input: ({ context }) => ({ nationalId: context.nationalId! }),
      onDone: {
        target: 'awaiting-mail',
        actions: { type: 'keepIssued', params: ({ event }) => event.output },
      },
      onError: { target: 'identifying', actions: { type: 'refuse', params: { id: 'unavailable' } } },
    },
  }),
  'requesting-again': method.createStateConfig({
    invoke: {
      id: 'request-again',
      src: 'walletRestart',
      input: ({ context }) => ({ activation: context.activation! }),
      onDone: {
        target: 'awaiting-mail',
        actions: { type: 'keepIssued', params: ({ event }) => event.output },
      },
      onError: { target: 'identifying', actions: { type: 'refuse', params: { id: 'unavailable' } } },
    },
  }),
  'awaiting-mail': method.createStateConfig({
    initial: 'waiting',
    after: { mailLife: { target: 'mail-expired', actions: 'calm' } },
    on: {
      'WALLET.SCANNED': { guard: 'thisQr', target: 'choosing-sms', actions: 'calm' },
      'WALLET.QR_EXPIRED': { guard: 'thisQr', target: 'mail-expired', actions: 'calm' },
    },
    states: {
      waiting: {
        meta: {
          view: {
            messages: ['ecps-mail.awaiting-mail', 'ecps-mail.opening-mail'],
            choices: ['not-received', 'failed', 'restart', 'back'],
            drawing: 'ecps-mail',
            awaitsEvent: true,
          },
        },
        on: {
          'CHOSE.not-received': { target: 'not-received', actions: 'calm' },
          'CHOSE.failed': { target: 'trouble', actions: 'calm' },
          // Another identifier may be typed: the mail of this one goes to whom it names.
          'CHOSE.back': { target: '#ecps-mail.identifying', actions: 'calm' },
          ...again('ecps-mail'),
        },
      },
      'not-received': trouble('ecps-mail', 'waiting', { problems: ['mail-not-received'], restart: true }),
      trouble: trouble('ecps-mail', 'waiting', { problems: mailProblems, restart: true }),
    },
  }),
  'mail-expired': exit('ecps-mail', 'mail-expired'),
} as const;
