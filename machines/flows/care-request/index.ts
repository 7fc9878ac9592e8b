import type { Flow } from '../../flow.ts';
import { careRequestChart } from './chart.ts';
import { messages } from './messages.ts';

export const careRequest: Flow = {
  id: 'care-request',
  version: 1,
  role: 'public',
  machine: careRequestChart,
  messages,
  // D13: it answers day and night.
  desk: 'care',
};
