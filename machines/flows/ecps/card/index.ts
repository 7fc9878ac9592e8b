import { type Flow, sameStates } from '../../../flow.ts';
import { cardChart } from './chart.ts';
import { messages } from './messages.ts';

export const ecpsCard: Flow = {
  id: 'ecps-card',
  version: 2,
  role: 'part',
  machine: cardChart,
  messages,
  // Version 1 had ways on that nothing took.
  migrations: { wSETMYPBncok: sameStates },
};
