import type { Flow } from '../../../flow.ts';
import { passwordChart } from './chart.ts';
import { messages } from './messages.ts';

export const ecpsPassword: Flow = {
  id: 'ecps-password',
  version: 1,
  role: 'part',
  machine: passwordChart,
  messages,
};
