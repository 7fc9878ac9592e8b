import type { Flow } from '../../flow.ts';
import { withLetterReminders } from '../shared/letter-reminders.ts';
import { codeResetChart } from './chart.ts';
import { messages } from './messages.ts';

export const codeReset: Flow = {
  id: 'code-reset',
  version: 2,
  role: 'public',
  machine: codeResetChart,
  messages,
  // Version 1 announced no reminders.
  migrations: { TUYNOEr9WvI1: withLetterReminders },
};
