import type { Flow } from '../../../flow.ts';
import { cardChart } from './chart.ts';
import { messages } from './messages.ts';

export const ecpsCard: Flow = {
  id: 'ecps-card',
  version: 1,
  role: 'part',
  machine: cardChart,
  messages,
};
