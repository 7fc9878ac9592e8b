import type { FieldView } from '../../../machines/envelope.ts';
import type { PageScope } from '../context.ts';
import { described, errorText, type FieldState } from './field-state.ts';
import { html } from './html.ts';
import { icons } from './icons.ts';

/**
 * Proof of work (X17, WCAG 3.3.8): one press of a button, nothing to read or copy. The input is for the script alone,
 * which fills it and shows the button. Until it has, and where it cannot, the words say which of the other ways, offered
 * below as choices, work. The button is described by the status: what is said while the focus moves to it would else be
 * lost (WCAG 4.1.3).
 */
export function humanCheckField(view: FieldView, state: FieldState, { say, assets }: PageScope): string {
  const { name, label, hint, challenge } = view;
  const { error } = state;
  return html`<div class="field check${error ? ' wrong' : ''}" data-human-check data-worker-pbkdf2="${assets.url('altcha-pbkdf2.js')}" data-worker-sha="${assets.url('altcha-sha.js')}" data-challenge="${JSON.stringify(challenge ?? null)}" data-working="${say('check.working')}" data-done="${say('check.done')}" data-failed="${say('check.failed')}" data-first="${say('check.first')}">
<p class="check-title">${label}</p>
!${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
!${error ? errorText(name, error) : ''}
<p class="without-script" id="${name}" tabindex="-1"!${state.focused ? ' autofocus' : ''}>${say('check.without-script')}</p>
<div class="check-box" hidden>
<p class="hint">${say('check.about')}</p>
<button type="button" class="secondary" data-do="solve" aria-describedby="${name}-status">!${icons.shield}<span>${say('check.start')}</span></button>
<progress hidden aria-label="${say('check.working')}"></progress>
<p class="check-status" id="${name}-status" role="status"></p>
</div>
<input name="${name}" type="text" autocomplete="off" hidden!${described({ name, hint }, state)}>
</div>`;
}
