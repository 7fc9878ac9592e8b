import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { Reply } from '../../../machines/engine/engine.ts';
import { Refused } from '../../../machines/errors.ts';
import { insurerOf, type PageScope, pageScope, sendPage, type Web } from '../context.ts';
import { html, spelt } from '../render/html.ts';
import { card, layout } from '../render/layout.ts';
import { judge } from '../same-origin.ts';
import { standing } from '../standing.ts';
import { tokenOf } from '../tokens.ts';
import { problem } from './errors.ts';
import { bodyOf, formTokenField } from './form.ts';

/** Below `/{tenant}/`. */
export const elsewherePath = 'continuer-ailleurs';

/** Not where nothing is asked any more, nor what only goes on for who is signed in here (P14). */
export const goesElsewhere = ({ view, begunSignedIn }: Reply): boolean =>
  view.outcome === undefined && view.choices.length > 0 && !begunSignedIn;

/**
 * The code that leads a call, a conversation or another device to what is under way here, at the same step (X11, X20).
 * GET says what it does; POST makes it, and the older one is dead. It is shown in the answer to the POST and stands in
 * no address, cookie or cache. Proof given here stays here (P14).
 */
export function elsewhereRoutes(app: FastifyInstance, web: Web): void {
  const url = `/:tenant/${elsewherePath}`;
  app.get(url, async (request, reply) => {
    const insurer = insurerOf(web, request);
    const scope = pageScope(web, request, reply, insurer);
    const visit = await visitOf(web, request, scope, insurer);
    return sendPage(reply, visit ? offerPage(scope, visit) : nothingPage(scope));
  });
  app.post(url, async (request, reply) => {
    const insurer = insurerOf(web, request);
    const scope = pageScope(web, request, reply, insurer);
    const visit = await visitOf(web, request, scope, insurer);
    const { form } = bodyOf(request);
    const browser = web.cookies.browser.get(request);
    const verdict = judge({ headers: request.headers, publicUrl: web.publicUrl, browser, token: form });
    if (verdict === 'foreign') return problem(web, request, reply, { id: 'foreign', status: 403, insurer });
    return visit && verdict === 'ours' ? give(web, reply, scope, visit) : reply.redirect(scope.path, 303);
  });
}

interface Visit {
  readonly browser: string;
  readonly token: string;
  /** Where it goes on here. */
  readonly back: string;
}

/** What this browser has under way, if anything. Reads only. */
async function visitOf(
  web: Web,
  request: FastifyRequest,
  { locale }: PageScope,
  insurer: Insurer,
): Promise<Visit | undefined> {
  const browser = web.cookies.browser.get(request);
  const cookie = web.cookies.session.get(request, insurer.id);
  if (browser === undefined || cookie === undefined) return undefined;
  const token = tokenOf(browser, cookie);
  const live = await standing(web, token, { insurer, locale });
  if (!live || !goesElsewhere(live)) return undefined;
  return { browser, token, back: web.paths.of(insurer, live.view, web.paths.door(insurer)) };
}

async function give(web: Web, reply: FastifyReply, scope: PageScope, visit: Visit): Promise<FastifyReply> {
  try {
    const { code, until } = await web.engine.handOver(visit.token);
    return sendPage(reply, codePage(web, scope, visit, { code, until }));
  } catch (error) {
    if (error instanceof Refused) return sendPage(reply, nothingPage(scope));
    throw error;
  }
}

const page = (scope: PageScope, state: string, body: string): string =>
  layout(scope, {
    title: scope.say('elsewhere.title'),
    main: card(scope.say('elsewhere.title'), body),
    flow: 'elsewhere',
    state,
  });

const backLink = ({ say }: PageScope, { back }: Visit): string =>
  html`<p class="answers"><a class="button" href="${back}" rel="prev">${say('elsewhere.back')}</a></p>`;

const offerPage = (scope: PageScope, visit: Visit): string =>
  page(
    scope,
    'offered',
    html`<p>${scope.say('elsewhere.text')}</p>
<form method="post" action="${scope.path}">!${formTokenField(visit.browser)}<button type="submit" class="primary">${scope.say('elsewhere.ask')}</button></form>
!${backLink(scope, visit)}`,
  );

function codePage(
  web: Web,
  scope: PageScope,
  visit: Visit,
  { code, until }: { readonly code: string; readonly until: number },
): string {
  const { say, chatPath, insurer } = scope;
  const ways = [
    ...(insurer?.kind === 'insurer' ? [say('elsewhere.by-phone')] : []),
    ...(chatPath ? [say('elsewhere.by-chat', { address: `${web.publicUrl}${chatPath}` })] : []),
    say('elsewhere.by-page', { address: `${web.publicUrl}/reprendre` }),
  ];
  const grouped = code.replace(/^(\d{4})/, '$1 ');
  return page(
    scope,
    'given',
    html`<p role="status">${say('elsewhere.code')}<br>!${spelt(grouped, html`<strong class="code">${grouped}</strong>`)}</p>
<ul>!${ways.map((way) => html`<li>${way}</li>`)}</ul>
<p>${say('elsewhere.valid', { until })}</p>
!${backLink(scope, visit)}`,
  );
}

const nothingPage = (scope: PageScope): string =>
  page(
    scope,
    'nothing',
    html`<p>${scope.say('elsewhere.nothing')}</p>
<p class="answers"><a class="button primary" href="/${scope.insurer!.id}/">${scope.say('to-the-door')}</a></p>`,
  );
