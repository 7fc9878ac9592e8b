import type { Flow } from '../../flow.ts';
import { currentCodeChart } from './chart.ts';
import { messages } from './messages.ts';

export const currentCode: Flow = {
  id: 'current-code',
  version: 1,
  role: 'part',
  machine: currentCodeChart,
  messages,
  input: (insurer, given) => ({
    ...given,
    codeLength: insurer.code.length,
    checkWaitMs: insurer.policies.humanCheck.waitMs,
  }),
};
