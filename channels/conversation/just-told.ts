import type { Outcome } from '../../machines/envelope.ts';

/** What a goal that is reached has just told of: where the letter is, what becomes of who has no e-mail, when it comes. */
const tells: Partial<Record<Outcome, readonly string[]>> = {
  'code-requested': ['letter-status', 'code-reset', 'email-registration', 'mail-code'],
};

/** Whether a question that seems to be for this door has its answer in what has just been told. */
export const hasJustTold = (outcome: Outcome | undefined, door: string): boolean =>
  outcome !== undefined && (tells[outcome]?.includes(door) ?? false);
