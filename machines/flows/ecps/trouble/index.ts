import type { Flow } from '../../../flow.ts';
import { troubleChart } from './chart.ts';
import { messages } from './messages.ts';

export const ecpsTrouble: Flow = {
  id: 'ecps-trouble',
  version: 2,
  role: 'part',
  machine: troubleChart,
  messages,
  input: (_insurer, { problems = [], restart = false }) => ({ problems, restart }),
  // Version 1 offered the way back before the problems.
  migrations: {
    T6iqhCu3Qd7k: ({ value, context }) => ({
      value,
      context: { ...context, offers: [...(context.problems as readonly string[]), 'back'] },
    }),
  },
};
