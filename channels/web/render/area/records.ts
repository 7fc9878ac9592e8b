import type { PersonalRecord, Reimbursement } from '../../../../machines/ports/member-record.ts';
import { html } from '../html.ts';
import { icons } from '../icons.ts';
import type { AreaScope } from './scope.ts';
import { amount, areaPage, day } from './shell.ts';

const print = ({ say }: AreaScope) =>
  html`<button type="button" hidden data-do="print">!${icons.print}${say('area.print')}</button>`;

const leftOf = (one: Reimbursement) => one.spentCents - one.socialSecurityCents - one.insurerCents;

/** Reimbursements as a table that becomes a list of cards on a narrow screen. Its caption repeats the heading over it. */
export function reimbursementTable(area: AreaScope, title: string, rows: readonly Reimbursement[]): string {
  const { say, insurer } = area;
  if (rows.length === 0) return html`<p>${say('area.no-reimbursements')}</p>`;
  const columns = ['date', 'who', 'act', 'spent', 'social-security', 'insurer', 'left'].map((id) =>
    say(`area.${id}`),
  );
  const cell = (index: number, text: string, money = false) =>
    html`<td data-label="${columns[index]}"!${money ? ' class="money"' : ''}><span>${text}</span></td>`;
  return html`<table class="stacks"><caption class="hidden">${title}</caption><thead><tr>!${columns.map((name, index) => html`<th scope="col"!${index > 2 ? ' class="money"' : ''}>${name}</th>`)}</tr></thead>
<tbody>!${rows.map(
    (one) =>
      html`<tr>!${cell(0, day(one.date, area))}!${cell(1, one.beneficiary)}<td data-label="${columns[2]}"><a href="/${insurer.id}/espace/remboursements/${one.id}" aria-label="${say('area.detail-link', { act: one.act, date: day(one.date, area) })}"><span lang="fr">${one.act}</span></a></td>!${cell(3, amount(one.spentCents, area), true)}!${cell(4, amount(one.socialSecurityCents, area), true)}!${cell(5, amount(one.insurerCents, area), true)}!${cell(6, amount(leftOf(one), area), true)}</tr>`,
  )}</tbody></table>`;
}

export function reimbursementsPage(area: AreaScope, rows: readonly Reimbursement[]): string {
  const { say, insurer } = area;
  const title = say('area.reimbursements');
  const body = html`<div class="card"><h1>${title}</h1>
<p class="actions"><a class="button" href="/${insurer.id}/espace/remboursements.csv" download>!${icons.download}${say('area.csv')}</a>!${print(area)}</p>
!${reimbursementTable(area, title, rows)}</div>`;
  return areaPage(area, title, 'reimbursements', body);
}

export function reimbursementPage(area: AreaScope, one: Reimbursement): string {
  const { say, insurer } = area;
  const title = say('area.detail');
  const facts = [
    ['date', day(one.date, area)],
    ['who', one.beneficiary],
    ['act', one.act],
    ['spent', amount(one.spentCents, area)],
    ['social-security', amount(one.socialSecurityCents, area)],
    ['insurer', amount(one.insurerCents, area)],
    ['left', amount(leftOf(one), area)],
    ['paid-on', day(one.paidOn, area)],
  ] as const;
  const body = html`<div class="card"><p class="actions"><a class="button quiet" href="/${insurer.id}/espace/remboursements">!${icons.back}${say('area.back-to-list')}</a></p>
<h1>${title}</h1>
<dl class="facts">!${facts.map(([id, text]) => html`<div><dt>${say(`area.${id}`)}</dt><dd!${id === 'act' ? ' lang="fr"' : ''}>${text}</dd></div>`)}</dl>
<p class="actions">!${print(area)}</p></div>`;
  return areaPage(area, title, 'reimbursements', body);
}

/** The personal record: contract, period of cover, who is covered (D08). */
export function recordPage(area: AreaScope, record: PersonalRecord | undefined): string {
  const { say } = area;
  const title = say('area.record');
  if (!record) {
    const nothing = html`<div class="card"><h1>${title}</h1><p>${say('area.no-record')}</p></div>`;
    return areaPage(area, title, 'record', nothing);
  }
  const rights = say('area.from-to', {
    from: day(record.rightsFrom, area),
    until: day(record.rightsUntil, area),
  });
  const columns = ['name', 'relation', 'born'].map((id) => say(`area.${id}`));
  const body = html`<div class="card"><h1>${title}</h1>
<dl class="facts"><div><dt>${say('area.contract')}</dt><dd>${record.contract}</dd></div><div><dt>${say('area.rights')}</dt><dd>${rights}</dd></div></dl>
<table class="stacks"><caption>${say('area.beneficiaries')}</caption><thead><tr>!${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>!${record.beneficiaries.map(
    (one) =>
      html`<tr><td data-label="${columns[0]}"><span>${one.name}</span></td><td data-label="${columns[1]}"><span lang="fr">${one.relation}</span></td><td data-label="${columns[2]}"><span>${one.birthYear}</span></td></tr>`,
  )}</tbody></table>
<p class="actions">!${print(area)}</p></div>`;
  return areaPage(area, title, 'record', body);
}
