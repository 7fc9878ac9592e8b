import type { FieldView } from '../../../machines/envelope.ts';
import type { PageScope } from '../context.ts';
import { described, errorText, type FieldState, isWrong } from './field-state.ts';
import { attribute, html } from './html.ts';
import { humanCheckField } from './human-check.ts';
import { keypad } from './keypad.ts';

/** One field of a view. The kind decides the control, the name only what browsers should fill in. */
export function field(view: FieldView, state: FieldState, scope: PageScope): string {
  if (view.kind === 'human-check') return humanCheckField(view, state, scope);
  if (view.kind === 'boolean') return checkbox(view, state, scope);
  if (view.kind === 'select') return select(view, state, scope);
  return view.maxLength ? textArea(view, state, scope) : textField(view, state, scope);
}

/** WCAG 1.3.5: password managers, the phone's SMS and the browser's own profile know where to put what. */
const autocomplete: Readonly<Record<string, string>> = {
  nir: 'username',
  code: 'current-password',
  currentCode: 'current-password',
  newCode: 'new-password',
  confirmCode: 'new-password',
  mailCode: 'one-time-code',
  smsCode: 'one-time-code',
  email: 'email',
  company: 'organization',
  lastName: 'family-name',
  firstName: 'given-name',
};

/** Room to write freely. The length is said by the chart, not cut off here: nobody loses the end of a letter. */
function textArea(view: FieldView, state: FieldState, scope: PageScope): string {
  const { name, hint, optional } = view;
  const typed = state.typed === undefined ? '' : String(state.typed);
  return html`<div class="field${isWrong(state) ? ' wrong' : ''}">
!${labelOf(view, scope)}
!${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
!${state.error ? errorText(name, state.error) : ''}
<div class="control"><textarea id="${name}" name="${name}" rows="6" autocomplete="off"!${optional ? '' : ' aria-required="true"'}!${described(view, state)}>${typed}</textarea></div>
</div>`;
}

function textField(view: FieldView, state: FieldState, scope: PageScope): string {
  const { typed, error } = state;
  const { name, label, secret, kind, image } = view;
  const hint = image ? scope.say('check.without-sight') : view.hint;
  const type = kind === 'email' ? 'email' : secret && kind === 'digits' ? 'password' : 'text';
  // Digits get the numeric keyboard; the NIR does not, or Corsicans could not type 2A and 2B (X19). Never
  // type=number: it drops leading zeros. No maxlength: it would cut what is pasted with spaces.
  const value = secret || image ? undefined : typed === undefined ? undefined : String(typed);
  return html`<div class="field${isWrong(state) ? ' wrong' : ''}">
!${labelOf(view, scope)}
!${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
!${error ? errorText(name, error) : ''}
!${image ? html`<img class="check-image" src="${image}" alt="${scope.say('check.image')}">` : ''}
<div class="control"><input id="${name}" name="${name}" type="${type}"!${attribute('inputmode', kind === 'digits' ? 'numeric' : kind === 'email' ? 'email' : undefined)} autocomplete="${autocomplete[name] ?? 'off'}"!${attribute('data-length', view.length?.toString())}!${attribute('class', kind === 'digits' ? 'digits' : undefined)} autocapitalize="${name === 'nir' || image ? 'characters' : 'off'}" spellcheck="false"!${view.optional ? '' : ' aria-required="true"'}!${state.focused ? ' autofocus' : ''}!${described({ name, hint }, state)}!${attribute('value', value)}>!${
    type === 'password'
      ? html`<button type="button" class="reveal" hidden data-reveal="${name}" data-hide="${scope.say('hide')}" data-hide-field="${scope.say('hide-field', { label })}" aria-label="${scope.say('show-field', { label })}">${scope.say('show')}</button>`
      : ''
  }</div>
!${secret && kind === 'digits' ? keypad(view, scope) : ''}
</div>`;
}

function checkbox(view: FieldView, state: FieldState, scope: PageScope): string {
  const { name, hint } = view;
  const { typed, error } = state;
  return html`<div class="field tick${isWrong(state) ? ' wrong' : ''}">
!${error ? errorText(name, error) : ''}
<div class="control"><input id="${name}" name="${name}" type="checkbox" value="true" aria-required="true"!${described({ name, hint }, state)}!${typed === true ? ' checked' : ''}>
!${labelOf(view, scope)}</div>
!${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
</div>`;
}

function select(view: FieldView, state: FieldState, scope: PageScope): string {
  const { name, hint, options = [] } = view;
  const { typed, error } = state;
  return html`<div class="field${isWrong(state) ? ' wrong' : ''}">
!${labelOf(view, scope)}
!${hint ? html`<p class="hint" id="${name}-hint">${hint}</p>` : ''}
!${error ? errorText(name, error) : ''}
<div class="control"><select id="${name}" name="${name}" aria-required="true"!${described({ name, hint }, state)}>!${options.map(
    (option) =>
      html`<option value="${option.id}"!${option.id === typed ? ' selected' : ''}>${option.label}</option>`,
  )}</select></div>
</div>`;
}

/**
 * The label, and that the field must be filled in, in the words of the sources' screens (CT, R03). Seen only: whoever
 * listens is told by the control's own `aria-required`, and not twice.
 */
export function labelOf(
  { name, label, optional }: Pick<FieldView, 'name' | 'label' | 'optional'>,
  { say }: PageScope,
): string {
  const mark = optional ? '' : html` <span class="required" aria-hidden="true">${say('required')}</span>`;
  return html`<label for="${name}">${label}!${mark}</label>`;
}
