import { type Flow, sameStates } from '../../flow.ts';
import { ecpsChart } from './chart.ts';
import { drawings } from './drawings/index.ts';
import { messages } from './messages.ts';

export const ecps: Flow = {
  id: 'ecps',
  version: 2,
  role: 'public',
  machine: ecpsChart,
  messages,
  drawings,
  // E61.
  desk: 'ecps-app',
  // Version 1 took nobody back to its question.
  migrations: { bpVpbj7lB1lv: sameStates },
  // X23: people go on the next day, or after their details have been corrected.
  restMs: ({ policies }) => policies.lifetimes.restLongMs,
};
