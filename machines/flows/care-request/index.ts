import { type Flow, sameStates } from '../../flow.ts';
import { careRequestChart } from './chart.ts';
import { messages } from './messages.ts';

export const careRequest: Flow = {
  id: 'care-request',
  version: 4,
  role: 'public',
  machine: careRequestChart,
  messages,
  // D13: it answers day and night.
  desk: 'care',
  // Version 1 asked whoever had been signed out as if they had never signed in; version 2 emptied what is corrected;
  // version 3 did not say what is asked after the sign-in.
  migrations: { wEA4rD_oxYi6: sameStates, OHIhDN0dhgn2: sameStates, 'F7_Q3ZE43dB-': sameStates },
};
