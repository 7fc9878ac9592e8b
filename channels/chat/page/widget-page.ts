import { html } from 'ghtml';
import type { ChatAssets, Visit } from './visit.ts';
import { widgetStrings } from './widget-strings.ts';

export interface PageParts {
  /** Hidden fields that every form needs. */
  readonly formFields: string;
  readonly nonce: { readonly script: string; readonly style: string };
}

interface WidgetParts extends PageParts {
  readonly widget: string;
  readonly assets: ChatAssets;
  /** Where scripts do not run, one writes here and goes on on the plain page. */
  readonly plainForm: string;
}

/** The page around Web Chat. Until it runs, and where it cannot, a plain form stands in its place. */
export function widgetPage(
  visit: Visit,
  { formFields, nonce, widget, assets, plainForm }: WidgetParts,
): string {
  const { insurer, locale, say } = visit;
  const base = `/${insurer.id}/chat`;
  return html`<link rel="stylesheet" href="${assets.style}" nonce="${nonce.style}">
<div class="card chat">
<div class="chat-head"><div><h1>${say('title')}</h1><p class="hint">${say('about')}</p></div></div>
<div id="conversation" class="chat-widget" data-base="${base}" data-lang="${locale}" data-nonce="${nonce.style}" data-new-tab="${say('new-tab')}" data-strings="${JSON.stringify(widgetStrings(locale, insurer.name))}">
<div class="chat-stale" role="alert" hidden><p>${say('stale')}</p><a class="button primary" href="${base}">${say('reload')}</a></div>
<p class="chat-loading" role="status" data-failed="${say('failed')}" hidden>${say('loading')}</p>
<noscript><p>${say('without-script')}</p></noscript>
!${plainForm}
</div>
<div id="news" class="hidden" role="status" data-one="${say('news.one')}" data-more="${say('news.more')}"></div>
!${aroundTheConversation(visit, { formFields, other: { href: `${base}/simple`, label: say('to-simple') } })}
</div>
<script type="module" src="${assets.script}" nonce="${nonce.script}"></script>
<script src="${widget}" nonce="${nonce.script}" defer></script>`;
}

interface Around {
  readonly formFields: string;
  readonly other: { readonly href: string; readonly label: string };
}

/** What must not be written there, and the ways out: the other page, and a new conversation. */
export function aroundTheConversation({ insurer, say }: Visit, { formFields, other }: Around): string {
  return html`<div class="chat-foot">
<div class="note"><p><strong>${say('safe.title')}.</strong> ${say('safe.text')}</p></div>
<form method="post" action="/${insurer.id}/chat/new" class="chat-ways" id="new">!${formFields}
<a class="button quiet" href="${other.href}">${other.label}</a>
<button type="submit" class="quiet" title="${say('new.about')}">${say('new')}</button></form></div>`;
}
