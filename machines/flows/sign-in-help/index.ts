import { type Flow, sameStates } from '../../flow.ts';
import { signInHelpChart } from './chart.ts';
import { messages } from './messages.ts';

export const signInHelp: Flow = {
  id: 'sign-in-help',
  version: 2,
  role: 'public',
  machine: signInHelpChart,
  messages,
  // Version 1 offered the new code under the name it has at the rungs.
  migrations: { 'T2Q-iLJBIrWL': sameStates },
  input: (insurer) => ({ rungs: insurer.helpLadder }),
};
