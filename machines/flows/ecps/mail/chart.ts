import { choosingPin, exit } from '../shared.ts';
import { mailStates } from './awaiting-mail.ts';
import { guidedStates } from './guided.ts';
import { identifyingStates } from './identifying.ts';
import { dayMs, method, smsMs } from './setup.ts';
import { smsStates } from './sms.ts';

/** Method B (E30-E41): by the contact details the agency knows. Says the same whether or not it knows any (P07). */
export const mailChart = method.createMachine({
  id: 'ecps-mail',
  context: ({ input }) => ({
    connected: input.connected,
    qrExpiresAt: 0,
    mailLifeMs: dayMs,
    smsLifeMs: smsMs,
    activated: false,
  }),
  initial: 'installing-app',
  on: {
    'WALLET.PHONE_LOST': { guard: 'ours', target: '.phone-lost', actions: 'calm' },
    'WALLET.PHONE_INCOMPATIBLE': { guard: 'ours', target: '.phone-incompatible', actions: 'calm' },
    'WALLET.ACTIVATED': { guard: 'ours', target: '.activated', actions: 'noteActivated' },
  },
  states: {
    ...identifyingStates,
    ...mailStates,
    ...smsStates,
    ...guidedStates,
    restarting: {
      always: [
        { guard: ({ context }) => !context.connected, target: 'sending-request' },
        { guard: 'begun', target: 'requesting-again' },
        { target: 'requesting' },
      ],
    },
    'choosing-pin': choosingPin('ecps-mail', 'mail-expired'),
    'phone-lost': exit('ecps-mail', 'phone-lost', 'to-a-person'),
    'phone-incompatible': exit('ecps-mail', 'phone-incompatible', 'to-a-person'),
    activated: { type: 'final' },
    /** Over to method A, or back. */
    left: { type: 'final' },
  },
  output: ({ context: { activated, card, turnedBack } }) => ({
    activated,
    ...(card !== undefined && { card }),
    ...(turnedBack && { turnedBack }),
  }),
});
