import { localeTags } from '../../../../machines/envelope.ts';
import { formatters } from '../../../../machines/messages/formatters.ts';
import { attribute, html } from '../html.ts';
import { icons } from '../icons.ts';
import { layout, news } from '../layout.ts';
import type { AreaScope } from './scope.ts';

export type Tab = 'home' | 'reimbursements' | 'record' | 'forms';

const tabs: readonly { tab: Tab; path: string }[] = [
  { tab: 'home', path: '' },
  { tab: 'reimbursements', path: '/remboursements' },
  { tab: 'record', path: '/dossier' },
  { tab: 'forms', path: '/formulaires' },
];

/** A page of the area: who is signed in, the sections, a way to sign out, and a warning before idleness ends it. */
export function areaPage(area: AreaScope, title: string, tab: Tab, body: string): string {
  const { insurer, say, member, token, notice } = area;
  const base = `/${insurer.id}/espace`;
  const account = html`<p class="who">!${say('area.signed-in', names(member))}</p>
<form method="post" action="${base}/deconnexion">!${token}<button type="submit" class="quiet">!${icons.stop}${say('area.sign-out')}</button></form>`;
  const main = html`<nav class="tabs" aria-label="${say('area.menu')}"><ul>!${tabs.map(
    (one) =>
      html`<li><a href="${base}${one.path}"!${attribute('aria-current', one.tab === tab ? 'page' : undefined)}>${say(`area.${one.tab}`)}</a></li>`,
  )}</ul></nav>
!${notice ? news(say(`notice.${notice}`)) : ''}
!${body}
!${idleWarning(area)}`;
  return layout(area, {
    title,
    main,
    wide: true,
    account,
    flow: 'member-area',
    state: tab,
    scripts: ['form.js', 'area.js'],
  });
}

export const names = ({ firstName, lastName }: AreaScope['member']) => ({ firstName, lastName });

function idleWarning({ insurer, say }: AreaScope): string {
  const seconds = Math.round(insurer.policies.lifetimes.loginIdleMs / 1000);
  return html`<dialog class="idle" role="alertdialog" aria-labelledby="idle" data-idle-seconds="${seconds}" data-insurer="${insurer.id}"><p id="idle">${say('area.warn', { minutes: 2 })}</p><p><a class="button" href="">${say('area.stay')}</a></p></dialog>`;
}

/** Amounts and days as the language writes them. */
export function amount(cents: number, { locale }: AreaScope): string {
  return new Intl.NumberFormat(localeTags[locale], { style: 'currency', currency: 'EUR' }).format(
    cents / 100,
  );
}

/** Days come as `2026-01-31` and belong to no time zone. */
export function day(iso: string, { locale }: AreaScope): string {
  const options = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return formatters.getDateTimeFormat(localeTags[locale], options).format(new Date(iso));
}
