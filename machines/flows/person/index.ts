import type { Flow } from '../../flow.ts';
import { personChart } from './chart.ts';
import { messages } from './messages.ts';

export const person: Flow = {
  id: 'person',
  version: 1,
  role: 'digression',
  machine: personChart,
  messages,
};
