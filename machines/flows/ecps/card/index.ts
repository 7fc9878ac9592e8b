import { type Flow, sameStates } from '../../../flow.ts';
import { cardChart } from './chart.ts';
import { messages } from './messages.ts';

export const ecpsCard: Flow = {
  id: 'ecps-card',
  version: 4,
  role: 'part',
  machine: cardChart,
  messages,
  // Version 1 had ways on that nothing took; version 2 had none back; version 3 heard of the reader late.
  migrations: { wSETMYPBncok: sameStates, zwHN9XHaCLT2: sameStates, 'pV5-078DizJB': sameStates },
};
