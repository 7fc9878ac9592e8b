import { again, exit, trouble } from '../shared.ts';
import { method, scanProblems } from './setup.ts';

/** The QR code on the screen (E17), good for 90 seconds. */
export const scanningStates = {
  issuing: method.createStateConfig({
    invoke: {
      id: 'issue',
      src: 'walletStart',
      input: ({ context }) => ({ card: context.card }),
      onDone: {
        target: 'showing-qr',
        actions: { type: 'keepIssued', params: ({ event }) => event.output },
      },
      onError: { target: 'opening-app', actions: { type: 'refuse', params: { id: 'unavailable' } } },
    },
  }),
  reissuing: method.createStateConfig({
    invoke: {
      id: 'reissue',
      src: 'walletRestart',
      input: ({ context }) => ({ activation: context.activation! }),
      onDone: {
        target: 'showing-qr',
        actions: { type: 'keepIssued', params: ({ event }) => event.output },
      },
      onError: { target: 'opening-app', actions: { type: 'refuse', params: { id: 'unavailable' } } },
    },
  }),
  'showing-qr': method.createStateConfig({
    initial: 'waiting',
    after: { qrLife: { target: 'qr-expired', actions: 'calm' } },
    on: {
      'WALLET.SCANNED': { guard: 'thisQr', target: 'adding-phone', actions: 'calm' },
      'WALLET.QR_EXPIRED': { guard: 'thisQr', target: 'qr-expired', actions: 'calm' },
    },
    states: {
      waiting: {
        meta: {
          view: {
            messages: ['ecps-card.showing-qr'],
            choices: ['failed', 'restart'],
            qrIn: 'qr',
            drawing: 'ecps-scan',
            awaitsEvent: true,
          },
        },
        on: { 'CHOSE.failed': { target: 'trouble', actions: 'calm' }, ...again('ecps-card') },
      },
      trouble: trouble('ecps-card', 'waiting', { problems: scanProblems, restart: true }),
    },
  }),
  'qr-expired': exit('ecps-card', 'qr-expired'),
} as const;
