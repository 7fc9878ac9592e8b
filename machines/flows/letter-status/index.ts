import type { Flow } from '../../flow.ts';
import { withLetterReminders } from '../shared/letter-reminders.ts';
import { letterStatusChart } from './chart.ts';
import { messages } from './messages.ts';

export const letterStatus: Flow = {
  id: 'letter-status',
  version: 2,
  role: 'public',
  machine: letterStatusChart,
  messages,
  // Version 1 announced no reminders.
  migrations: { 'txW2jad48A-q': withLetterReminders },
};
