import type { Flow } from '../../flow.ts';
import { letterStatusChart } from './chart.ts';
import { messages } from './messages.ts';

export const letterStatus: Flow = {
  id: 'letter-status',
  version: 1,
  role: 'public',
  machine: letterStatusChart,
  messages,
};
