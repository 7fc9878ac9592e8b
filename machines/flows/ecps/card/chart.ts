import { trouble } from '../shared.ts';
import { addingStates } from './adding-phone.ts';
import { guidedStates } from './guided.ts';
import { preparingStates } from './preparing.ts';
import { scanningStates } from './scanning.ts';
import { exit, lateProblems, method } from './setup.ts';

/**
 * Method A (E10-E20): with the card and a reader. The first steps are the person's; from the QR code on the chart
 * follows the wallet's own events where it is connected, and asks what is seen where it is not.
 */
export const cardChart = method.createMachine({
  id: 'ecps-card',
  context: ({ input }) => ({
    connected: input.connected,
    card: input.card,
    qrExpiresAt: 0,
    qrLifeMs: 0,
    activated: false,
  }),
  initial: 'installing-app',
  on: {
    'WALLET.PHONE_LOST': { guard: 'ours', target: '.phone-lost', actions: 'calm' },
    'WALLET.PHONE_INCOMPATIBLE': { guard: 'ours', target: '.phone-incompatible', actions: 'calm' },
  },
  states: {
    ...preparingStates,
    ...scanningStates,
    ...addingStates,
    ...guidedStates,
    restarting: {
      always: [
        { guard: ({ context }) => !context.connected, target: 'scanning' },
        { guard: 'begun', target: 'reissuing' },
        { target: 'issuing' },
      ],
    },
    'choosing-pin': {
      initial: 'choosing',
      states: {
        choosing: {
          invoke: {
            id: 'password',
            src: 'ecps-password',
            input: ({ context }) => ({ activation: context.activation! }),
            onDone: [
              {
                guard: ({ event }) => event.output.end === 'active',
                target: '#ecps-card.activated',
                actions: 'noteActivated',
              },
              { guard: ({ event }) => event.output.end === 'failed', target: 'trouble' },
              { guard: ({ event }) => event.output.end === 'restart', target: '#ecps-card.restarting' },
              { target: '#ecps-card.add-code-expired' },
            ],
          },
        },
        trouble: trouble('ecps-card', 'choosing', { problems: lateProblems, restart: true }),
      },
    },
    'phone-lost': exit('phone-lost', 'to-a-person'),
    'phone-incompatible': exit('phone-incompatible', 'to-a-person'),
    activated: { type: 'final' },
    /** Over to method B. */
    left: { type: 'final' },
  },
  output: ({ context }) => ({ activated: context.activated }),
});
