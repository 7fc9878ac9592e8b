import { html } from 'ghtml';
import { pinProblem } from '../../machines/domain/wallet-pin.ts';

/** What was refused, before the form it is about. */
export const refused = (words: string | undefined) =>
  words ? html`<p class="error" role="alert">${words}</p>` : '';

export const passwordField = (name: string, label: string) =>
  html`<p><label for="${name}">${label}</label><input id="${name}" name="${name}" type="password" inputmode="numeric" autocomplete="new-password"></p>`;

/** E56: keys 1-9, then 0. Without JavaScript the number is typed. */
export function keypad(): string {
  const keys = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]
    .map((digit) => html`<button type="button" data-digit="${String(digit)}">${String(digit)}</button>`)
    .join('');
  return html`<div class="keys" role="group" aria-label="Clavier" hidden>!${keys}</div>`;
}

/** E50-E53, and the same four digits twice: in words, or nothing. */
export function passwordProblem({ pin = '', confirmPin = '' }: Record<string, string>): string | undefined {
  const problem = pinProblem(pin);
  if (problem === 'length') return 'Il faut exactement 4 chiffres.';
  if (problem) return 'Trop facile : ni suite, ni quatre chiffres identiques.';
  return pin === confirmPin ? undefined : 'Les deux saisies sont différentes.';
}
