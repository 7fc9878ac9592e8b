import { type Flow, sameStates } from '../../flow.ts';
import { withLetterReminders } from '../shared/letter-reminders.ts';
import { letterStatusChart } from './chart.ts';
import { messages } from './messages.ts';

export const letterStatus: Flow = {
  id: 'letter-status',
  version: 4,
  role: 'public',
  machine: letterStatusChart,
  messages,
  // Version 1 announced no reminders; version 2 had no way on without the follow-up number; version 3 asked nothing
  // with its reminders; the last stood for an hour as version 4, and asked in other words.
  migrations: {
    'txW2jad48A-q': withLetterReminders,
    EV3VCaq22t6y: sameStates,
    LF33a3VW4cfJ: sameStates,
    MrK8jXZSaeHY: sameStates,
  },
};
