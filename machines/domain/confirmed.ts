import type { Contact } from './insurer.ts';

/** Whether someone has checked the entry lately enough to state it as a fact. */
export function confirmed(
  contact: Pick<Contact, 'checkedOn'>,
  checkedWithinMs: number,
  now: number,
): boolean {
  return contact.checkedOn !== null && now - Date.parse(contact.checkedOn) <= checkedWithinMs;
}
