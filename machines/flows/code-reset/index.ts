import type { Flow } from '../../flow.ts';
import { codeResetChart } from './chart.ts';
import { messages } from './messages.ts';

export const codeReset: Flow = {
  id: 'code-reset',
  version: 1,
  role: 'public',
  machine: codeResetChart,
  messages,
};
