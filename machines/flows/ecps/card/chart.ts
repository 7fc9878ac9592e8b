import { choosingPin, exit } from '../shared.ts';
import { addingStates } from './adding-phone.ts';
import { guidedStates } from './guided.ts';
import { preparingStates } from './preparing.ts';
import { scanningStates } from './scanning.ts';
import { method } from './setup.ts';

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
    'WALLET.ACTIVATED': { guard: 'ours', target: '.activated', actions: 'noteActivated' },
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
    'choosing-pin': choosingPin('ecps-card', 'add-code-expired'),
    'phone-lost': exit('ecps-card', 'phone-lost', 'to-a-person'),
    'phone-incompatible': exit('ecps-card', 'phone-incompatible', 'to-a-person'),
    activated: { type: 'final' },
    /** Over to method B, or back. */
    left: { type: 'final' },
  },
  output: ({ context: { activated, turnedBack } }) => ({ activated, ...(turnedBack && { turnedBack }) }),
});
