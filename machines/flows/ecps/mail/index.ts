import type { Flow } from '../../../flow.ts';
import { mailChart } from './chart.ts';
import { messages } from './messages.ts';

export const ecpsMail: Flow = {
  id: 'ecps-mail',
  version: 1,
  role: 'part',
  machine: mailChart,
  messages,
};
