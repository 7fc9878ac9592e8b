import type { Flow } from '../../../flow.ts';
import { troubleChart } from './chart.ts';
import { messages } from './messages.ts';

export const ecpsTrouble: Flow = {
  id: 'ecps-trouble',
  version: 1,
  role: 'part',
  machine: troubleChart,
  messages,
  input: (_insurer, { problems = [], restart = false }) => ({ problems, restart }),
};
