import type { ErrorView } from '../../../machines/envelope.ts';
import { html } from './html.ts';

/** What was typed into a field, and what is wrong with it. */
export interface FieldState {
  /** What was typed before, if it may be shown (X18). */
  readonly typed?: string | boolean | undefined;
  /** The refusal that names this field. */
  readonly error?: ErrorView | undefined;
  /** The refusal is about this field among others: its words are in the summary. */
  readonly wrong?: boolean;
  /** Where the page says more about it, by id. */
  readonly about?: string | undefined;
  /** What the page is about now: it has the focus. */
  readonly focused?: boolean;
}

/** The words of the refusal beside the field, tied to it (WCAG 3.3.1, 1.3.1). */
export const errorText = (name: string, error: ErrorView): string =>
  html`<p class="field-error" id="${name}-error">${error.text}</p>`;

export const isWrong = ({ error, wrong }: FieldState) => error !== undefined || wrong === true;

/** A refusal that gives the hint again: who listens hears it once. */
const saysIt = (error: ErrorView | undefined, hint: string): boolean =>
  error?.text.includes(hint.split('.')[0]!) === true;

/**
 * Said of right fields too. Browsers take a required one for wrong as long as it is empty, and its form with it
 * (WCAG 4.1.2): so `aria-required`, and never `required`.
 */
export const validity = (wrong: boolean): string => html` aria-invalid="${String(wrong)}"`;

/** The words of the summary, without its heading and its link: a field is described by what is wrong, not by the way. */
export const summaryText = 'refus';

export function described(
  { name, hint }: { name: string; hint?: string | undefined },
  state: FieldState,
): string {
  const refusal = state.error ? `${name}-error` : state.wrong ? summaryText : undefined;
  const ids = [refusal, hint && !saysIt(state.error, hint) && `${name}-hint`, state.about]
    .filter(Boolean)
    .join(' ');
  return `${ids ? html` aria-describedby="${ids}"` : ''}${validity(isWrong(state))}`;
}
