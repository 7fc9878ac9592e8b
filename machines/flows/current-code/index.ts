import { type Flow, sameStates } from '../../flow.ts';
import { currentCodeChart } from './chart.ts';
import { messages } from './messages.ts';

export const currentCode: Flow = {
  id: 'current-code',
  version: 2,
  role: 'part',
  machine: currentCodeChart,
  messages,
  input: (insurer, given) => ({
    ...given,
    codeLength: insurer.code.length,
    checkWaitMs: insurer.policies.humanCheck.waitMs,
  }),
  migrations: { C0A_3aFjjgro: sameStates },
};
