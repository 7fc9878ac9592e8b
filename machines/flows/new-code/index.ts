import type { Flow } from '../../flow.ts';
import { newCodeChart } from './chart.ts';
import { messages } from './messages.ts';

export const newCode: Flow = {
  id: 'new-code',
  version: 1,
  role: 'public',
  machine: newCodeChart,
  messages,
  needsToken: true,
};
