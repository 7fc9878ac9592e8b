import type { Flow } from '../../flow.ts';
import { firstConnectionChart } from './chart.ts';
import { messages } from './messages.ts';

export const firstConnection: Flow = {
  id: 'first-connection',
  version: 1,
  role: 'public',
  machine: firstConnectionChart,
  messages,
};
