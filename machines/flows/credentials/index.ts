import type { Flow } from '../../flow.ts';
import { credentialsChart } from './chart.ts';
import { messages } from './messages.ts';

export const credentials: Flow = {
  id: 'credentials',
  version: 1,
  role: 'part',
  machine: credentialsChart,
  messages,
  input: (insurer, given) => ({
    ...given,
    codeLength: insurer.code.length,
    checkWaitMs: insurer.policies.humanCheck.waitMs,
  }),
};
