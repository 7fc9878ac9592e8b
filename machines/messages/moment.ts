import { timeZone } from './format.ts';

/** When something is, for a text that names the day only where it is not today. */
export interface Moment {
  readonly at: number;
  /** The first full minute from then on, for texts without seconds: nobody comes a few seconds too early. */
  readonly minute: number;
  readonly day: 'today' | 'other';
}

const minuteMs = 60_000;
const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone });

export function momentOf(at: number, now: number): Moment {
  const minute = Math.ceil(at / minuteMs) * minuteMs;
  return { at, minute, day: dayOf.format(minute) === dayOf.format(now) ? 'today' : 'other' };
}
