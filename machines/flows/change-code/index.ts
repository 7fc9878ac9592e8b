import type { Flow } from '../../flow.ts';
import { changeCodeChart } from './chart.ts';
import { messages } from './messages.ts';

export const changeCode: Flow = {
  id: 'change-code',
  version: 1,
  role: 'public',
  machine: changeCodeChart,
  messages,
};
