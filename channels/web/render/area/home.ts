import type { ContactView } from '../../../../machines/envelope.ts';
import type { Reimbursement } from '../../../../machines/ports/member-record.ts';
import { firstOf } from '../../words.ts';
import { contactCards } from '../contacts.ts';
import { html } from '../html.ts';
import { reimbursementTable } from './records.ts';
import type { AreaScope } from './scope.ts';
import { areaPage, names } from './shell.ts';

const recent = 3;

/** The first page after signing in: when the last time was, what was paid lately, what was sent, what was agreed. */
export function areaHome(area: AreaScope, reimbursements: readonly Reimbursement[]): string {
  const { insurer, say, member } = area;
  const title = say('area.hello', names(member));
  const base = `/${insurer.id}/espace`;
  const body = html`<div class="card area-head"><h1>${title}</h1><p>${lastTime(area)}</p></div>
<div class="panels">
<section class="panel broad"><h2>${say('area.recent')}</h2>!${reimbursementTable(area, say('area.recent'), reimbursements.slice(0, recent))}
<p><a href="${base}/remboursements">${say('area.all-reimbursements')}</a></p></section>
!${security(area, base)}
!${list(say('area.letters'), letters(area), say('area.no-letters'))}
!${list(say('area.mails'), mails(area), say('area.no-mails'))}
!${list(
    say('area.terms'),
    member.terms.map((terms) => html`${say('area.terms-line', { ...terms })}`),
    say('area.no-terms'),
  )}
</div>`;
  return areaPage(area, title, 'home', body);
}

const lastTime = ({ member: { lastSignIn }, say }: AreaScope) =>
  lastSignIn === undefined ? say('area.first') : say('area.last', { at: lastSignIn });

function security({ insurer, say, member, token }: AreaScope, base: string): string {
  return html`<section class="panel"><h2>${say('area.security')}</h2>
<dl class="facts"><div><dt>${say('area.email')}</dt><dd>${member.email ?? (member.emailPending ? say('area.email-pending', { email: member.emailPending }) : say('area.no-email'))}</dd></div>!${member.emailWaiting ? html`<div><dt>${say('area.email-waiting')}</dt><dd>${say('area.email-waiting-from', { email: member.emailWaiting.address, at: member.emailWaiting.usableFrom })}</dd></div>` : ''}</dl>
<p><a href="/${insurer.id}/adresse-mail">${say('area.register-email')}</a></p>
<p>${say('area.not-you')}</p>
<p class="actions"><a class="button" href="/${insurer.id}/modifier-code">${say('area.change-code')}</a></p>
<form method="post" action="${base}/autres-sessions">!${token}<button type="submit">${say('area.end-others')}</button></form></section>`;
}

function letters({ member, say }: AreaScope): string[] {
  return member.letters
    .toReversed()
    .map(
      ({ requestedAt, expectedBy, events }) =>
        html`${say('area.letter-line', { at: requestedAt, by: expectedBy })}!${since(events, say)}`,
    );
}

/** What has become of a letter since it was requested, which its line says already. */
function since(events: AreaScope['member']['letters'][number]['events'], say: AreaScope['say']): string {
  const later = events.filter(({ status }) => status !== 'requested');
  if (later.length === 0) return '';
  return html` (${later.map(({ status, at }) => say(`area.letter.${status}`, { at })).join(', ')})`;
}

function mails({ member, say }: AreaScope): string[] {
  return member.mails.toReversed().map(({ template, at }) => {
    const what = say(firstOf([`area.mail.${template}`, 'area.mail.other']));
    return html`${say('area.mail-line', { what, at })}`;
  });
}

function list(title: string, items: readonly string[], none: string): string {
  const body =
    items.length > 0 ? html`<ul>!${items.map((item) => `<li>${item}</li>`)}</ul>` : html`<p>${none}</p>`;
  return html`<section class="panel"><h2>${title}</h2>!${body}</section>`;
}

/** The forms, and what each begins with: prise en charge asks which of three kinds (D12-D14, L13). */
const forms = [
  { id: 'care', asks: '' },
  { id: 'quote', asks: 'quote' },
  { id: 'transmission', asks: 'teletransmission' },
] as const;

/** L13, D12-D14. The desk's number first: it answers day and night. */
export function areaForms(area: AreaScope, contacts: readonly ContactView[]): string {
  const { say, insurer, token } = area;
  const kinds = forms.map(
    ({ id, asks }) =>
      html`<section class="panel"><h2>${say(`area.forms.${id}`)}</h2><p>${say(`area.forms.${id}-text`)}</p>
<form method="post" action="/${insurer.id}/espace/formulaires">!${token}<button type="submit" name="demande" value="${asks}" aria-label="${say('area.forms.begin-for', { what: say(`area.forms.${id}`) })}">${say('area.forms.begin')}</button></form></section>`,
  );
  const title = say('area.forms');
  const body = html`<div class="card"><h1>${title}</h1><p>${say('area.forms-text')}</p></div>
<div class="panels">!${contactCards(contacts, area)}</div>
<div class="panels">!${kinds}</div>`;
  return areaPage(area, title, 'forms', body);
}
