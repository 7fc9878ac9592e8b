import type { FastifyReply, FastifyRequest } from 'fastify';
import { html } from 'ghtml';
import { parisDay } from '../../../machines/domain/paris-calendar.ts';
import type { Locale } from '../../../machines/envelope.ts';
import { typographic } from '../../../machines/messages/typography.ts';
import type { Line } from '../../conversation/conversation.ts';
import type { GuestPage } from '../../page-host.ts';
import type { ChatTokens } from '../directline/chat-tokens.ts';
import { storedAs } from '../directline/desk.ts';
import type { ChatPages, Visit } from './visit.ts';
import { widgetUrl } from './widget.ts';
import { aroundTheConversation, type PageParts } from './widget-page.ts';

/** The longest message the form takes. */
export const longestMessage = 1_000;

/** The conversation as a plain page. */
export async function sendSimple(
  pages: ChatPages,
  visit: Visit,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const page = await simplePage(pages, visit, {
    formFields: pages.host.formFields(request, reply),
    nonce: reply.cspNonce,
  });
  return pages.host.send(request, reply, { insurer: visit.insurer, title: visit.say('title'), ...page });
}

/**
 * The conversation as a document: what was said, in order, then what can be answered. Every form names its
 * message, so that sent twice it is handled once (P11).
 */
async function simplePage(
  pages: ChatPages,
  visit: Visit,
  parts: PageParts,
): Promise<Omit<GuestPage, 'insurer' | 'title'>> {
  const { insurer, say } = visit;
  const lines = await pages.bot.read(storedAs(visit.party), 0);
  const stands = lines?.findLast((line) => line.stands)?.stands;
  const waits = lines?.slice(-2).some(({ link }) => link?.handOver) ?? false;
  // The number of the last line tells whoever looks by script that there is news.
  const seen = html`<input type="hidden" name="turn" value="${lines?.at(-1)?.seq ?? 0}">`;
  const hidden = messageFields(parts.formFields, pages.tokens) + seen;
  const body = lines
    ? html`!${log(lines, pages, visit)}!${news(visit, { waits, seen: lines.at(-1)?.seq ?? 0 })}!${choices(lines, hidden, visit)}!${messageForm(hidden, visit)}`
    : html`!${beginForm(hidden, visit)}!${messageForm(hidden, visit)}`;
  const other = widgetUrl
    ? { href: `/${insurer.id}/chat`, label: say('to-widget') }
    : { href: `/${insurer.id}/`, label: visit.insurer.wording.areaName[visit.locale] };
  return {
    main: html`<link rel="stylesheet" href="${pages.assets.style}" nonce="${parts.nonce.style}">
<div class="card chat">
<div class="chat-head"><div><h1>${say('title')}</h1><p class="hint">${say('about', { kind: insurer.kind })}</p></div></div>
!${body}
!${aroundTheConversation(visit, { formFields: parts.formFields, other })}
</div>`,
    flow: stands?.flow ?? 'chat',
    state: stands?.state ?? (lines ? 'open' : 'not-begun'),
    watches: waits,
  };
}

/** A message's own name, by which it is known again when the form is sent twice. */
export const messageFields = (formFields: string, tokens: Pick<ChatTokens, 'anyone'>): string =>
  html`!${formFields}<input type="hidden" name="message" value="${tokens.anyone()}">`;

function log(lines: readonly Line[], pages: ChatPages, visit: Visit): string {
  const items = lines.map((line, index) =>
    item(line, {
      pages,
      visit,
      isNew: index === firstNew(lines),
      goesOn: lines[index - 1]?.from === line.from && sameDay(lines[index - 1]!.at, line.at),
    }),
  );
  return html`<div role="log" aria-label="${visit.say('log')}"><ol class="talk">!${items}</ol></div>`;
}

const sameDay = (one: number, other: number): boolean => parisDay(one) === parisDay(other);

/** Where the page is read on after an answer: what the bot said since the person last spoke. */
const firstNew = (lines: readonly Line[]): number =>
  Math.min(lines.length - 1, lines.findLastIndex(({ from }) => from === 'person') + 1);

interface ItemScope {
  readonly pages: ChatPages;
  readonly visit: Visit;
  /** The first of what is new. */
  readonly isNew: boolean;
  /** Said by the same as the one before: their name need not stand there again. */
  readonly goesOn: boolean;
}

function item(
  { seq, from, text, at, locale, link, drawing }: Line,
  { pages, visit, isNew, goesOn }: ItemScope,
): string {
  const { say, insurer } = visit;
  const who = from === 'person' ? say('you') : insurer.name;
  const when = say(sameDay(at, pages.clock.now()) ? 'at' : 'on', { at });
  const bubble = html`<div class="bubble" id="${lineId(seq)}"!${langOf(locale, visit)}>!${pages.host.paragraphs(text)}
!${drawing ? html`<img src="/chat/drawings/${drawing.id}.png" alt="${drawing.text}" loading="lazy">` : ''}
!${link ? html`<p><a class="button primary" href="${link.url}" target="_blank" rel="noopener">${typographic(link.label)} <span class="hidden" lang="${visit.locale}">${say('new-tab')}</span></a></p>` : ''}</div>`;
  // A screen reader reads on at what a link leads to: there it is what was said, not who said it and when (WCAG 2.4.3).
  return html`<li class="from-${from}"><p class="${goesOn ? 'who hidden' : 'who'}">${who} <time datetime="${new Date(at).toISOString()}">${when}</time></p>
!${isNew ? html`<div id="suite">!${bubble}</div>` : bubble}</li>`;
}

/** What is said in another language than the page’s says so (WCAG 3.1.2). */
const langOf = (said: Locale | undefined, { locale }: Visit): string =>
  said === undefined || said === locale ? '' : html` lang="${said}"`;

/** Where a line stands on the page, or will: until then what leads to it stands there. */
export const lineId = (seq: number): string => `ligne-${seq}`;

/**
 * What the bot says unasked shows at a press: the page never asks for itself again under somebody who writes or
 * reads (WCAG 2.2.1, 2.2.2). Whoever presses goes on reading at what is new, or here when nothing is.
 */
function news({ insurer, say }: Visit, { waits, seen }: { waits: boolean; seen: number }): string {
  const link = html`<p><a href="/${insurer.id}/chat/simple?vu=${seen}">${say('update')}</a></p>`;
  return html`<div class="waiting" id="${lineId(seen + 1)}"><div>!${waits ? html`<p>${say('waiting')}</p>` : ''}!${link}</div></div>`;
}

/** Only the last thing said can be answered with a press. */
function choices(lines: readonly Line[], hidden: string, visit: Visit): string {
  const { insurer, say } = visit;
  const { choices: offered = [], locale } = lines.at(-1) ?? {};
  if (offered.length === 0) return '';
  return html`<form method="post" action="/${insurer.id}/chat/simple" class="chat-choices" aria-label="${say('choices')}">!${hidden}
!${offered.map(({ id, label }) => html`<button type="submit" name="choice" value="${id}"!${langOf(locale, visit)}>${typographic(label)}</button>`)}</form>`;
}

/** One line to write in. It begins the conversation too. */
export function messageForm(hidden: string, { insurer, say }: Visit): string {
  return html`<form method="post" action="/${insurer.id}/chat/simple" class="question chat-message">!${hidden}
<p class="field"><label for="text">${say('message')}</label><input id="text" name="text" type="text" maxlength="${longestMessage}" autocomplete="off" enterkeyhint="send"></p>
<button type="submit" class="primary">${say('send')}</button></form>`;
}

const beginForm = (hidden: string, { insurer, say }: Visit): string =>
  html`<form method="post" action="/${insurer.id}/chat/simple">!${hidden}<button type="submit" name="begin" value="1">${say('begin')}</button></form>`;
