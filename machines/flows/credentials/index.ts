import { type Flow, sameStates } from '../../flow.ts';
import { credentialsChart } from './chart.ts';
import { messages } from './messages.ts';

export const credentials: Flow = {
  id: 'credentials',
  version: 2,
  role: 'part',
  machine: credentialsChart,
  messages,
  input: (insurer, given) => ({
    ...given,
    codeLength: insurer.code.length,
    checkWaitMs: insurer.policies.humanCheck.waitMs,
  }),
  migrations: { Y48xZrD4mE98: sameStates },
};
