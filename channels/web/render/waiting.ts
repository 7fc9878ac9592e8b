import type { ErrorView, View } from '../../../machines/envelope.ts';
import { momentOf } from '../../../machines/messages/moment.ts';
import type { PageScope } from '../context.ts';
import { html, timesAloud } from './html.ts';
import { icons } from './icons.ts';

/** Longer than this is no wait in front of a screen (a mail that is good for a day): nothing counts down. */
const longestShownSeconds = 15 * 60;
/** An hour is counted down where another try may be made after it: whoever waits for longer has gone. */
const longestRetrySeconds = 60 * 60;

const secondsUntil = (instant: string, now: number): number =>
  Math.max(0, Math.ceil((Date.parse(instant) - now) / 1000));

/** None where somebody may be typing: an answer that comes too late is told, and costs less than what it took away. */
function shownWait({ changesAt, fields }: View, now: number): number | undefined {
  if (fields.length > 0) return undefined;
  const seconds = changesAt === undefined ? undefined : secondsUntil(changesAt, now);
  return seconds !== undefined && seconds <= longestShownSeconds ? seconds : undefined;
}

/**
 * From when another try is welcome, where the refusal itself is about something else; and the time left, as long
 * as somebody may be waiting in front of it.
 */
export function retryCountdown({ id, retryAt }: ErrorView, { say, now }: PageScope): string {
  if (retryAt === undefined) return '';
  const seconds = secondsUntil(retryAt, now);
  const from = id === 'wait' ? '' : say('wait.retry', { ...momentOf(Date.parse(retryAt), now) });
  const countdown = seconds > longestRetrySeconds ? '' : countdownAttributes(seconds, say);
  return from || countdown ? html`<p!${countdown}>!${timesAloud(html`${from}`)}</p>` : '';
}

const countdownAttributes = (seconds: number, say: PageScope['say']): string =>
  html` data-countdown="${seconds}" data-left="${say('wait.left', { seconds: '#' })}" data-left-aloud="${say('wait.left-aloud', { seconds: '#' })}" data-left-minutes="${say('wait.left-minutes', { minutes: '#' })}" data-ready="${say('wait.ready')}"`;

/** Says that something is awaited, and until when; its link shows what is new, with scripts or without (WCAG 2.2.1). */
export function waiting(view: View, { say, path, now }: PageScope): string {
  const seconds = shownWait(view, now);
  if (seconds === undefined && !view.awaitsEvent) return '';
  const until =
    seconds === undefined
      ? ''
      : html`<p>!${timesAloud(html`${say('wait.until', { ...momentOf(Date.parse(view.changesAt!), now) })}`)}</p>
<p class="countdown"!${countdownAttributes(seconds, say)}></p>`;
  // Where only time is awaited, nothing is new before it is over.
  const firstLook = view.awaitsEvent ? '' : html` data-first-look="${seconds}"`;
  return html`<div class="waiting"!${firstLook}>!${icons.clock}<div>
!${view.awaitsEvent ? html`<p>${say('wait.event')}</p>` : ''}!${until}
<p><a href="${path}">${say('wait.update')}</a></p></div></div>`;
}

/** Whether a script looks what is new. */
export const watches = (view: View, now: number): boolean =>
  view.awaitsEvent === true || shownWait(view, now) !== undefined;
