import { type Flow, sameStates } from '../../../flow.ts';
import { mailChart } from './chart.ts';
import { messages } from './messages.ts';

export const ecpsMail: Flow = {
  id: 'ecps-mail',
  version: 2,
  role: 'part',
  machine: mailChart,
  messages,
  // Version 1 had ways on that nothing took.
  migrations: { VzvpA2YjTy24: sameStates },
};
