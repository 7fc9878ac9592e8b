import { randomInt } from 'node:crypto';
import type { FieldView } from '../../../machines/envelope.ts';
import type { PageScope } from '../context.ts';
import { html } from './html.ts';
import { icons } from './icons.ts';

/**
 * The on-screen keypad (L07): ten keys in two rows of five below the real input, in an order of its own on
 * every page unless the insurer wants it ordered. Hidden until the script that makes the keys work shows it:
 * without JavaScript people type, and nothing dead is in their way.
 */
export function keypad(field: FieldView, { insurer, say }: PageScope): string {
  const kind = insurer?.code.keypad ?? 'ordered';
  const order = kind === 'shuffled' ? shuffled() : ordered;
  return html`<div class="keypad" hidden data-keypad="${kind}" data-for="${field.name}" data-count="${say('keypad.count', { count: '#', length: String(field.length ?? '') })}">
<p class="hint">${say('keypad.about')}</p>
<div class="keys" role="group" aria-label="${say('keypad.label', { label: field.label })}">
<div class="row">!${order.slice(0, 5).map(key)}</div>
<div class="row">!${order.slice(5).map(key)}</div>
</div>
<div class="keypad-tools"><button type="button" class="quiet" data-do="erase">!${icons.erase}${say('keypad.erase')}</button>!${
    kind === 'shuffled'
      ? html`<button type="button" class="quiet" data-do="order" data-ordered="${say('keypad.ordered')}" data-shuffled="${say('keypad.shuffled')}">${say('keypad.ordered')}</button>`
      : ''
  }</div>
<p class="hidden" role="status"></p>
</div>`;
}

const ordered = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0];
const key = (digit: number) =>
  html`<button type="button" class="key" data-digit="${digit}">${digit}</button>`;

/** Fisher and Yates, with the system's randomness: each order as likely as any other. */
function shuffled(): number[] {
  const digits = [...ordered];
  for (let i = digits.length - 1; i > 0; i--) {
    const j = randomInt(i + 1);
    [digits[i], digits[j]] = [digits[j]!, digits[i]!];
  }
  return digits;
}
