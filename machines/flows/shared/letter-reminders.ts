import { letterReminders } from '../../domain/working-days.ts';
import type { Migration, ReminderMeta } from '../../flow.ts';

/**
 * What the policy implies for the request of a code, and no more: the same whether a letter was sent, and to whom
 * (X12, P07). The chart keeps the instants as `letterReminders` gives them.
 */
export const aboutLetter: readonly ReminderMeta[] = [
  { atIn: 'dueAt', message: 'reminder.letter-due' },
  {
    atIn: 'lateAt',
    message: 'reminder.letter-late',
    asks: { message: 'reminder.letter-late.asks', ifNot: 'letter-status' },
  },
];

/** From a version that knew when the letter was due and reminded nobody. */
export const withLetterReminders: Migration = ({ value, context }) => ({
  value,
  context: {
    ...context,
    ...(typeof context.expectedBy === 'number' && letterReminders(context.expectedBy)),
  },
});
