import { type Flow, sameStates } from '../../flow.ts';
import { mailCodeChart } from './chart.ts';
import { messages, questionMessages } from './messages.ts';
import { mailCodeQuestion } from './part.ts';

export const mailCode: Flow = {
  id: 'mail-code',
  version: 1,
  role: 'public',
  machine: mailCodeChart,
  messages,
};

export const mailCodeEntry: Flow = {
  id: 'mail-code-question',
  version: 2,
  role: 'part',
  machine: mailCodeQuestion,
  messages: questionMessages,
  input: (insurer, given) => ({
    ...given,
    codeLength: 8,
    checkWaitMs: insurer.policies.humanCheck.waitMs,
  }),
  migrations: { TQ7_VTDpC0kx: sameStates },
};
