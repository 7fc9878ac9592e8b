import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Insurer } from '../../../machines/domain/insurer.ts';
import type { Beginning } from '../../../machines/engine/engine.ts';
import type { Answer, Locale, View } from '../../../machines/envelope.ts';
import { Refused, StaleTurn } from '../../../machines/errors.ts';
import {
  browserOf,
  checkChosen,
  insurerOf,
  originOf,
  type PageScope,
  pageScope,
  sendPage,
  takeNotice,
  type Web,
} from '../context.ts';
import type { FlowPath } from '../paths.ts';
import { doorLinks } from '../render/door-links.ts';
import { html } from '../render/html.ts';
import { resumeForm, resumeNotices } from '../render/resume.ts';
import { type ViewPage, viewPage } from '../render/view-page.ts';
import { judge } from '../same-origin.ts';
import { standing } from '../standing.ts';
import { mintName, nameOf, tokenNamed, tokenOf } from '../tokens.ts';
import { connect } from './connect.ts';
import { contactPage } from './contact.ts';
import { elsewherePath, goesElsewhere } from './elsewhere.ts';
import { problem } from './errors.ts';
import { type Body, bodyOf, hiddenFields, kept, lettersIn, posted } from './form.ts';
import { asSignedIn, beginRequest, careRequest, insideOf } from './inside.ts';
import {
  checkFor,
  checkView,
  isAboutResuming,
  resumeFields,
  resumeScripts,
  stillWaits,
  takeResume,
  waitPage,
} from './resume.ts';
import { toCopy } from './typed.ts';

/** One page a flow: GET shows where the session stands or how it would begin, POST answers and leads on. */
export function flowRoutes(app: FastifyInstance, web: Web): void {
  const route = (url: string, pageFor: (insurer: Insurer) => FlowPath | undefined) => {
    const handle =
      (task: (visit: Visit) => Promise<FastifyReply>) => (request: FastifyRequest, reply: FastifyReply) => {
        const insurer = insurerOf(web, request);
        const page = pageFor(insurer);
        if (!page || !web.registry.has(page.flow))
          return problem(web, request, reply, { id: 'missing', status: 404, insurer });
        return task({ web, page, request, reply, insurer });
      };
    app.get(url, handle(show));
    app.post(url, handle(take));
  };
  route('/:tenant/', web.paths.door);
  for (const { flow, path } of web.paths.pages)
    route(`/:tenant/${path}`, (insurer) => web.paths.page(insurer, flow));
  app.get('/:tenant', (request, reply) => reply.redirect(`/${insurerOf(web, request).id}/`, 308));
}

interface Visit {
  readonly web: Web;
  readonly page: FlowPath;
  readonly insurer: Insurer;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** GET stores nothing: a session is begun by its first answer. */
async function show(visit: Visit): Promise<FastifyReply> {
  const { web, page, insurer, request, reply } = visit;
  const scope = pageScope(web, request, reply, insurer);
  const browser = browserOf(web, request, reply);
  const notice = takeNotice(web, request, reply, insurer.id);
  const cookie = web.cookies.session.get(request, insurer.id);
  const live = cookie && (await standing(web, tokenOf(browser, cookie), { insurer, locale: scope.locale }));
  if (cookie && live && web.paths.shows(insurer, page, live.view)) {
    // What a session ended with is shown once: the next visit of the page begins anew.
    if (isEnded(live.view)) web.cookies.session.clear(reply, insurer.id);
    const hidden = hiddenFields({ browser, session: nameOf(cookie), turn: live.view.turn });
    return sendPage(
      reply,
      await draw(visit, scope, browser, {
        view: live.view,
        typed: live.begunSignedIn && !(await insideOf(web, request, insurer)) ? {} : live.draft,
        hidden,
        notice,
        begun: live.begunElsewhere,
        provenHere: live.provenHere,
        step: live.step,
        elsewhere: goesElsewhere(live) ? `/${insurer.id}/${elsewherePath}` : undefined,
      }),
    );
  }
  if (page.starts) return sendPage(reply, await beginningPage(visit, scope, { notice }));
  if (web.registry.get(page.flow).role === 'digression') {
    const back = live && web.paths.of(insurer, live.view, page);
    return sendPage(reply, contactPage(scope, back));
  }
  return reply.redirect(`/${insurer.id}/`, 303);
}

type Extra = Pick<ViewPage, 'notice'> & {
  readonly typed?: ViewPage['typed'];
  readonly instead?: { readonly title: string; readonly text: string; readonly body: Body };
};

/** The flow's first question. Its form begins the session and answers it in one commit. */
async function beginningPage(visit: Visit, scope: PageScope, { instead, ...extra }: Extra): Promise<string> {
  const { web, page, insurer, request, reply } = visit;
  const browser = browserOf(web, request, reply);
  const { view, step } = await web.engine.preview(beginning(visit, scope.locale));
  const hidden = hiddenFields({ browser, session: mintName(web.engine.mint), turn: view.turn, begins: true });
  const said = instead && {
    title: instead.title,
    text: instead.text,
    typed: toCopy(web, scope, { insurer, body: instead.body, asked: view.fields }),
  };
  return draw(visit, scope, browser, {
    typed: {},
    ...extra,
    instead: said,
    view: { ...view, flow: page.flow },
    step,
    hidden,
  });
}

/** The page for codes also takes those of sessions begun elsewhere (X11). */
async function draw(visit: Visit, scope: PageScope, browser: string, shown: ViewPage): Promise<string> {
  const { web, page, insurer, request } = visit;
  if (page.path === '') return viewPage({ ...shown, more: doorLinks(scope) }, scope);
  if (!page.resumes) return viewPage(shown, scope);
  const check = await checkFor(web, request, insurer.id);
  if (stillWaits(check, scope.now)) return waitPage(web, scope, { ...check, browser });
  const own = resumeNotices.includes(shown.notice ?? '');
  const more = resumeForm(scope, {
    action: `/${insurer.id}/${page.path}`,
    hidden: resumeFields(browser),
    check: check && checkView(web, scope, check),
    ...(own && { notice: shown.notice }),
  });
  const moreScripts = resumeScripts(check);
  const before = html`<p class="hint"><a href="#resumeCode">${scope.say('resume.below')}</a></p>`;
  if (!own) return viewPage({ ...shown, before, more, moreScripts }, scope);
  // An answer to the question of the page was refused before that: the last refusal is the one to read.
  const { error: _older, ...view } = shown.view;
  return viewPage({ ...shown, view, more, moreScripts, moreFailed: true, notice: undefined }, scope);
}

const beginning = ({ web, page, insurer, request }: Visit, locale: Locale): Beginning => ({
  tenant: insurer.id,
  flow: page.flow,
  locale,
  origin: originOf(web, request, insurer.id),
});

async function take(visit: Visit): Promise<FastifyReply> {
  const { web, page, insurer, request, reply } = visit;
  const body = bodyOf(request);
  const browser = web.cookies.browser.get(request);
  const verdict = judge({ headers: request.headers, publicUrl: web.publicUrl, browser, token: body.form });
  if (verdict === 'foreign') return problem(web, request, reply, { id: 'foreign', status: 403, insurer });
  if (verdict === 'outdated' || browser === undefined) return expired(visit, body);
  if (page.resumes && isAboutResuming(body))
    return takeResume(web, request, reply, { tenant: insurer.id, path: `/${insurer.id}/${page.path}` });
  return answer(visit, browser, body);
}

/** Answers, and leads to where the session stands now: the page after a POST is always another GET. */
async function answer(visit: Visit, browser: string, body: Body): Promise<FastifyReply> {
  const { web, page, insurer, request, reply } = visit;
  const form = posted(body);
  if (!form) return problem(web, request, reply, { id: 'malformed', status: 400, insurer });
  const { locale } = pageScope(web, request, reply, insurer);
  const current = web.cookies.session.get(request, insurer.id);
  const origin = originOf(web, request, insurer.id);
  // Who is signed in and answers a flow's page is not idle (X23): what it asks may need the login at its end.
  const inside = await insideOf(web, request, insurer);
  const proven = inside && page.flow === careRequest ? asSignedIn(inside) : {};
  try {
    if (inside && page.path === '' && form.begins && isChoice(form.answer, careRequest))
      return reply.redirect(await beginRequest(web, inside, { request, reply, name: form.session }), 303);
    const result = await web.engine.answer({
      token: tokenNamed(browser, form.session, current),
      turn: form.turn,
      answer: form.answer,
      origin,
      locale,
      ...(form.begins && page.starts && { begin: { ...beginning(visit, locale), ...proven } }),
    });
    follow(visit, form.session, current);
    if (result.answeredOtherwise) return changed(visit, result.view, body);
    const choseCheck = isChoice(form.answer, 'check-proof') || isChoice(form.answer, 'check-image');
    if (choseCheck) web.cookies.notice.set(reply, checkChosen, insurer.id);
    if (result.connected) return await connect(web, request, reply, { insurer, ...result.connected });
    return reply.redirect(web.paths.of(insurer, result.view, page), 303);
  } catch (error) {
    if (error instanceof Refused && error.code === 'session-unknown') return expired(visit, body);
    if (error instanceof StaleTurn && isEnded(error.view)) return expired(visit, body);
    if (!(error instanceof StaleTurn) && !(error instanceof Refused && error.code === 'not-offered'))
      throw error;
    follow(visit, form.session, current);
    return changed(visit, error instanceof StaleTurn ? error.view : undefined, body);
  }
}

const isChoice = (answer: Answer, id: string): boolean => 'choice' in answer && answer.choice === id;

/** The session just answered is the one this insurer's pages show, whichever tab it was in. */
function follow({ web, insurer, reply }: Visit, session: string, current: string | undefined) {
  if (current === undefined || nameOf(current) !== session)
    web.cookies.session.set(reply, session, insurer.id);
}

/**
 * Another tab, Back, or time has changed what is asked. Nothing was done; the next page says so. A letter somebody
 * wrote is given back before it: it may rest nowhere (X18).
 */
function changed({ web, page, insurer, request, reply }: Visit, view: View | undefined, body: Body) {
  const path = view ? web.paths.of(insurer, view, page) : `/${insurer.id}/${page.path}`;
  const scope = pageScope(web, request, reply, insurer);
  const typed = toCopy(web, scope, { insurer, body: lettersIn(body) });
  if (typed) {
    const further = html`<p class="answers"><a class="button primary" href="${path}">${scope.say('changed.go-on')}</a></p>`;
    return problem(web, request, reply, { id: 'changed', status: 409, insurer, typed, further });
  }
  if (!view || body.choice !== view.flow) web.cookies.notice.set(reply, 'page-changed', insurer.id);
  return reply.redirect(path, 303);
}

/**
 * Says that the session has expired and offers the flow again, with what was typed but the secrets (X18, WCAG
 * 2.2.5, 3.3.7). Rendered in answer to the POST, because what was typed may rest nowhere.
 */
async function expired(visit: Visit, body: Body): Promise<FastifyReply> {
  const { web, page, insurer, request, reply } = visit;
  const scope = pageScope(web, request, reply, insurer);
  const id = lostSession(web, request);
  if (!page.starts) {
    const typed = toCopy(web, scope, { insurer, body });
    return problem(web, request, reply, { id, status: 410, insurer, typed });
  }
  const instead = { title: scope.say(`${id}.title`), text: scope.say(`${id}.text`), body };
  web.cookies.session.clear(reply, insurer.id);
  return sendPage(reply, await beginningPage(visit, scope, { instead, typed: kept(body) }), 410);
}

/** Why a form of ours finds no session. A browser that sends none of our cookies may never keep one. */
const lostSession = (web: Web, request: FastifyRequest): 'cookies' | 'expired' =>
  web.cookies.browser.get(request) === undefined ? 'cookies' : 'expired';

/** Nothing is asked or offered any more: only ended sessions show such a view. */
export const isEnded = (view: View): boolean => view.fields.length === 0 && view.choices.length === 0;
