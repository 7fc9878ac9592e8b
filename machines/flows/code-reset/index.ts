import { type Flow, sameStates } from '../../flow.ts';
import { withLetterReminders } from '../shared/letter-reminders.ts';
import { codeResetChart } from './chart.ts';
import { messages } from './messages.ts';

export const codeReset: Flow = {
  id: 'code-reset',
  version: 3,
  role: 'public',
  machine: codeResetChart,
  messages,
  // Version 1 announced no reminders; version 2 asked nothing with them; the last stood for an
  // hour as version 3, and asked in other words.
  migrations: { TUYNOEr9WvI1: withLetterReminders, cVgo6iIaSAi8: sameStates, W9Z269XMNc25: sameStates },
};
