import type { Locale } from '../../../machines/envelope.ts';
import type { PageScope } from '../context.ts';
import { attribute, headline, html } from './html.ts';
import { icons } from './icons.ts';

export interface Page {
  readonly title: string;
  /**
   * What stands in `<main>`, and what the contract wants said of it. A page without a session says what it is
   * itself (docs/architecture.md).
   */
  readonly main: string;
  readonly flow: string;
  readonly state: string;
  readonly aside?: string;
  /** Whole pages rather than one question: no narrow column. */
  readonly wide?: boolean;
  /** Names of scripts of `public/` the page profits from. It works without. */
  readonly scripts?: readonly string[];
  /** What stands at the right of the header: who is signed in. */
  readonly account?: string;
  /** Set in the tab's title before everything else: a screen reader says it first (WCAG 2.4.2, 3.3.1). */
  readonly failed?: boolean;
  /** Rules of this page alone. */
  readonly style?: string;
}

/**
 * A whole page. Order of the source is order of reading; without CSS it is a plain document. None asks for itself again
 * (F41): what changes has a link, and a script that takes nothing away from whoever types or reads (`watch.js`).
 */
export function layout(scope: PageScope, page: Page): string {
  const { insurer, say, locale, assets, nonce } = scope;
  const owner = insurer ? `${insurer.name}, ${insurer.wording.areaName[locale]}` : 'Guichet';
  const title = `${page.failed ? `${say('error.title')} ` : ''}${page.title} – ${owner}`;
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${assets.url('style.css')}" nonce="${nonce.style}">
!${insurer ? html`<link rel="stylesheet" href="${assets.url(`theme-${insurer.id}.css`)}" nonce="${nonce.style}">` : ''}
!${page.style ? html`<style nonce="${nonce.style}">!${page.style}</style>` : ''}
!${(page.scripts ?? []).map((name) => html`<script src="${assets.url(name)}" nonce="${nonce.script}" defer></script>`)}
</head>
<body>
<a class="skip" href="#contenu">${say('skip')}</a>
!${header(scope, page.account ?? '')}
<div class="${page.wide ? 'stage wide' : 'stage'}">
<main id="contenu" tabindex="-1" data-flow="${page.flow}" data-state="${page.state}">
!${page.main}
</main>
!${page.aside ? html`<aside>!${page.aside}</aside>` : ''}
</div>
!${footer(scope)}
</body>
</html>
`;
}

function header({ insurer, say, locale, path }: PageScope, account: string): string {
  const brand = insurer
    ? html`<a class="brand" href="/${insurer.id}/" aria-label="${say('home')}"><span class="logo" aria-hidden="true">!${insurer.theme.logo}</span><span class="area" aria-hidden="true">${insurer.wording.areaName[locale]}</span></a>`
    : html`<a class="brand" href="/"><span class="area">Guichet</span></a>`;
  return html`<header class="site">
<div class="bar">!${brand}
<div class="tools">!${account}!${languages(say, locale, path)}</div>
</div>
</header>`;
}

/** Links, so that changing the language changes nothing else and needs no form. */
function languages(say: PageScope['say'], locale: PageScope['locale'], path: string): string {
  const one = (id: Locale, name: string) =>
    html`<li><a href="${path}?lang=${id}" lang="${id}" hreflang="${id}"!${attribute('aria-current', id === locale ? 'true' : undefined)}><abbr title="${name}">${id.toUpperCase()}</abbr></a></li>`;
  return html`<nav class="languages" aria-label="${say('language')}"><ul>!${one('fr', 'Français')}!${one('en', 'English')}</ul></nav>`;
}

function footer({ insurer, say, contactPath, chatPath }: PageScope): string {
  if (!insurer) return '';
  return html`<footer class="site">
<div class="bar"><p lang="fr">${say('footer')}</p>
<ul><li><a href="/${insurer.id}/">${say('to-the-door')}</a></li>!${chatPath ? html`<li><a href="${chatPath}">${say('chat.title')}</a></li>` : ''}!${contactPath ? html`<li><a href="${contactPath}">${say('contact.title')}</a></li>` : ''}</ul></div>
</footer>`;
}

/** A card with a heading: the shape of every page that is one message. */
export function card(heading: string, body: string, eyebrow = ''): string {
  return html`<div class="card">!${eyebrow ? html`<p class="eyebrow">${eyebrow}</p>` : ''}<h1>!${headline(heading)}</h1>!${body}</div>`;
}

export const warning = (text: string): string =>
  html`<div class="note caution">!${icons.shield}<p>${text}</p></div>`;

/** What has happened since the page before; first to be read, because nothing on a new page is said by itself. */
export const news = (text: string): string =>
  html`<div class="note" role="status" tabindex="-1" autofocus>!${icons.done}<div><p>${text}</p></div></div>`;

/** Said politely when the page has loaded; not an error. */
export const status = (...texts: readonly string[]): string =>
  html`<div class="note" role="status">!${icons.done}<div>!${texts.map((text) => html`<p>${text}</p>`)}</div></div>`;
