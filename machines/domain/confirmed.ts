import type { Contact } from './insurer.ts';
import { dayNamed, parisDay } from './paris-calendar.ts';

const dayMs = 86_400_000;

/** Whether someone has checked the entry lately enough to state it as a fact. Changes with the day, like what is in force. */
export function confirmed(
  contact: Pick<Contact, 'checkedOn'>,
  checkedWithinMs: number,
  now: number,
): boolean {
  return (
    contact.checkedOn !== null && (parisDay(now) - dayNamed(contact.checkedOn)) * dayMs < checkedWithinMs
  );
}
