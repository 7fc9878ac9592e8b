import type { Flow } from '../../flow.ts';
import { signInHelpChart } from './chart.ts';
import { messages } from './messages.ts';

export const signInHelp: Flow = {
  id: 'sign-in-help',
  version: 1,
  role: 'public',
  machine: signInHelpChart,
  messages,
  input: (insurer) => ({ rungs: insurer.helpLadder }),
};
