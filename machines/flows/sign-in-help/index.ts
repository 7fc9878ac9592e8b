import type { Flow, Migration } from '../../flow.ts';
import { signInHelpChart } from './chart.ts';
import { messages } from './messages.ts';

/** What was climbed was not kept: the way back begins where the session stands. */
const withoutWayBack: Migration = ({ value, context }) => ({
  value,
  context: { ...context, climbed: [], ways: [] },
});

export const signInHelp: Flow = {
  id: 'sign-in-help',
  version: 3,
  role: 'public',
  machine: signInHelpChart,
  messages,
  // Version 1 offered the new code under the name it has at the rungs; version 2 had no way back.
  migrations: { 'T2Q-iLJBIrWL': withoutWayBack, o2UjZQvOlIBG: withoutWayBack },
  input: (insurer) => ({ rungs: insurer.helpLadder }),
};
