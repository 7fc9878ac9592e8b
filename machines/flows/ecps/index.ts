import type { Flow } from '../../flow.ts';
import { ecpsChart } from './chart.ts';
import { drawings } from './drawings/index.ts';
import { messages } from './messages.ts';

export const ecps: Flow = {
  id: 'ecps',
  version: 1,
  role: 'public',
  machine: ecpsChart,
  messages,
  drawings,
  // E61.
  desk: 'ecps-app',
  // X23: people go on the next day, or after their details have been corrected.
  restMs: ({ policies }) => policies.lifetimes.restLongMs,
};
