import type { ChoiceView, FieldView, View } from '../../../machines/envelope.ts';
import type { PageScope } from '../context.ts';
import { choiceForms } from './choices.ts';
import { field, labelOf } from './field.ts';
import { errorText, validity } from './field-state.ts';
import { html } from './html.ts';
import { icons } from './icons.ts';
import { status } from './layout.ts';

export interface ResumeForm {
  readonly action: string;
  /** Hidden fields of every form of it. */
  readonly hidden: string;
  /** What became of the code just sent, or nothing to say. */
  readonly notice?: string | undefined;
  /** What the next code needs first. */
  readonly check?: ResumeCheckView | undefined;
}

export interface ResumeCheckView {
  readonly token: string;
  /** None once a minute has been waited instead. */
  readonly field?: FieldView | undefined;
  /** Every other way to show that one is a person (X17). */
  readonly choices: readonly ChoiceView[];
}

const aboutTheCode = ['resume-empty', 'resume-length', 'resume-unknown'];
export const resumeNotices = [...aboutTheCode, 'resume-check', 'resume-check-wrong'];

/** Takes the code by which a session begun in a chat or a call goes on here (X11). It proves nothing. */
export function resumeForm(scope: PageScope, { action, hidden, notice, check }: ResumeForm): string {
  const { say } = scope;
  const said = notice && resumeNotices.includes(notice) ? say(`notice.${notice}`) : undefined;
  const wrongCode = aboutTheCode.includes(notice ?? '');
  const error = { id: notice ?? '', text: said ?? '' };
  const checkState = said !== undefined && !wrongCode ? { error } : {};
  const code = { name: 'resumeCode', label: say('resume.label') };
  return html`<section class="resume"><h2>${say('resume.title')}</h2>
!${said ? html`<div class="error-summary" role="alert" tabindex="-1" autofocus>!${icons.alert}<div><p>${said}</p></div></div>` : ''}
!${check && !check.field && !said ? status(say('resume.waited')) : ''}
<p>${say('resume.text')}</p>
<form method="post" action="${action}" class="question" novalidate>!${hidden}
!${check ? html`<input type="hidden" name="checkToken" value="${check.token}">` : ''}
!${check?.field ? field(check.field, checkState, scope) : ''}
<div class="field!${wrongCode ? ' wrong' : ''}">!${labelOf(code, scope)}
!${wrongCode ? errorText(code.name, error) : ''}
<div class="control"><input id="${code.name}" name="${code.name}" type="text" inputmode="numeric" autocomplete="one-time-code" class="digits" aria-required="true"!${validity(wrongCode)}!${wrongCode ? html` aria-describedby="${code.name}-error"` : ''}></div></div>
<button type="submit" class="secondary">${say('resume.go')}</button></form>
!${check?.field ? choiceForms({ view: { ...nothing, fields: [check.field], choices: check.choices }, hidden, about: say('resume.title') }, scope) : ''}</section>`;
}

/** These pages have no session: what stands for its view. */
const nothing: View = { turn: 0, flow: 'resume', state: '', messages: [], fields: [], choices: [] };

export interface ResumeWait {
  readonly text: string;
  readonly readyAt: number;
  readonly back: ChoiceView;
}

/** A minute of patience instead of a check: a page of its own. */
export const waitView = ({ text, readyAt, back }: ResumeWait): View => ({
  ...nothing,
  state: 'waiting-for-check',
  messages: [{ id: 'check.waiting', text }],
  choices: [back],
  changesAt: new Date(readyAt).toISOString(),
});
