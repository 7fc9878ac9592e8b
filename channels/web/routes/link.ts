import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { Locale } from '../../../machines/envelope.ts';
import { Refused } from '../../../machines/errors.ts';
import type { DeadLink } from '../../../machines/services/links.ts';
import {
  browserOf,
  membersInsurers,
  originOf,
  type PageScope,
  pageScope,
  sendPage,
  type Web,
} from '../context.ts';
import { html } from '../render/html.ts';
import { begunWords } from '../render/joined-note.ts';
import { card, layout, warning } from '../render/layout.ts';
import { judge } from '../same-origin.ts';
import { standing } from '../standing.ts';
import { isName, mintName, sessionToken, tokenOf } from '../tokens.ts';
import { problem } from './errors.ts';
import { isEnded } from './flow.ts';
import { bodyOf, formTokenField } from './form.ts';

/**
 * `/l/{token}`: what a mail or a hand-over leads to. Mail scanners and previews open links, so looking consumes
 * nothing; the one button does (X09). The token stands in the address for that long only: the page sends no
 * referrer, is not stored, and leads to an address without it (ASVS 14.2.1).
 */
export function linkRoutes(app: FastifyInstance, web: Web): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url === '/l/:token') reply.header('referrer-policy', 'no-referrer');
  });
  app.get('/l/:token', (request, reply) => show(web, request, reply));
  app.post('/l/:token', (request, reply) => exchange(web, request, reply));
}

const linkToken = (request: FastifyRequest) => (request.params as { token: string }).token;

async function show(web: Web, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const link = await web.links.peek(linkToken(request));
  const insurer = link && web.insurers.get(link.tenant);
  if (!link || !insurer) return dead(web, request, reply);
  const scope = pageScope(web, request, reply, insurer);
  const { say } = scope;
  const title = say(`link.title.${link.kind}`);
  const about = link.begun ? begunWords(scope, link.begun) : say(`link.${link.kind}`);
  const session = mintName(web.engine.mint);
  const main = card(
    title,
    html`<p>${about}</p>!${warning(say('link.warning'))}
<form method="post" class="answers">!${formTokenField(browserOf(web, request, reply))}<input type="hidden" name="session" value="${session}">
<button type="submit" class="primary">${say('link.go')}</button></form>`,
  );
  return sendPage(
    reply,
    layout(scope, { title, main, flow: 'link', state: link.kind, scripts: ['form.js'] }),
  );
}

/** The same form again (the answer was lost) finds the same session; any other browser finds the link spent. */
async function exchange(web: Web, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const body = bodyOf(request);
  const browser = web.cookies.browser.get(request);
  const verdict = judge({ headers: request.headers, publicUrl: web.publicUrl, browser, token: body.form });
  if (verdict === 'foreign') return problem(web, request, reply, { id: 'foreign', status: 403 });
  const here = `/l/${encodeURIComponent(linkToken(request))}`;
  if (browser === undefined) {
    const further = html`<p class="answers"><a class="button primary" href="${here}">${pageScope(web, request, reply).say('begin-again')}</a></p>`;
    return problem(web, request, reply, { id: 'cookies', status: 410, further });
  }
  if (verdict === 'outdated' || !isName(body.session)) return reply.redirect(here, 303);
  const { locale } = pageScope(web, request, reply);
  const token = sessionToken(browser, body.session);
  try {
    const opened = await web.links.exchange(linkToken(request), token, originOf(web, request, ''), locale);
    // X20: proof gained from here on stands under this browser's own secret.
    web.cookies.session.set(reply, opened.token === token ? body.session : opened.token, opened.tenant);
    const insurer = web.insurers.get(opened.tenant)!;
    return reply.redirect(web.paths.of(insurer, opened.view, web.paths.door(insurer)), 303);
  } catch (error) {
    if (error instanceof Refused) return dead(web, request, reply);
    throw error;
  }
}

/**
 * Whoever holds a link that was used or has expired is told so, and is led to where that kind of link is asked for. One
 * that was replaced or never was stays one and the same unknown link, with no insurer's name (P07). Whoever opens the
 * mail again in the browser that used its link goes on with what they began there, which lasts as long (X09).
 */
async function dead(web: Web, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const link = await web.links.dead(linkToken(request));
  const insurer = link && web.insurers.get(link.tenant);
  const scope = pageScope(web, request, reply, insurer);
  const here = link?.fate === 'expired' ? '' : await goOn(web, request, scope);
  const about = { id: 'link.dead', status: 404, insurer } as const;
  if (!link || !insurer)
    return problem(web, request, reply, { ...about, further: html`!${here}!${waysOfUnknown(web, scope)}` });
  const text = `link.dead.${link.kind}.${link.fate}`;
  return problem(web, request, reply, {
    ...about,
    text,
    further: html`!${here}!${wayOf(link, insurer, scope)}`,
  });
}

async function goOn(web: Web, request: FastifyRequest, { say, locale }: PageScope): Promise<string> {
  const begun = (await begunHere(web, request, locale)).map(
    ({ name, path }) =>
      html`<a class="button primary" href="${path}">${say('link.dead.go-on', { name })}</a>`,
  );
  return begun.length > 0 ? html`<p>${say('link.dead.here')}</p><p class="answers">!${begun}</p>` : '';
}

/** Where another of the kind comes from. The short code beside a link dies with it, so none is asked for here (X11). */
function wayOf({ kind }: DeadLink, { id }: Insurer, { say }: PageScope): string {
  const ways = { reset: `/${id}/code`, email: `/${id}/adresse-mail`, 'hand-over': `/${id}/` };
  return html`<p>${say(`link.dead.${kind}.way`)}</p><p class="answers"><a class="button" href="${ways[kind]}">${say(`link.dead.${kind}.go`)}</a></p>`;
}

function waysOfUnknown(web: Web, { say }: PageScope): string {
  const insurers = membersInsurers(web).map(
    ({ id, name }) => html`<a class="button" href="/${id}/code">${name}</a>`,
  );
  return html`<p>${say('link.dead.elsewhere')}</p><p class="answers"><a class="button" href="/reprendre">${say('resume.link')}</a></p><h2>${say('link.dead.ask')}</h2><p class="answers">!${insurers}</p>`;
}

/** What this browser is in the middle of, by insurer: known to whoever holds its cookies only. */
async function begunHere(web: Web, request: FastifyRequest, locale: Locale) {
  const browser = web.cookies.browser.get(request);
  if (browser === undefined) return [];
  const begun = await Promise.all(
    membersInsurers(web).map(async (insurer) => {
      const cookie = web.cookies.session.get(request, insurer.id);
      const live = cookie && (await standing(web, tokenOf(browser, cookie), { insurer, locale }));
      if (!live || isEnded(live.view)) return [];
      return [{ name: insurer.name, path: web.paths.of(insurer, live.view, web.paths.door(insurer)) }];
    }),
  );
  return begun.flat();
}
